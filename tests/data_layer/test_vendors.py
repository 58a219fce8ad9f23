"""Vendors are proposed by likeness and joined by a person alone; what was decided outlives imports and undo."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer import importing, vendors
from data_layer.__main__ import main
from data_layer.vendor_names import likeness, normal
from data_layer.vendors import UnknownName, accept, forget, payees, reject
from tests.data_layer.exports import write

_LICENSES = "tool,vendor,category,core_or_supplemental,school,seats,annual_cost,start,end,notice_days"


@pytest.fixture
def paid(tmp_path: Path, bring) -> Path:
    """Payments to one vendor in two spellings, to another, and to somebody unlike any."""
    write(
        tmp_path / "licenses.csv",
        _LICENSES,
        "Destiny Trail,Follett School Solutions,library,core,district,10,900,2025-07-01,2026-06-30,30",
        "Word Garden,Word Garden Press,reading,core,district,10,500,2025-07-01,2026-06-30,30",
        "Number Trail,Word Garden Press,math,core,district,10,400,2025-07-01,2026-06-30,30",
    )
    register = write(
        tmp_path / "register.csv",
        "Vendor,Amount,Check Date",
        '"Follett Software, LLC",$100.10,2025-07-09',
        '"FOLLETT SOFTWARE",$200.20,2025-08-09',
        "Word Garden Press Inc.,$50.00,2025-08-09",
        "County Water Company,$70.00,2025-08-09",
    )
    bring(tmp_path / "licenses.csv")
    bring(register)
    return register


def _states(home) -> dict[str, str]:
    return {payee.key: payee.state for payee in payees(home)}


def _joined(ask) -> list[tuple]:
    return ask(
        "SELECT payee, license_vendor, name FROM payments LEFT JOIN tools USING (tool_id) "
        "WHERE license_vendor IS NOT NULL ORDER BY payee, amount_usd"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Follett Software, LLC", "FOLLETT SOFTWARE"),
        ("QUALTRICS", "Qualtrics, LLC"),
        ("The Gale Group Inc", "Gale Group"),
        ("Elsevier B.V.", "ELSEVIER"),
        ("Kahoot! ASA", "Kahoot"),
    ],
)
def test_case_punctuation_and_legal_form_say_nothing(one, other):
    assert normal(one) == normal(other)
    assert likeness(one, other) == 100


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("Follett Software, LLC", "Follett School Solutions, LLC", True),
        ("Renaissance Learning", "Renaissance", True),
        ("American Paper", "American Reading Company", False),
        ("School Specialty", "School Solutions", False),
        ("County Water", "Word Garden", False),
    ],
)
def test_a_shared_brand_is_alike_and_a_shared_common_word_is_not(one, other, is_alike):
    assert (likeness(one, other) >= 80) == is_alike


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_does_not_depend_on_who_comes_first(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 100


@given(st.text(max_size=30))
def test_a_normal_name_is_its_own_normal_name(name):
    assert normal(normal(name)) == normal(name)


@pytest.mark.usefixtures("paid")
def test_nothing_is_joined_before_a_person_says_so(home, ask):
    assert _states(home) == {"follett software": "proposed", "word garden press": "proposed", "county water": "unlike"}
    assert _joined(ask) == []
    first = payees(home)[0]
    assert (first.vendor, first.tools) == ("Follett School Solutions", ("Destiny Trail",))
    assert (first.names, first.payment_count) == (("FOLLETT SOFTWARE", "Follett Software, LLC"), 2)
    assert first.amount_usd == Decimal("300.30")


@pytest.mark.usefixtures("paid")
def test_an_accepted_payee_is_joined_in_all_its_spellings_to_the_one_tool_of_its_vendor(home, ask):
    assert accept(home, "Follett Software").state == "accepted"
    joined = ("follett software", "Follett School Solutions", "Destiny Trail")
    assert _joined(ask) == [joined, joined]


@pytest.mark.usefixtures("paid")
def test_a_vendor_of_several_tools_is_joined_to_none_of_them_until_one_is_named(home, ask):
    accept(home, "Word Garden Press")
    assert _joined(ask) == [("word garden press", "Word Garden Press", None)]
    accept(home, "Word Garden Press", tool="number trail")
    assert _joined(ask) == [("word garden press", "Word Garden Press", "Number Trail")]


@pytest.mark.usefixtures("paid")
def test_a_rejected_payee_is_not_proposed_again_and_a_forgotten_one_is(home, ask):
    accept(home, "Follett Software")
    reject(home, "Follett Software")
    assert _states(home)["follett software"] == "rejected"
    assert _joined(ask) == []
    forget(home, "Follett Software")
    assert _states(home)["follett software"] == "proposed"


def test_a_decision_outlives_undo_and_the_next_import(home, paid, bring, ask):
    accept(home, "Follett Software")
    before = _joined(ask)
    importing.undo(home, 2)
    assert ask("SELECT count(*) FROM payments") == [(0,)]
    bring(paid)
    assert _joined(ask) == before


@pytest.mark.usefixtures("paid")
def test_undoing_the_license_list_leaves_the_vendor_and_takes_the_tool(home, ask):
    accept(home, "Follett Software")
    importing.undo(home, 1)
    assert {row[2] for row in _joined(ask)} == {None}


@pytest.mark.usefixtures("paid")
def test_a_payee_that_is_like_nothing_is_joined_to_whom_a_person_names_and_to_nobody_else(home, ask):
    with pytest.raises(UnknownName, match="Name its vendor or its tool"):
        accept(home, "County Water Company")
    accept(home, "County Water Company", vendor="follett school solutions")
    assert _joined(ask) == [("county water", "Follett School Solutions", "Destiny Trail")]


@pytest.mark.parametrize(
    ("named", "said"),
    [({"vendor": "Nobody"}, "no vendor Nobody"), ({"tool": "Nothing"}, "no tool Nothing")],
)
@pytest.mark.usefixtures("paid")
def test_a_name_that_the_license_list_lacks_changes_nothing(home, named, said):
    with pytest.raises(UnknownName, match=said):
        accept(home, "Follett Software", **named)
    assert _states(home)["follett software"] == "proposed"


def test_before_the_first_import_there_is_nobody_to_join(home):
    assert payees(home) == []


@pytest.mark.parametrize(("likeness_needed", "state"), [(90, "proposed"), (90.1, "unlike")])
@pytest.mark.usefixtures("paid")
def test_the_districts_own_threshold_decides_what_is_proposed(home, likeness_needed, state):
    home.policy.write_text(f"[vendors.likeness_needed]\nvalue = {likeness_needed}\n", encoding="utf-8")
    assert _states(home)["follett software"] == state


@pytest.mark.usefixtures("paid")
def test_the_commands_list_accept_reject_and_forget(home, monkeypatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    assert main(["vendors", "list"]) == 0
    assert "proposed  FOLLETT SOFTWARE = Follett Software, LLC -> Follett School" in capsys.readouterr().out
    assert main(["vendors", "accept", "Follett Software"]) == 0
    assert "accepted" in capsys.readouterr().out
    assert main(["vendors", "reject", "Word Garden Press"]) == 0
    assert main(["vendors", "forget", "Word Garden Press"]) == 0
    assert main(["vendors", "accept", "Nobody at all"]) == 2
    assert {payee.state for payee in vendors.payees(home)} == {"accepted", "proposed", "unlike"}
