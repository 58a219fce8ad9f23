"""Who is let in, what each role finds at every address, and what happens to whoever was let in before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.access.capabilities import Capability, Role
from data_layer.access.viewer import TECHNOLOGIST, NotAllowed, Viewer
from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import SunsetStep
from data_layer.store import Home
from pages.parts import gate, nearby
from pages.parts.gate import Closed, NobodyThere
from pages.parts.places import PAGES
from tests.pages.conftest import go_to
from tests.pages.records_home import beside, fill, press
from tests.pages.seeing import text_of

Open = Callable[..., AppTest]
ROLES = [Viewer(role, frozenset({"east"})) for role in Role if role is not Role.TECHNOLOGIST]
CASES = [(viewer, place) for viewer in ROLES for place in PAGES]
NEARBY = {"headers": {"Host": "localhost:8501"}, "ip_address": None}


@pytest.fixture
def as_(monkeypatch: pytest.MonkeyPatch) -> Callable[[Viewer | Closed], None]:
    """Lets everybody in as this one."""
    return lambda seen: monkeypatch.setattr(gate, "who", lambda *_, **__: seen)


@pytest.fixture
def sample(district_home: Home, tmp_path: Path) -> Path:
    """The district, said to be a sample."""
    home = Path(shutil.copytree(district_home.path, tmp_path / "home"))
    (home / "sample").touch()
    return home


@pytest.mark.parametrize(("viewer", "place"), CASES, ids=[f"{v.role}-{p.title}" for v, p in CASES])
def test_an_address_opens_the_page_or_says_that_it_is_not_theirs(open_page: Open, as_, viewer: Viewer, place):
    as_(viewer)
    page = open_page(place.path)
    assert not page.exception
    assert ("not part of your role" in text_of(page)) is not viewer.may(place.needs)
    if not viewer.may(place.needs):
        assert not page.metric
        assert not page.dataframe
    if viewer.role in (Role.PRINCIPAL, Role.COACH):
        assert "West School" not in text_of(page)
        assert "Whole district" not in text_of(page)


def test_no_link_leads_to_a_page_that_is_not_theirs(open_page: Open, as_):
    links = {}
    for viewer in (TECHNOLOGIST, Viewer(Role.VIEWER)):
        as_(viewer)
        page = open_page("portfolio")
        links[viewer.role] = [box.label for box in page.selectbox if box.label == "One tool"]
    assert links == {Role.TECHNOLOGIST: ["One tool"], Role.VIEWER: []}


@pytest.mark.parametrize("closed", Closed)
def test_whoever_is_not_let_in_sees_the_door_and_no_data(open_page: Open, as_, monkeypatch, closed: Closed):
    as_(closed)
    monkeypatch.setattr("pages.parts.providers.configured", dict)
    page = open_page("adoption", school="East School")
    assert [title.value for title in page.title] == ["Rollcall"]
    assert not [*page.metric, *page.multiselect, *page.dataframe]
    assert "East" not in text_of(page)


def test_a_choice_that_was_never_offered_changes_nothing(open_page: Open, as_):
    as_(Viewer(Role.PRINCIPAL, frozenset({"east"})))
    page = open_page("adoption")
    told = text_of(page)
    page.multiselect(key="school").set_value(["west"])
    page.run()
    assert "West" not in text_of(page)
    assert text_of(page) == told


def test_filters_of_a_technologist_do_not_follow_into_a_narrower_role(open_page: Open, as_):
    as_(TECHNOLOGIST)
    page = open_page("adoption", school="West School")
    assert "West School" in text_of(page)
    as_(Viewer(Role.PRINCIPAL, frozenset({"east"})))
    page.run()
    assert not page.exception
    assert "West School" not in text_of(page)
    assert "East School · 2025-26" in text_of(page)


def test_on_the_sample_everybody_chooses_as_whom_to_look(open_page: Open, sample: Path):
    page = open_page("adoption", home=sample)
    assert "Whole district" in text_of(page)
    page.selectbox(key="view_as").set_value(Role.PRINCIPAL).run()
    assert page.selectbox(key="view_school").value == "east"
    assert "East School · 2025-26" in text_of(page)
    go_to(page, "import_data").run()
    assert "not part of your role" in text_of(page)
    page.selectbox(key="view_as").set_value(Role.TECHNOLOGIST).run()
    assert page.title[0].value == "Import data"


def test_a_link_to_the_sample_may_say_as_whom(open_page: Open, sample: Path):
    page = open_page("adoption", home=sample, view_as="Principal", view_school="West School")
    assert "West School · 2025-26" in text_of(page)
    assert "East School" not in text_of(page).replace("West School", "")


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"headers": {"Host": "rollcall.example.org"}},
        {"headers": {"Host": "localhost", "X-Forwarded-For": "203.0.113.7"}},
        {"headers": {"Host": "localhost", "Forwarded": "for=203.0.113.7"}},
        {"ip_address": "203.0.113.7"},
        {"server": "0.0.0.0"},
        {"server": None},
    ],
    ids=["another name", "by a proxy", "by a proxy that says so anew", "another machine", "open", "open by default"],
)
def test_without_a_sign_in_nobody_from_elsewhere_is_let_in(
    district_home: Home, monkeypatch: pytest.MonkeyPatch, elsewhere: dict
):
    given = {**NEARBY, "server": "127.0.0.1", **elsewhere}
    context = type("Context", (), {"headers": given["headers"], "ip_address": given["ip_address"]})
    monkeypatch.setattr(nearby.st, "context", context)
    monkeypatch.setattr(nearby.st, "get_option", lambda name: given["server"] if name == "server.address" else [])
    monkeypatch.delenv(nearby.OPEN_VARIABLE, raising=False)
    assert gate.who(district_home, is_active=True) is Closed.TOO_OPEN
    monkeypatch.setenv(nearby.OPEN_VARIABLE, "1")  # only the word itself counts
    assert gate.who(district_home, is_active=True) is Closed.TOO_OPEN
    monkeypatch.setenv(nearby.OPEN_VARIABLE, "yes")
    assert gate.who(district_home, is_active=True) == TECHNOLOGIST


def test_at_this_computer_one_is_the_technologist(district_home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(nearby.st, "context", type("Context", (), NEARBY))
    monkeypatch.setattr(nearby.st, "get_option", lambda name: "127.0.0.1" if name == "server.address" else [])
    assert gate.who(district_home, is_active=True) == TECHNOLOGIST


@pytest.mark.parametrize(
    ("seen", "why"), [(Viewer(Role.VIEWER), "may not do this"), (Closed.ENDED, "Your sign-in has ended")]
)
def test_a_button_drawn_before_access_was_taken_away_saves_nothing(
    open_page: Open, district_home: Home, tmp_path: Path, as_, monkeypatch, seen: Viewer | Closed, why: str
):
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    home = beside(district_home, tmp_path / "home")
    as_(TECHNOLOGIST)
    page = open_page("sunsets", home=home.path, tool="Nearpod")
    page.text_input(key="signed_by").set_value("Technologist").run()
    fill(page, "Why is it flagged", "No teacher opened it")
    as_(seen)
    press(page, "Flag the tool")
    with opened(home) as session:
        assert not keeping.entries(session, SunsetStep)
    with pytest.raises((NotAllowed, NobodyThere), match=why):
        gate.require(home, Capability.EDIT_RECORDS)
