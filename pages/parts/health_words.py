"""What the page Data health says of each source, in sentences made of its figures, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.definition import Result, Status
from metrics.source_lag import LATE, STALE, UP_TO_DATE
from pages.parts import words
from pages.parts.charts import axes

_MARKS = {
    UP_TO_DATE: (":material/check_circle:", "Up to date"),
    LATE: (":orange[:material/schedule:]", "Late"),
    STALE: (":red[:material/error:]", "Stale"),
}
_MOST = 20  # reasons that are listed; the file of refused rows has them all
HELP = {
    "lag": {
        "What this is": "The last day that each source of logs told of, and the last school day it could have told of.",
        "When it matters": "Late is more than 24 hours of school days, stale more than 72: from then on every figure "
        "on use counts days on which nobody could be seen. Weekends and breaks make nothing late.",
        "How to resolve it": "See whether the nightly export still runs, and whether its file reached the inbox or was "
        "refused. Then import what is missing: days that overlap are not counted twice.",
    },
    "gaps": {
        "What this is": "A school day between the first and the last day of a source on which it has not one entry.",
        "When it matters": "A whole district does not stop using a tool for a day: people look absent who were there, "
        "and rates per school day are too low.",
        "How to resolve it": "Export those days again from the source and import them. If school was closed, add the "
        "day to the school calendar as no_school.",
    },
    "drops": {
        "What this is": "The last five school days of a source against what five days brought over the twenty before.",
        "When it matters": "Below half, either something happened (testing, a field day, a switched-off integration), "
        "or a part of the export is missing: one school, one course, one kind of event.",
        "How to resolve it": "Compare the number of rows with the source's own report. If rows are missing, export the "
        "week again and import it; if the drop is real, nothing is to be done here.",
    },
    "matched": {
        "What this is": "The share of each source's log entries whose person the roster knows on that day.",
        "When it matters": "What is not matched is in no figure. A low rate makes its tools look unused; one that "
        "falls often means that a new class or a new kind of account is missing from the roster.",
        "How to resolve it": "Import this year's roster, and the system's own list of users (Canvas users and "
        "pseudonyms, Moodle users): it ties its numbers to the roster. Ambiguous ids are used by two people: "
        "correct them in the student information system.",
    },
    "refused": {
        "What this is": "Rows that were left out, because a cell in them cannot be read or contradicts another.",
        "When it matters": "A few rows of a large log change nothing. The same fault in many rows means that an export "
        "has changed its form, and people are missing.",
        "How to resolve it": "On the page Import data choose the import and download its refused rows: each says what "
        "to mend. Mend them and drop the file in, or mend the source and export it again.",
    },
}


def headline(lag: Result) -> str:
    """The answer of the page: who is late."""
    rows = axes.rows_of(lag)
    late = [row for row in rows if row["freshness"] != UP_TO_DATE]
    if not late:
        every = "The one source of logs** is" if len(rows) == 1 else f"All {len(rows)} sources of logs** are"
        return f"**{every} up to date: the data goes to {words.day(max(row['last_on'] for row in rows))}."
    have = "is" if len(late) == 1 else "are"
    worst = max(late, key=lambda row: row["value"])
    some = "The one source of logs** is" if len(rows) == 1 else f"{len(late)} of {len(rows)} sources of logs** {have}"
    missed = words.days(worst["value"]).replace(" ", " school ")
    return f"**{some} behind: {_source(worst)} has told of nothing for {missed}."


def freshness(row: Mapping) -> str:
    """One source: its mark, its last day and the one expected."""
    icon, word = _MARKS[row["freshness"]]
    behind = f", {words.days(row['value']).replace(' ', ' school ')} behind" if row["value"] else ""
    expected = words.short_day(row["expected_on"]) if row["expected_on"] else "no school day yet"
    last = words.short_day(row["last_on"])
    return f"{icon} **{word}** · {_source(row)}: last day {last}, expected {expected}{behind}"


def gaps(events: Result) -> str:
    """The finding above the strips."""
    missing = [row for row in axes.rows_of(events) if row["value"] == 0]
    if not missing:
        return "No school day is missing from any log"
    names = words.listed(dict.fromkeys(_source(row) for row in missing))
    count = len({row["day"] for row in missing})
    return f"{words.number(count)} school {'day is' if count == 1 else 'days are'} missing from {names}"


def drops(change: Result) -> str:
    """The finding above the sources."""
    dropped = [row for row in axes.rows_of(change) if row["status"] == Status.NOT_MET]
    if not dropped:
        return "No source has dropped suddenly"
    return f"Worth a look: {words.listed(_source(row) for row in dropped)}"


def drop(row: Mapping) -> str:
    """One source: this week against the usual one."""
    if not words.is_number(row["value"]):
        return f":material/remove_circle: **Not measured** · {_source(row)}: too few school days to compare"
    is_low = row["status"] == Status.NOT_MET
    mark = ":orange[:material/trending_down:] **Worth a look**" if is_low else ":material/check_circle: **As usual**"
    counts = f"{words.number(row['numerator'])} log entries, usual {words.number(row['denominator'])}"
    return f"{mark} · {_source(row)}: {words.percent(row['value'])} of the usual ({counts})"


def refused(result: Result) -> str:
    """The finding above the reasons."""
    rows = axes.rows_of(result)
    count, read = (sum(int(row[name]) for row in rows) for name in ("numerator", "denominator"))
    if not count:
        return "Nothing was refused"
    return f"{words.number(count)} of {words.number(read)} rows {'was' if count == 1 else 'were'} refused"


def reasons(result: Result) -> list[str]:
    """The commonest faults, each with its source."""
    rows = sorted(axes.rows_of(result), key=lambda row: -row["numerator"])
    return [
        f"**{_source(row)}**: {row['reason']} ({words.number(row['numerator'])} of "
        f"{words.number(row['denominator'])} rows)"
        for row in rows[:_MOST]
    ]


def _source(row: Mapping) -> str:
    return words.group("source", row["source"])
