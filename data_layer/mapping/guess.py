"""What the columns of a file nobody knows may mean: a draft of a mapping, from its headers and its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from data_layer.importers.contract import Head, blank
from data_layer.importers.moodle_times import DAY_FIRST, MONTH_FIRST
from data_layer.mapping.date_order import told_by
from data_layer.mapping.document import ColumnMapping
from data_layer.mapping.durations import minutes_in
from data_layer.mapping.evidence import Evidence, look, tells_when_last_seen, words_of
from data_layer.mapping.purposes import PURPOSES, Meaning, Purpose

_ENOUGH = 0.5  # a likeness below this is chance
_FITTING = 0.8  # share of the cells that a meaning must be able to read
_MISSING, _SAID_ONCE = -1.5, -0.3  # what a needed column costs a purpose, that is not there or may be given once
_HEARTLESS = -5.0  # what it costs a purpose to lack what it is about
_USED = 2.0  # what it is worth that a file says who did something when and how long, whatever else it says of them
_MAILED = 0.1  # by how much addresses come before other keys of a person, which rosters may not have
_EXACT = 0.9  # a likeness above this is one of the usual headers
_UNITS = {"seconds": {"seconds", "second", "sec", "secs"}, "hours": {"hours", "hour", "hrs", "hr"}}
_AMOUNTS = {"count", "minutes"}
_LOGINS = {"login", "logins", "signin", "signins", "launch", "launches", "session", "sessions"}


def guess(head: Head) -> ColumnMapping:
    """The likeliest purpose with the likeliest columns. It is without a name, and may lack what is needed."""
    seen = look(head)
    found = {name: _columns(purpose, head, seen) for name, purpose in PURPOSES.items()}
    best = max(found, key=lambda name: _worth(PURPOSES[name], found[name]))
    return _draft(best, found[best], head)


def guess_for(purpose: str, head: Head, *, seen: Mapping[str, Evidence] | None = None) -> ColumnMapping:
    """The likeliest columns for a purpose that is known; `seen` is what `look` has made of the file, if it has."""
    return _draft(purpose, _columns(PURPOSES[purpose], head, seen or look(head)), head)


def _draft(purpose: str, found: Mapping[str, tuple[str, float]], head: Head) -> ColumnMapping:
    columns = {
        name: header for name, (header, _) in sorted(found.items(), key=lambda pair: head.columns.index(pair[1][0]))
    }
    headers = known_by(head, columns.values())
    return ColumnMapping("", purpose, headers, columns, _same(purpose, columns), _reading(purpose, columns, head))


def known_by(head: Head, used: Iterable[str]) -> tuple[str, ...]:
    """The headers by which the next such file is known: all, but of objects, which leave out what has no value."""
    return tuple(dict.fromkeys(used)) if head.kind == "jsonl" else tuple(head.columns)


def _columns(purpose: Purpose, head: Head, seen: Mapping[str, Evidence]) -> dict[str, tuple[str, float]]:
    """Each meaning's header with its likeness; the likeliest pair is settled first, and each header means one thing."""
    likeness = {
        (meaning.name, header): _likeness(purpose, meaning, header, seen[header], head.sample[header])
        for meaning in purpose.meanings
        for header in head.columns
    }
    found: dict[str, tuple[str, float]] = {}
    unclear = "count" if _is_unclear([score for (name, _), score in likeness.items() if name == "count"]) else ""
    for (name, header), score in sorted(likeness.items(), key=lambda pair: -pair[1]):
        if score >= _ENOUGH and name not in (unclear, *found) and header not in {taken for taken, _ in found.values()}:
            found[name] = (header, score)
    if "person" not in found and (other := next((name for name in ("email", "username") if name in found), None)):
        found["person"] = found.pop(other)
    if tells_when_last_seen(found.get("date_time", ("", 0.0))[0]):
        return {name: pair for name, pair in found.items() if name not in _AMOUNTS}
    return found


def _is_unclear(scores: list[float]) -> bool:
    """Whether several columns count something, and none of them all of it: then nobody can say which."""
    return max(scores, default=0.0) < _EXACT and sum(score >= _ENOUGH for score in scores) > 1


