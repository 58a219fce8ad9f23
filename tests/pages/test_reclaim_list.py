"""The list of seats to reclaim is offered to the technologist alone, and names nobody on the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.access.capabilities import Role
from data_layer.access.viewer import Viewer
from data_layer.audit import log
from data_layer.audit.kinds import THIS_COMPUTER, Kind
from data_layer.records.database import URL_VARIABLE, RecordsUnavailable
from data_layer.store import Home
from pages.parts import gate, reclaim_list
from tests.pages.records_home import beside, fill, press
from tests.pages.seeing import text_of

Open = Callable[..., AppTest]
OFFER = "Download the list with names"


@pytest.fixture
def home(district_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return beside(district_home, tmp_path / "home")


def labels(page: AppTest) -> set[str]:
    assert not page.exception
    return {button.label for button in page.get("download_button")}


def test_the_page_says_how_many_seats_can_be_reclaimed_and_offers_the_list(open_page: Open, home: Home):
    page = open_page("licenses", home=home.path, reclaim="true")
    assert "**0 seats of Nearpod could be reclaimed**" in text_of(page)
    assert OFFER not in labels(page)
    page.selectbox(key="reclaim_tool").select("Padlet").run()
    assert "**12 seats of Padlet could be reclaimed**" in text_of(page)
    assert OFFER in labels(page)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.TECHNOLOGIST])
def test_no_other_role_is_offered_the_list(open_page: Open, home: Home, monkeypatch: pytest.MonkeyPatch, role: Role):
    monkeypatch.setattr(gate, "who", lambda *_given, **_more: Viewer(role, frozenset({"east"})))
    page = open_page("licenses", home=home.path, reclaim="true")
    assert OFFER not in labels(page)
    assert "could be reclaimed" not in text_of(page)


@pytest.fixture
def offered(open_page: Open, home: Home, monkeypatch: pytest.MonkeyPatch) -> Callable[[], bytes]:
    """What is called when somebody asks for the list."""
    given = {}
    button = reclaim_list.st.download_button
    page = open_page("licenses", home=home.path, reclaim="true")

    def kept(label: str, data: Callable[[], bytes], *rest: object, **more: object) -> object:
        given[label] = data
        return button(label, data, *rest, **more)

    monkeypatch.setattr(reclaim_list.st, "download_button", kept)
    page.selectbox(key="reclaim_tool").select("Padlet").run()
    return given[OFFER]


def test_the_list_is_in_the_audit_log_once_it_is_asked_for(offered: Callable[[], bytes], home: Home):
    assert not [entry for entry in log.entries(home) if entry.kind is Kind.LOOK]
    assert offered().decode("utf-8-sig").startswith("tool,seat_number,name,email")
    assert [(entry.who, entry.what.split(",")[0]) for entry in log.entries(home) if entry.kind is Kind.LOOK] == [
        (THIS_COMPUTER, "reclaim list of Padlet")
    ]


def test_there_is_no_list_without_an_audit_log(offered: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(URL_VARIABLE, "postgresql://someone@127.0.0.1:1/records")
    with pytest.raises(RecordsUnavailable):
        offered()


def test_a_seat_of_somebody_on_leave_stays_out_of_the_list_until_that_is_taken_back(open_page: Open, home: Home):
    page = open_page("licenses", home=home.path, reclaim="true")
    page.selectbox(key="reclaim_tool").select("Padlet").run()
    code = page.selectbox(key="standing_code").options[0]
    page.selectbox(key="standing_code").select(code)
    fill(page, "Who signs", "Technologist")
    press(page, "Keep this seat")
    assert "**11 seats of Padlet could be reclaimed**" in text_of(page)
    assert f"- {code}: on leave, from Mar 13, 2026 on (Technologist, Mar 13, 2026)" in text_of(page)
    press(page, "Take it back")
    assert "**12 seats of Padlet could be reclaimed**" in text_of(page)
    assert "Nobody was entered yet." in text_of(page)
