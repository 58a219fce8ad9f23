"""The page on access: who has it, the form that gives and takes it, and the table that the code decides by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer.access import grants
from data_layer.access.capabilities import Capability, Reach, Role, reach
from data_layer.access.viewer import TECHNOLOGIST, Viewer
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import Grant
from data_layer.records.kinds import Claim
from data_layer.store import Home
from pages.parts import access_words, gate
from tests.pages.records_home import beside, fill, press
from tests.pages.seeing import text_of

Visit = Callable[[], AppTest]
WHO = "u1@example.org"
TOLD = {Reach.DISTRICT: "✓ District", Reach.OWN_SCHOOLS: "✓ Own schools", Reach.NOWHERE: "–"}


@pytest.fixture
def own_home(district_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return beside(district_home, tmp_path / "home")


@pytest.fixture
def visit(open_page: Callable[..., AppTest], own_home: Home) -> Visit:
    def open_() -> AppTest:
        page = open_page("access", home=own_home.path)
        page.text_input(key="signed_by").set_value("Technologist").run()
        return page

    return open_


@pytest.fixture
def granted(own_home: Home) -> None:
    """Somebody reads along for the board."""
    with opened(own_home) as session:
        grants.give(
            session,
            kind=Claim.EMAIL,
            claim=WHO,
            role=Role.VIEWER,
            schools=(),
            ends_on=None,
            seen_version=0,
            by="Technologist",
            on=date(2026, 3, 13),
        )


def kept(home: Home) -> list[Grant]:
    with opened(home) as session:
        return grants.all_of(session)


def by_label(found: list, label: str) -> object:
    return next(each for each in found if each.label == label)


def choose_u1(page: AppTest) -> AppTest:
    return page.selectbox(key="whose_access").set_value(f"{WHO} (email address)").run()


def test_access_is_granted_on_the_page(visit: Visit, own_home: Home):
    page = visit()
    fill(page, "Email address", WHO)
    by_label(page.selectbox, "Role").set_value(Role.PRINCIPAL)
    by_label(page.multiselect, "Schools, for principals and coaches").set_value(["east"])
    press(page, "Save access")
    assert page.success[0].value.startswith("Saved.")
    (grant,) = kept(own_home)
    assert (grant.claim, grant.role, grant.schools, grant.signed_by) == (WHO, Role.PRINCIPAL, ["east"], "Technologist")
    table = next(frame.value for frame in page.dataframe if "Schools" in frame.value.columns)
    assert table["Schools"].to_list() == ["East School"]


def test_a_principal_without_a_school_is_refused_with_the_remedy(visit: Visit, own_home: Home):
    page = visit()
    fill(page, "Email address", WHO)
    by_label(page.selectbox, "Role").set_value(Role.PRINCIPAL)
    press(page, "Save access")
    assert "Choose at least one school" in page.error[0].value
    assert kept(own_home) == []


@pytest.mark.usefixtures("granted")
def test_somebody_is_shut_out_and_let_in_again(visit: Visit, own_home: Home):
    page = press(choose_u1(visit()), "Shut out")
    assert kept(own_home)[0].is_disabled
    press(choose_u1(page), "Let in again")
    assert not kept(own_home)[0].is_disabled
    press(choose_u1(page), "Take the grant away")
    assert kept(own_home) == []


@pytest.mark.usefixtures("granted")
@pytest.mark.parametrize("label", ["Save access", "Shut out", "Take the grant away"])
def test_the_second_of_two_technologists_is_told(visit: Visit, own_home: Home, label: str):
    first, second = choose_u1(visit()), choose_u1(visit())
    by_label(first.selectbox, "Role").set_value(Role.AUDITOR)
    press(first, "Save access")
    press(second, label)
    assert second.error[0].value.startswith("Nothing was saved. Somebody else changed this entry")
    assert [(grant.role, grant.is_disabled) for grant in kept(own_home)] == [(Role.AUDITOR, False)]


def test_a_page_left_open_by_a_former_technologist_grants_nothing(
    visit: Visit, own_home: Home, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(gate, "who", lambda *_, **__: TECHNOLOGIST)
    page = visit()
    fill(page, "Email address", WHO)
    by_label(page.selectbox, "Role").set_value(Role.TECHNOLOGIST)
    monkeypatch.setattr(gate, "who", lambda *_, **__: Viewer(Role.VIEWER))
    press(page, "Save access")
    assert kept(own_home) == []


def test_the_page_shows_the_table_that_the_code_decides_by(visit: Visit):
    table = access_words.table()
    (shown,) = [table.value for table in visit().table]
    assert shown.to_dict("records") == table.to_dicts()
    assert table["What"].to_list() == list(Capability)
    for role, name in access_words.ROLES.items():
        for capability, told in zip(Capability, table[name], strict=True):
            assert told == TOLD[reach(role, capability)]
            assert (told == "–") is not Viewer(role).may(capability)


def test_before_sign_in_is_set_up_the_page_says_that_grants_count_for_nobody(visit: Visit):
    assert "No sign-in is set up here" in text_of(visit())


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        ([], "Nobody may sign in"),
        ([Claim.EMAIL], "1 address may sign in"),
        ([Claim.EMAIL, Claim.EMAIL, Claim.GROUP], "2 addresses and 1 group may sign in"),
    ],
)
def test_the_sentence_counts_who_may_sign_in(kinds: list[Claim], told: str):
    shut_out = Grant(kind=Claim.EMAIL, is_disabled=True)
    found = [*(Grant(kind=kind, is_disabled=False) for kind in kinds), shut_out]
    assert access_words.answer(found, needs_sign_in=True) == told
