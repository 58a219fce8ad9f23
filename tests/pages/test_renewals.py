"""The page on renewals: the next deadline in a sentence, the evidence, the seats that would do, and bad lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.access.capabilities import Role
from data_layer.access.viewer import Viewer
from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import Decision, HiddenFee
from data_layer.records.kinds import Verdict
from data_layer.store import Home
from metrics.renewals import Problem, problems
from metrics.right_sizing import Engaged, Resized
from pages.parts import gate, renewal_words
from pages.parts.charts import timeline
from tests.metrics.renewing import AS_OF, line, only
from tests.pages.records_home import beside, fill, press
from tests.pages.seeing import alternative_texts, text_of

Open = Callable[..., AppTest]
NEARPOD = "Nearpod, ends Jun 30, 2026"


@pytest.fixture
def own_home(district_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The district with records of its own."""
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return beside(district_home, tmp_path / "home")


@pytest.fixture
def visit(open_page: Open, own_home: Home) -> Callable[..., AppTest]:
    return lambda **asked: open_page("renewals", home=own_home.path, **asked)


def table(page: AppTest, column: str) -> list[dict]:
    return next(frame.value for frame in page.dataframe if column in frame.value.columns).to_dict("records")


def test_the_page_says_what_must_be_decided_next_and_by_when(visit):
    page = visit()
    assert "The next decision is Nearpod, by **April 1, 2026**." in text_of(page)
    rows = {row["Tool"]: row for row in table(page, "Decide by")}
    assert (str(rows["Padlet"]["Notice until"])[:10], rows["Padlet"]["State"]) == ("2026-05-01", "To be decided")
    assert "Nearpod ends on June 30, 2026, decide by April 1, 2026 (to be decided)" in alternative_texts(page)[0]
    files = {"Calendar file (.ics)", "Download CSV", "Picture (SVG)", "Picture (PNG)"}
    assert {button.label for button in page.get("download_button")} == files


def test_seats_are_right_sized_from_those_in_use_and_can_be_changed(visit):
    page = visit(renewal=NEARPOD)
    assert "As of March 13, 2026: **13 of 60 seats in use**. It is frozen on April 1, 2026." in text_of(page)
    assert page.number_input[0].value == 15
    assert "15 seats cost **$1,500.00** a year at the price of a seat today, **$4,500.00 less** than the 60" in text_of(
        page
    )
    page.number_input[0].set_value(61).run()
    assert "61 seats cost **$6,100.00** a year at the price of a seat today, **$100.00 more** than the 60" in text_of(
        page
    )


def test_a_decision_is_recorded_with_its_seats_and_its_dollars_and_settles_the_contract(visit, own_home: Home):
    page = visit(renewal=NEARPOD)
    assert table(page, "Decide by")[0]["Decided"] == "Not yet"
    assert "Recommended: :material/straighten: **Right-size**" in text_of(page)
    page.radio[0].set_value(Verdict.RENEW_FEWER)
    fill(page, "Why?", "Thirteen of sixty seats are in use.")
    fill(page, "Who signs", "Technology director")
    press(page, "Record the decision")
    assert "Nearpod: the decision is recorded." in text_of(page)
    row = next(row for row in table(page, "Decide by") if row["Tool"] == "Nearpod")
    assert (row["State"], row["Decided"]) == (
        "Decided",
        "Renew with fewer seats (15 seats) (Technology director, Mar 13, 2026)",
    )
    assert "Recommended was: more seats unused than the alarm allows. Meant to save $4,500.00 a year." in text_of(page)
    assert "The next decision is Padlet, by **April 1, 2026**; 1 contract is decided on." in text_of(page)
    with opened(own_home) as session:
        (entry,) = keeping.entries(session, Decision)
        assert (entry.seat_count, entry.saved_usd) == (15, Decimal("4500.00"))


def test_the_second_of_two_who_decide_on_one_contract_is_told(visit, own_home: Home):
    first, second = visit(renewal=NEARPOD), visit(renewal=NEARPOD)
    for page, verdict in ((first, Verdict.DROP), (second, Verdict.RENEW)):
        page.radio[0].set_value(verdict)
        fill(page, "Why?", "We talked about it.")
        fill(page, "Who signs", "Technology director")
        press(page, "Record the decision")
    assert "the decision is recorded" in text_of(first)
    assert "Nothing was saved." in text_of(second)
    with opened(own_home) as session:
        assert [entry.verdict for entry in keeping.entries(session, Decision)] == [Verdict.DROP]


