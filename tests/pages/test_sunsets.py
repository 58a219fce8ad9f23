"""The register on its page: what the rule says, a form for each step, and nobody overwrites what they did not see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import Incident, Notice, SunsetStep
from data_layer.store import Home
from tests.pages.records_home import beside, fill, press
from tests.pages.seeing import text_of

Open = Callable[..., AppTest]


@pytest.fixture
def own_home(district_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The district with records of its own."""
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return beside(district_home, tmp_path / "home")


@pytest.fixture
def visit(open_page: Open, own_home: Home) -> Callable[[str], AppTest]:
    def open_(tool: str = "Padlet") -> AppTest:
        page = open_page("sunsets", home=own_home.path, tool=tool)
        page.text_input(key="signed_by").set_value("Technologist").run()
        assert not page.exception
        return page

    return open_


def register(page: AppTest) -> dict[str, dict]:
    table = next(frame.value for frame in page.dataframe if "The rule says" in frame.value.columns)
    return {row["Tool"]: row for row in table.to_dict("records")}


def flag(page: AppTest) -> AppTest:
    fill(page, "Why is it flagged", "No teacher opened it in the fall")
    return press(page, "Flag the tool")


def test_the_page_says_what_the_rule_says_of_each_tool(visit):
    page = visit()
    rows = register(page)
    assert (rows["Padlet"]["The rule says"], rows["Padlet"]["State"]) == ("Not measured", "In use")
    assert (rows["Nearpod"]["The rule says"], rows["Nearpod"]["Teachers who used it"]) == (
        "Below the target",
        "0 of 12 (0.0%)",
    )
    assert "**No tool is on the way out**; Nearpod should be flagged." in text_of(page)
    assert "District target; no published evidence for this figure." in text_of(page)


def test_a_flag_is_signed_and_kept(visit, own_home: Home):
    page = flag(visit("Nearpod"))
    assert page.success[0].value == "Nearpod: flagged, signed by Technologist."
    assert "**1 tool is on the way out** (Nearpod)." in text_of(page)
    with opened(own_home) as session:
        (step,) = keeping.entries(session, SunsetStep)
    assert (step.reason, step.taken_on) == ("No teacher opened it in the fall", date(2026, 3, 13))


def test_a_step_without_a_signature_is_refused_and_says_why(visit, own_home: Home):
    page = visit("Nearpod")
    page.text_input(key="signed_by").set_value("").run()
    flag(page)
    assert page.error[0].value == "Nothing was saved. Every entry is signed. Write your name before you save."
    with opened(own_home) as session:
        assert not keeping.entries(session, SunsetStep)


def test_the_second_of_two_people_is_told_and_nothing_is_overwritten(visit, own_home: Home):
    first, second = visit("Nearpod"), visit("Nearpod")
    flag(first)
    flag(second)
    assert second.error[0].value.startswith("Nothing was saved. Somebody else changed this entry after you opened it")
    with opened(own_home) as session:
        assert len(keeping.entries(session, SunsetStep)) == 1


def test_a_notice_names_who_was_told_and_blocks_for_those_who_were_not(visit, own_home: Home):
    page = flag(visit("Nearpod"))
    assert {button.label for button in page.get("download_button")} >= {"Teachers", "Students and their families"}
    fill(page, "What does the notice", "Nobody uses it")
    next(box for box in page.checkbox if box.label == "Teachers").uncheck()
    press(page, "Record the notice")
    with opened(own_home) as session:
        sent = {notice.audience: notice.sent_on for notice in keeping.entries(session, Notice)}
    assert sent == {"Teachers": None, "Students and their families": date(2026, 3, 13)}
    fill(page, "Where is it", "In the district's archive, for its teachers alone")
    press(page, "Record the archive")
    assert "The notice was not sent yet to: Teachers." in page.warning[0].value
    assert next(button for button in page.button if button.label == "Remove the tool").disabled
    press(page, "It was sent")
    assert "It can be removed on **April 13, 2026** at the earliest." in text_of(page)
    assert "The notice has not run out" in page.warning[0].value


def test_an_exemption_takes_a_tool_off_the_list_until_it_is_taken_back(visit):
    page = visit("Nearpod")
    fill(page, "Why is the rule not", "Students work in it, teachers only look on")
    press(page, "Exempt the tool")
    assert register(page)["Nearpod"]["The rule says"] == "Exempt"
    assert "should be flagged" not in text_of(page)
    press(page, "Take the exemption back")
    assert register(page)["Nearpod"]["The rule says"] == "Below the target"


def test_an_exemption_without_a_reason_is_refused(visit):
    page = press(visit("Nearpod"), "Exempt the tool")
    assert page.error[0].value == "Nothing was saved. An exemption has a reason. Write it down."


@pytest.mark.parametrize(("minutes", "is_open"), [(12, True), (None, True), (0, False)])
def test_an_incident_with_lost_minutes_opens_a_review(visit, minutes: int | None, is_open: bool):
    page = visit()
    page.selectbox(key="incident_tool").set_value("Padlet")
    page.text_input(key="incident_what").set_value("Down in third period")
    page.number_input(key="incident_minutes").set_value(minutes)
    press(page, "Log the incident")
    assert ("1 incident waits for a review" in text_of(page)) is is_open


def test_a_review_is_closed_with_what_was_found(visit, own_home: Home):
    with opened(own_home) as session:
        day = date(2026, 3, 13)
        entry = Incident(tool="Padlet", occurred_on=day, what="Down in third period", lost_minutes=12)
        keeping.add(session, entry, by="Teacher", on=day)
    page = visit()
    assert "Down in third period (1 class, 12 minutes lost, 3.3% of their day)" in page.warning[0].value
    fill(page, "What did the review find", "The network was down")
    press(page, "Close the review")
    assert not page.warning


def test_records_that_cannot_be_reached_leave_a_sentence(visit, monkeypatch: pytest.MonkeyPatch):
    page = visit()
    monkeypatch.setenv(URL_VARIABLE, "postgresql://someone@127.0.0.1:1/records")
    page.run()
    assert not page.exception
    assert "The records database does not answer." in page.error[0].value


def test_before_the_first_import_the_page_says_what_is_missing(open_page: Open, tmp_path: Path):
    assert "No tool is known yet" in text_of(open_page("sunsets", home=tmp_path / "nothing"))
