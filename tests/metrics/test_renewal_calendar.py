"""The calendar file is one that others can read, and a second download doubles nothing."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

from metrics.renewal_calendar import ics
from tests.metrics.renewing import AS_OF, line, only


def events(file: bytes) -> list:
    return list(Calendar.from_ical(file).walk("VEVENT"))


def test_a_deadline_is_a_whole_day_with_what_must_be_known():
    (event,) = events(ics([only(line())], as_of=AS_OF))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 4, 1), date(2026, 4, 2))
    assert str(event["summary"]) == "Decide on Nearpod"
    assert "ends on 2026-06-30, and notice is possible until 2026-05-01" in str(event["description"])
    assert "$1,000.00 a year" in str(event["description"])


def test_the_same_contract_keeps_its_number_and_another_term_has_its_own():
    first, again = (events(ics([only(line(notice_days=days))], as_of=AS_OF))[0] for days in (60, 30))
    later = events(ics([only(line(ends_on=date(2027, 6, 30)))], as_of=AS_OF))[0]
    assert first["uid"] == again["uid"] != later["uid"]


def test_a_name_cannot_write_lines_of_its_own():
    (event,) = events(ics([only(line(tool="Maps\nEND:VEVENT; more, and more"))], as_of=AS_OF))
    assert str(event["summary"]) == "Decide on Maps\nEND:VEVENT; more, and more"
