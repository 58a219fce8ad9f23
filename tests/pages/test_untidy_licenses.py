"""What is wrong with a district's license list stands on the page in a sentence, and spoils no figure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_layer import importing
from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import Sunset, SunsetStep
from data_layer.records.kinds import State, Step
from data_layer.store import Home
from tests.pages import district
from tests.pages.district import AS_OF
from tests.pages.seeing import text_of

Open = Callable[..., AppTest]
UNTIDY = (
    "tool,vendor,category,core_or_supplemental,school,seats,annual_cost,start,end,notice_days",
    'Nearpod,Nearpod,Lessons,supplemental,District-wide,10,"$6,000.00",2025-07-01,2026-06-30,60',
    "Padlet,Padlet,Boards,supplemental,District-wide,20,,2025-07-01,2026-06-30,60",
    '"Padlet, Inc.",Padlet,Boards,supplemental,District-wide,20,100,2025-07-01,2026-06-30,60',
    "padlet.com,Padlet,Boards,supplemental,District-wide,20,100,2025-07-01,2026-06-30,60",
    "Backwards,Vendor,Maps,supplemental,District-wide,20,100,2026-06-30,2025-07-01,60",
    "Twice,Vendor,Maps,supplemental,District-wide,,100,2025-07-01,2026-06-30,60",
    "Twice,Vendor,Maps,supplemental,District-wide,,100,2026-01-01,2026-12-31,60",
    "Nobody,Vendor,Maps,supplemental,Ghost School,,100,2025-07-01,2026-06-30,60",
    "Late,Vendor,Maps,supplemental,District-wide,,100,2026-03-01,2027-06-30,60",
)


@pytest.fixture(scope="module")
def untidy(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The district with such a list; a year ago Nearpod was removed, and it is used all the same."""
    folder = tmp_path_factory.mktemp("untidy")
    exports = district.exports(folder / "exports")
    (exports / "licenses.csv").write_text("\n".join(UNTIDY) + "\n", encoding="utf-8")
    home = Home(folder / "home")
    importing.run(home, [exports], received_at=district.RECEIVED_AT)
    return home


@pytest.fixture
def read(open_page: Open, untidy: Home, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    monkeypatch.delenv(URL_VARIABLE, raising=False)

    def told(path: str, **asked: str) -> str:
        page = open_page(path, home=untidy.path, **asked)
        assert not page.exception
        return text_of(page)

    return told


def test_more_seats_in_use_than_bought_are_an_overage(read):
    told = "Nearpod: 3 more seats are in use or assigned than the 10 that were bought."
    assert told in read("portfolio")
    assert told in read("tool", tool="Nearpod")


def test_one_tool_under_three_names_is_noticed_and_not_joined(read):
    assert "Padlet, Padlet, Inc. and padlet.com read like one tool, and are counted apart." in read("portfolio")


def test_a_blank_cost_is_not_zero(read):
    told = "The cost of Padlet is not known, because a contract in force gives none"
    assert told in read("portfolio")
    assert told in read("tool", tool="Padlet")
    assert "Padlet: the license list gives a contract no cost, so its dollars are not known." in read("renewals")
    assert "Not measured, because a contract in force gives no cost: Padlet." in read("licenses")


def test_overlapping_contracts_are_said_with_the_days_that_are_paid_for_twice(read):
    assert "Twice: two contracts overlap from January 1, 2026 to June 30, 2026" in read("renewals")


def test_a_contract_that_ends_before_it_starts_is_refused_with_its_row(untidy: Home):
    (row,) = [row for entry in importing.history(untidy) for row in importing.refused(untidy, entry["import_id"])]
    assert (row["file_name"], row["row"], row["column"]) == ("licenses.csv", 6, "end")
    assert row["problem"] == "lies before the start"
    assert row["remedy"].startswith("Swap start and end")


def test_a_contract_that_covers_no_student_has_no_cost_per_student(read):
    assert "The contract covers no rostered student." in read("checklist", tool="Nobody")


def test_a_semester_that_is_not_in_the_calendar_says_which_file_is_missing(read):
    told = read("sunsets", tool="Late")
    assert "No semester that begins on or after March 1, 2026 is in the calendar; import the calendar" in told


def test_a_removed_tool_that_shows_activity_is_named(read, untidy: Home):
    gone = date(2025, 12, 1)
    with opened(untidy) as session:
        keeping.add(session, Sunset(tool="Nearpod", state=State.REMOVED), by="Technologist", on=AS_OF)
        for number, step in enumerate((Step.FLAG, Step.SEND_NOTICE, Step.VERIFY_ARCHIVE, Step.REMOVE), start=1):
            entry = SunsetStep(tool="Nearpod", number=number, step=step, taken_on=gone, reason="Nobody uses it.")
            keeping.add(session, entry, by="Technologist", on=AS_OF)
    told = "Nearpod was removed, but its log shows use after that, last on March 13, 2026."
    assert told in read("sunsets", tool="Nearpod")
