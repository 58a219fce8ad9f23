"""Every tool in one table with its recommendation, and a page of its own for each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from data_layer.access.capabilities import Role
from data_layer.access.viewer import Viewer
from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import ChecklistEntry, Decision, HiddenFee, Incident
from data_layer.records.kinds import Answer, Criterion, Verdict
from data_layer.store import Home
from metrics.__main__ import main
from pages.parts import exports, gate, portfolio_words
from tests.pages.district import AS_OF
from tests.pages.records_home import beside
from tests.pages.seeing import alternative_texts, text_of

Open = Callable[..., AppTest]


@pytest.fixture
def own_home(district_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return beside(district_home, tmp_path / "home")


def table(page: AppTest) -> dict[str, dict]:
    rows = next(frame.value for frame in page.dataframe if "By the rule" in frame.value.columns).to_dict("records")
    return {row["Tool"]: row for row in rows}


def enter(home: Home, *entries: object) -> None:
    with opened(home) as session:
        for entry in entries:
            keeping.add(session, entry, by="Technology director", on=AS_OF)


def test_each_tool_has_its_cost_its_funnel_and_its_recommendation(open_page: Open, own_home: Home):
    rows = table(open_page("portfolio", home=own_home.path))
    nearpod, padlet = rows["Nearpod"], rows["Padlet"]
    # 13 students use Nearpod's 60 seats; nobody uses the 20 of Padlet, of which 12 are assigned.
    assert (nearpod["Annual cost"], nearpod["Seats"], list(nearpod["Funnel"])) == (6000.0, 60, [60, 13, 13, 13])
    assert nearpod["In use"] == pytest.approx(13 / 60, abs=1e-6)
    assert nearpod["Dollars per active user"] == pytest.approx(6000 / 13)
    assert nearpod["Dollars per student"] == pytest.approx(6000 / 42)
    assert list(padlet["Funnel"]) == [20, 12, 0, 0]
    assert padlet["Contract ends"].date() == date(2026, 6, 30)
    assert (padlet["Staff buy-in"], padlet["Register"], padlet["Checklist"]) == ("Not asked", "In use", "0 of 6")


def test_the_cost_per_student_is_the_same_on_the_page_and_by_command_fees_included(
    open_page: Open, own_home: Home, capsys: pytest.CaptureFixture
):
    enter(own_home, HiddenFee(tool="Padlet", label="Training", annual_cost_usd=Decimal("99.99"), starts_on=AS_OF))
    shown = table(open_page("portfolio", home=own_home.path))["Padlet"]["Dollars per student"]
    assert shown == pytest.approx(1100.49 / 42)
    assert main(["show", "cost_per_student", "--format", "json"]) == 0
    told = {row["tool"]: row for row in json.loads(capsys.readouterr().out)["rows"]}
    assert (told["Padlet"]["numerator"], told["Padlet"]["value"]) == (1100.49, pytest.approx(shown))


def test_the_rule_that_recommends_is_named(open_page: Open, own_home: Home):
    rows = table(open_page("portfolio", home=own_home.path))
    assert (rows["Nearpod"]["Recommendation"], rows["Nearpod"]["By the rule"]) == (
        "Right-size",
        "More seats unused than the alarm allows",
    )
    page = open_page("portfolio", home=own_home.path)
    assert "Of 2 tools: **right-size 2**. Most money sleeps in Nearpod: $4,700 a year" in text_of(page)


def test_what_people_entered_changes_what_is_recommended(open_page: Open, own_home: Home):
    enter(
        own_home,
        Incident(tool="Nearpod", occurred_on=AS_OF, what="Down all morning", lost_minutes=30),
        ChecklistEntry(tool="Padlet", criterion=Criterion.PRIVACY, answer=Answer.FAILED, reviewed_on=AS_OF),
    )
    rows = table(open_page("portfolio", home=own_home.path))
    assert rows["Nearpod"]["By the rule"] == "An incident waits for its review"
    assert rows["Padlet"]["By the rule"] == "A point of its checklist failed or expired"


def test_the_table_is_filtered_by_what_is_recommended_and_the_address_says_so(open_page: Open, own_home: Home):
    enter(own_home, Incident(tool="Nearpod", occurred_on=AS_OF, what="Down all morning", lost_minutes=30))
    assert list(table(open_page("portfolio", home=own_home.path, advice=["Review"]))) == ["Nearpod"]
    nothing = open_page("portfolio", home=own_home.path, advice=["Drop"])
    assert "No tool has this recommendation." in text_of(nothing)


def test_the_filters_of_other_pages_leave_the_portfolio_as_it_is(open_page: Open, own_home: Home):
    whole = table(open_page("portfolio", home=own_home.path))
    filtered = table(open_page("portfolio", home=own_home.path, school="West School", period="This month"))
    assert filtered["Nearpod"]["In use"] == whole["Nearpod"]["In use"]


def test_the_chart_says_in_words_what_each_tool_costs_and_who_uses_it(open_page: Open, own_home: Home):
    (told,) = alternative_texts(open_page("portfolio", home=own_home.path))
    assert "Nearpod: $6,000 a year, 21.7% in use, 60 seats. Padlet: $1,000 a year, 0.0% in use, 20 seats." in told


def test_each_row_leads_to_the_page_of_its_tool(open_page: Open, own_home: Home):
    page = open_page("portfolio", home=own_home.path)
    assert table(page)["Padlet"]["Open"] == "tool?tool=Padlet"
    assert [link.proto.label for link in page.main.get("page_link")] == ["All about Nearpod"]


def test_the_page_of_a_tool_tells_all_about_it(open_page: Open, own_home: Home):
    enter(own_home, Decision(tool="Padlet", verdict=Verdict.DROP, reason="Nobody opens it."))
    page = open_page("tool", home=own_home.path, tool="Padlet")
    told = text_of(page)
    assert page.selectbox(key="tool").value == "Padlet"
    assert "**Right-size**: more seats unused than the alarm allows." in told
    assert "$1,000 a year, 0.0% in use, contract until June 30, 2026." in told
    assert "Seats: 20 purchased and 12 assigned" in told
    assert "**March 13, 2026: Drop** (Technology director). Nobody opens it." in told
    assert "Not ready: 0 of 6 points stand" in told
    contract = next(frame.value for frame in page.dataframe if "Days of notice" in frame.value.columns)
    assert contract.to_dict("records")[0]["Annual cost"] == 1000.5
    assert [link.proto.label for link in page.main.get("page_link")] == ["All tools"]
    assert [link.proto.url for link in page.main.get("link_button")] == [
        "checklist?tool=Padlet",
        "sunsets?tool=Padlet",
        "renewals?renewal=Padlet%2C+ends+Jun+30%2C+2026",
    ]


def test_what_was_decided_stands_beside_the_tool_s_renewal(open_page: Open, own_home: Home):
    enter(own_home, Decision(tool="Padlet", verdict=Verdict.DROP, reason="Gone.", contract_ends_on=date(2026, 6, 30)))
    rows = table(open_page("portfolio", home=own_home.path))
    assert rows["Padlet"]["Decided"] == "Drop (Technology director, Mar 13, 2026)"
    assert rows["Nearpod"]["Decided"] == "Not yet"
    told = text_of(open_page("tool", home=own_home.path, tool="Padlet"))
    assert "Drop** (Technology director), on the contract until June 30, 2026. Gone." in told
    assert "Saved so far: not measured, because the contract still runs." in told


def test_the_board_compares_tools_and_reads_no_decision(
    open_page: Open, own_home: Home, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(gate, "who", lambda *_args, **_words: Viewer(Role.VIEWER))
    rows = table(open_page("portfolio", home=own_home.path))
    assert set(rows) == {"Nearpod", "Padlet"}
    assert "Decided" not in rows["Padlet"]


def test_the_page_of_a_tool_tells_its_features_where_its_log_does(open_page: Open):
    assert "Feature utilization: Quiz (100.0%)" in text_of(open_page("tool", tool="Nearpod"))
    assert "Feature utilization" not in text_of(open_page("tool", tool="Padlet"))


@pytest.mark.parametrize("path", ["portfolio", "tool"])
def test_before_the_first_import_the_page_says_what_is_missing(open_page: Open, tmp_path: Path, path: str):
    assert "No tool is known yet" in text_of(open_page(path, home=tmp_path / "nothing"))


def test_the_files_hold_the_table_and_how_it_was_made():
    shown = pl.DataFrame({"Tool": ["=cmd", "Padlet"], "Annual cost": [None, 1000.5]})
    how = portfolio_words.how_made(as_of=AS_OF, imports={"License list": 1})
    rows = list(csv.reader(io.StringIO(exports.noted_csv(shown, how).decode("utf-8-sig"))))
    assert rows[:3] == [["Tool", "Annual cost"], ["'=cmd", ""], ["Padlet", "1000.5"]]
    assert ["Data as of", "March 13, 2026"] in rows
    book = load_workbook(io.BytesIO(exports.noted_xlsx(shown, how)))
    assert [cell.value for cell in book["Table"][3]] == ["Padlet", 1000.5]
