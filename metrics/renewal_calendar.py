"""The deadlines of renewals as a calendar file that any calendar program reads (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from metrics.renewals import Renewal


def ics(found: Iterable[Renewal], *, as_of: date) -> bytes:
    """A whole day for each deadline. A later file of the same contracts changes the days and doubles none."""
    calendar = Calendar()
    calendar.add("prodid", "-//Rollcall//Renewals//EN")
    calendar.add("version", "2.0")
    calendar.add("name", "License renewals")
    for renewal in found:
        calendar.add_component(_event(renewal, as_of=as_of))
    return calendar.to_ical()


def _event(renewal: Renewal, *, as_of: date) -> Event:
    event = Event()
    key = sha256(f"{renewal.tool.casefold()} {renewal.ends_on}".encode()).hexdigest()[:32]
    event.add("uid", f"{key}@rollcall")
    event.add("dtstamp", datetime.combine(as_of, time(), tzinfo=UTC))
    event.add("dtstart", renewal.decide_by)
    event.add("dtend", renewal.decide_by + timedelta(days=1))
    event.add("summary", f"{renewal.tool} is decided" if renewal.is_decided else f"Decide on {renewal.tool}")
    event.add("description", _told(renewal))
    event.add("transp", "TRANSPARENT")
    return event


def _told(renewal: Renewal) -> str:
    cost = "" if renewal.annual_cost_usd is None else f" It costs ${renewal.annual_cost_usd:,.2f} a year."
    return (
        f"{renewal.tool}: the contract ends on {renewal.ends_on}, and notice is possible until {renewal.notice_on}."
        f" Look at its use as of {renewal.evidence_on}.{cost}"
    )
