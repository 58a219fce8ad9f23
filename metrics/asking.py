"""From the words of a command to the scope that it means: names are looked up, gaps get their defaults."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from data_layer import choices
from data_layer.choices import Choices
from data_layer.scope import Entitlement, Scope
from metrics import periods


class UnclearQuestion(ValueError):
    """The command names something that the store does not know; the text says what it knows."""


def scope_of(connection: Connection, given: Namespace, *, entitlement: Entitlement) -> Scope:
    """The scope of `given.school`, grade, subject, role, tool, start, end and as_of; None means all, or the default.

    Without dates: the school year that holds as-of. Without as-of: the last day with data.
    """
    known = choices.read(connection, entitlement=entitlement)
    as_of = given.as_of or _last_of(known)
    start, end = _period(connection, given, as_of)
    if end <= start:
        raise UnclearQuestion(f"The period ends before it begins: --from {start} and --to {end - timedelta(days=1)}.")
    return Scope(
        start,
        end,
        as_of=as_of,
        schools=_schools(known, given.school),
        grade_levels=_among("grade level", known.grade_levels, [_grade(grade) for grade in given.grade or ()]),
        subjects=_among("subject", known.subjects, given.subject),
        roles=_among("role", known.roles, given.role),
        tools=_among("tool", known.tools, given.tool),
        entitlement=entitlement,
    )


def last_known_day(connection: Connection) -> date:
    """The day that a question without a day is asked for."""
    return _last_of(choices.read(connection, entitlement=Entitlement()))


def _last_of(known: Choices) -> date:
    if known.as_of is None:
        raise UnclearQuestion("The store has no dated rows yet. Import a log or a survey, or give --as-of.")
    return known.as_of


def _period(connection: Connection, given: Namespace, as_of: date) -> tuple[date, date]:
    """Half-open; the command's --to is the last day itself."""
    if given.start and given.end:
        return given.start, given.end + timedelta(days=1)
    year = periods.latest_period(connection, "school_year", given.end or as_of)
    if year is None:
        raise UnclearQuestion("The school calendar knows no school year for these days. Give --from and --to.")
    return given.start or year.starts_on, given.end + timedelta(days=1) if given.end else year.ends_on


def _schools(known: Choices, asked: list[str] | None) -> frozenset[str] | None:
    """Schools by id or name. Two schools of one name are both meant."""
    named: dict[str, set[str]] = {}
    for school_id, name in known.schools.items():
        named.setdefault(name.casefold(), set()).add(school_id)
        named.setdefault(school_id.casefold(), set()).add(school_id)
    return _looked_up("school", named, asked, shown=known.schools.values())


def _among(what: str, known: Collection[str], asked: list[str] | None) -> frozenset[str] | None:
    return _looked_up(what, {value.casefold(): {value} for value in known}, asked, shown=known)


def _looked_up(
    what: str, named: Mapping[str, set[str]], asked: list[str] | None, *, shown: Collection[str]
) -> frozenset[str] | None:
    if not asked:
        return None
    unknown = [word for word in asked if word.strip().casefold() not in named]
    if unknown:
        raise UnclearQuestion(f'No {what} is called "{unknown[0]}". Known: {", ".join(shown) or "none"}.')
    return frozenset().union(*(named[word.strip().casefold()] for word in asked))


def _grade(written: str) -> str:
    """ "3" and "K" as the store writes them: 03 and KG."""
    bare = re.sub(r"^grade\s*", "", written.strip(), flags=re.IGNORECASE)
    return "KG" if bare.upper() == "K" else bare.zfill(2) if bare.isdigit() else bare
