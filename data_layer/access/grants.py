"""Whom a role was given to: by an email address, or by a group that the district's own sign-in names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from data_layer.access.capabilities import Role, needs_schools
from data_layer.access.viewer import Viewer
from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile
from data_layer.records.entries import Grant
from data_layer.records.kinds import Claim

_ORDER = list(Role)


class GrantIncomplete(ValueError):
    """The grant cannot be kept; the text says what it lacks."""


@dataclass(frozen=True)
class Identity:
    """What a provider says of somebody who signed in there: only what it vouches for."""

    email: str = ""
    groups: frozenset[str] = frozenset()
    name: str = ""


def viewer_of(session: Session, identity: Identity, *, on: date) -> Viewer | None:
    """What somebody was granted; None where nothing stands.

    A grant to the email counts before any to a group, also when it is disabled: so one person can be shut out.
    """
    standing = keeping.entries(session, Grant)
    of_email = [each for each in standing if _is_of(each, Claim.EMAIL, {identity.email})]
    found = of_email or [each for each in standing if _is_of(each, Claim.GROUP, identity.groups)]
    usable = [each for each in found if _holds(each, on=on)]
    if not usable:
        return None
    role = min((each.role for each in usable), key=_ORDER.index)
    schools = frozenset(school for each in usable if each.role is role for school in each.schools)
    return Viewer(role, schools, name=identity.name or identity.email)


def _is_of(grant: Grant, kind: Claim, claims: Collection[str]) -> bool:
    return grant.kind is kind and grant.claim in {_plain(claim) for claim in claims if claim}


def _holds(grant: Grant, *, on: date) -> bool:
    return not grant.is_disabled and (grant.ends_on is None or on <= grant.ends_on)


def _plain(claim: str) -> str:
    return claim.strip().casefold()


def all_of(session: Session) -> list[Grant]:
    """Every grant that stands, disabled or not, by role and claim."""
    return sorted(keeping.entries(session, Grant), key=lambda each: (_ORDER.index(each.role), each.claim))


def find(session: Session, kind: Claim, claim: str) -> Grant | None:
    """The grant of an email or group, taken away or not."""
    return session.scalars(select(Grant).filter_by(kind=kind, claim=_plain(claim))).one_or_none()


def give(
    session: Session,
    *,
    kind: Claim,
    claim: str,
    role: Role,
    schools: Iterable[str],
    ends_on: date | None,
    seen_version: int,
    by: str,
    on: date,
) -> Grant:
    """Grant a role, or change what was granted. `seen_version`: that of the grant on the page, 0 where none stood."""
    words = {"role": role, "schools": sorted(set(schools)), "ends_on": ends_on}
    _check(kind, claim, role, words["schools"], ends_on=ends_on, on=on)
    known = find(session, kind, claim)
    if known is None:
        if seen_version:
            raise ChangedMeanwhile
        return keeping.add(session, Grant(kind=kind, claim=_plain(claim), **words), by=by, on=on)
    if known.is_withdrawn and not seen_version:  # given again: nobody could see what was taken away
        words |= {"is_withdrawn": False, "is_disabled": False}
        seen_version = known.version
    return keeping.change(session, known, seen_version=seen_version, by=by, on=on, **words)


def _check(kind: Claim, claim: str, role: Role, schools: Collection[str], *, ends_on: date | None, on: date) -> None:
    if not _plain(claim) or (kind is Claim.EMAIL and "@" not in claim.strip("@ ")):
        raise GrantIncomplete("Whose access is it? Write a whole email address, or the name of a group.")
    if needs_schools(role) and not schools:
        raise GrantIncomplete(f"A {role} sees the schools that are named, and none was. Choose at least one school.")
    if ends_on is not None and ends_on < on:
        raise GrantIncomplete("The last day is over already. Choose today or a later one, or none.")


def switch(session: Session, grant: Grant, *, is_disabled: bool, seen_version: int, by: str, on: date) -> None:
    """Shut out whom a grant names, or let in again; the rest of it stays as it was."""
    keeping.change(session, grant, seen_version=seen_version, by=by, on=on, is_disabled=is_disabled)