def _likeness(purpose: Purpose, meaning: Meaning, header: str, seen: Evidence, cells: pl.Series) -> float:
    """0 to 1: how well the header's words fit, where the cells fit at all; cells alone tell emails and dates."""
    if not seen.looks or not _fits(purpose, meaning, seen, cells) or set(meaning.never) & set(words_of(header)):
        return 0.0
    alone = 0.0
    if purpose.column(meaning.name).personal and seen.looks == "email addresses":
        alone = 0.6
    elif purpose.is_date(meaning.name) and purpose.column(meaning.name).required and seen.looks == "dates":
        alone = 0.5
    is_wanted = seen.looks == "email addresses" and meaning.headers[0] == "email"
    return max(alone, _of_words(meaning, words_of(header))) + (_MAILED if is_wanted else 0.0)


def _of_words(meaning: Meaning, header: tuple[str, ...]) -> float:
    """1 for one of the meaning's usual headers; less, the more other words stand beside it. Earlier ones come first."""
    scores = [0.0]
    for place, usual in enumerate(meaning.headers):
        wanted = words_of(usual)
        if header == wanted or "".join(header) == "".join(wanted):
            scores.append(1 - place / 200)
        elif set(wanted) <= set(header):
            scores.append(0.5 + 0.4 * len(wanted) / len(header) - place / 200)
    return max(scores)


def _fits(purpose: Purpose, meaning: Meaning, seen: Evidence, cells: pl.Series) -> bool:
    """Whether cells look like what the meaning reads. A name is no identifier, and a date or an email no text."""
    column = purpose.column(meaning.name)
    if column.personal:
        allowed = {"email addresses"} if meaning.name == "email" else {"email addresses", "numbers", "single words"}
        return seen.looks in allowed
    if column.reading.problem == "is not text" or meaning.name == "tool":
        return seen.looks in {"single words", "texts of several words"}
    if purpose.is_date(meaning.name):
        return seen.looks == "dates"
    reading = minutes_in("minutes") if meaning.name == "minutes" else column.reading
    filled = cells.to_frame("cell").filter(~blank(pl.col("cell")))
    told = filled.select(reading.parse(pl.col("cell")).cast(pl.String).alias("told"))["told"]
    return (told.is_not_null() & (told != "")).mean() >= _FITTING


def _worth(purpose: Purpose, columns: Mapping[str, tuple[str, float]]) -> float:
    """How much of a file a purpose explains, less what it needs and the file has not."""
    needed = [each for each in purpose.meanings if purpose.column(each.name).required and each.name not in columns]
    cost = sum(_SAID_ONCE if each.is_often_same else _MISSING for each in needed)
    cost += _HEARTLESS if purpose.heart and not columns.keys() & set(purpose.heart) else 0
    is_use = {"date_time", "user"} <= columns.keys() and _says_how_much(columns)
    return sum(score for _, score in columns.values()) + cost + (_USED if is_use else 0)


def _says_how_much(columns: Mapping[str, tuple[str, float]]) -> bool:
    """How long, how many logins, or when last: a total alone may be one of dollars."""
    counted = set(words_of(columns.get("count", ("", 0))[0]))
    return "minutes" in columns or bool(_LOGINS & counted) or tells_when_last_seen(columns["date_time"][0])


def _same(purpose: str, columns: Mapping[str, str]) -> dict[str, str]:
    """What was done, where no column says it: a count of logins is one of logins, anything else is use."""
    if purpose != "activity" or "action" in columns:
        return {}
    return {"action": "login" if _LOGINS & set(words_of(columns.get("count", ""))) else "view"}


def _reading(purpose: str, columns: Mapping[str, str], head: Head) -> dict[str, str]:
    found = {}
    dates = [header for name, header in columns.items() if PURPOSES[purpose].is_date(name)]
    if order := _order(head, dates):
        found["date_order"] = order
    if "minutes" in columns:
        words = set(words_of(columns["minutes"]))
        found["duration_unit"] = next((unit for unit, usual in _UNITS.items() if words & usual), "minutes")
    return found


def _order(head: Head, dates: list[str]) -> str | None:
    """The order that the first rows prove; None where they prove none."""
    _, day_first, month_first = told_by([head.sample], dates)
    return (DAY_FIRST if day_first else MONTH_FIRST) if day_first != month_first else None