@pytest.mark.parametrize(
    ("verdict", "why", "said"),
    [(None, "Because.", "Choose first what was decided."), (Verdict.DROP, "", "has a reason")],
)
def test_a_decision_without_a_word_or_a_reason_is_not_kept(visit, verdict: Verdict | None, why: str, said: str):
    page = visit(renewal=NEARPOD)
    page.radio[0].set_value(verdict)
    fill(page, "Why?", why)
    fill(page, "Who signs", "Technology director")
    press(page, "Record the decision")
    assert said in text_of(page)


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.VIEWER])
def test_who_may_not_read_decisions_sees_that_one_was_made_and_no_more(
    visit, own_home: Home, monkeypatch: pytest.MonkeyPatch, role: Role
):
    viewer = Viewer(role, frozenset({"east", "west", "tiny"}))
    monkeypatch.setattr(gate, "who", lambda *_args, **_words: viewer)
    decision = Decision(tool="Nearpod", verdict=Verdict.DROP, reason="Gone.", contract_ends_on=date(2026, 6, 30))
    with opened(own_home) as session:
        keeping.add(session, decision, by="Technology director", on=date(2026, 3, 13))
    page = visit()
    assert "Technology director" not in text_of(page)
    assert "Gone." not in text_of(page)
    assert not page.radio
    for row in table(page, "Decide by") if page.dataframe else ():
        assert "Decided" not in row


def test_a_fee_is_a_line_of_its_own_and_adds_up_to_the_cent(visit, own_home: Home):
    with opened(own_home) as session:
        fee = HiddenFee(tool="Padlet", label="Training", annual_cost_usd=Decimal("99.99"), starts_on=date(2026, 4, 1))
        keeping.add(session, fee, by="Technologist", on=date(2026, 3, 13))
    rows = table(visit(renewal="Padlet, ends Jun 30, 2026"), "Line")
    assert [(row["Line"], row["A year"], row["This term"]) for row in rows] == [
        ("Contract, whole district", "$1,000.50", "$1,000.50"),
        ("Training", "$99.99", "$24.93"),
        ("Total", "$1,100.49", "$1,025.43"),
    ]


def test_an_empty_home_is_told_which_file_is_missing(open_page: Open, tmp_path: Path):
    assert "No contract is known yet" in text_of(open_page("renewals", home=tmp_path / "empty"))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([line(starts_on=date(2026, 7, 1))], "a contract ends (June 30, 2026) before it starts (July 1, 2026)"),
        ([line(), line(ends_on=date(2026, 1, 1))], "two contracts overlap from July 1, 2025 to January 1, 2026"),
        ([line(None)], "gives a contract no cost"),
        ([line(notice_days=None)], "no notice period, so that 0 days are counted"),
        ([line(ends_on=None)], "has no first or no last day"),
    ],
)
def test_each_thing_wrong_with_the_list_is_said_with_its_remedy(lines: list, said: str):
    (found,) = problems(lines)
    assert isinstance(found, Problem)
    told = renewal_words.problem(found)
    assert told.startswith("Nearpod: ")
    assert said in told


def test_an_overage_is_said_and_is_no_saving():
    told = renewal_words.evidence(Engaged(120), only(line()), day=date(2026, 4, 1))
    assert told == (
        "As of April 1, 2026: **120 of 100 seats in use**. These are 20 more than were bought: ask the vendor what it "
        "charges for them."
    )
    same = renewal_words.resized(Resized(100, 100_000, 0, (100_000,)), only(line()))
    assert same == "100 seats cost **$1,000.00** a year at the price of a seat today, **as much as** the 100 of now."


def test_a_site_license_has_people_and_no_seats():
    told = renewal_words.evidence(Engaged(2934), only(line(seat_count=None)), day=date(2026, 4, 1))
    assert told == "As of April 1, 2026: **2,934 people use it**."


def test_what_cannot_be_said_of_its_use_has_a_reason():
    told = renewal_words.evidence(Engaged(None, "too few people to show"), only(line()), day=date(2026, 4, 1))
    assert told == "As of April 1, 2026: too few people to show."


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (date(2026, 4, 1), "The next decision is Nearpod, by **April 1, 2026**."),
        (date(2026, 4, 2), "**1 decision is overdue** while notice is still possible (Nearpod)."),
        (date(2026, 5, 2), "For 1 contract the notice period is over."),
    ],
)
def test_the_sentence_follows_the_deadline_day_by_day(as_of: date, said: str):
    assert renewal_words.answer([only(line(), as_of=as_of)], as_of=as_of) == said


def test_a_contract_far_beyond_the_edge_ends_at_the_edge():
    figure = timeline.draw([only(line(ends_on=date(2036, 6, 30)))], as_of=AS_OF)
    assert figure.data[0].x[0] < 700 * 86_400_000
    assert "ends on June 30, 2036" in timeline.describe([only(line(ends_on=date(2036, 6, 30)))], as_of=AS_OF)
