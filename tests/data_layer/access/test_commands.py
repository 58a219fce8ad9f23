"""The commands grant, change and take away access, and print what each role may do."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_layer.__main__ import main
from data_layer.access.capabilities import Capability
from data_layer.store import Home
from tests.building import store_of

WHO = "u1@example.org"


@pytest.fixture
def home(home: Home, tmp_path: Path) -> Home:
    """With two schools, two of which have one name."""
    rows = [{"school_id": key, "name": name} for key, name in (("n", "North"), ("e", "East"), ("e2", "East"))]
    store_of(tmp_path, schools=rows)
    return home


def said(capsys: pytest.CaptureFixture, *arguments: str, code: int = 0) -> str:
    assert main(["access", *arguments]) == code
    captured = capsys.readouterr()
    return captured.err if code else captured.out


@pytest.mark.usefixtures("home")
def test_a_grant_is_listed_disabled_enabled_and_taken_away(capsys: pytest.CaptureFixture):
    granted = said(capsys, "grant", WHO, "principal", "--school", "east", "--school", "N", "--until", "2099-06-30")
    assert granted == f"email {WHO}: principal of e, e2, n, until 2099-06-30\n"
    assert said(capsys, "list") == granted
    assert ", disabled" in said(capsys, "disable", WHO)
    assert ", disabled" not in said(capsys, "enable", WHO)
    assert "coach of n" in said(capsys, "grant", WHO, "coach", "--school", "n")
    assert "no access any more" in said(capsys, "revoke", WHO)
    assert said(capsys, "list") == "Nobody was granted a role yet.\n"


@pytest.mark.usefixtures("home")
def test_a_group_is_not_an_email_of_the_same_words(capsys: pytest.CaptureFixture):
    said(capsys, "grant", "board", "viewer", "--group")
    assert "has no access" in said(capsys, "disable", "board", code=2)
    assert "group board: viewer, disabled" in said(capsys, "disable", "board", "--group")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("grant", WHO, "principal"), "at least one school"),
        (("grant", WHO, "principal", "--school", "South"), "Known: East, East, North"),
        (("grant", "somebody", "viewer"), "whole email address"),
        (("revoke", WHO), "has no access"),
    ],
)
def test_what_cannot_be_done_is_told_with_the_remedy(capsys: pytest.CaptureFixture, arguments: tuple, what: str):
    assert what in said(capsys, *arguments, code=2)


@pytest.mark.usefixtures("home")
def test_the_table_names_every_capability_with_who_has_it(capsys: pytest.CaptureFixture):
    lines = said(capsys, "table").splitlines()
    assert [line.rpartition(": ")[0] for line in lines] == list(Capability)
    assert lines[0].endswith("coach (own schools), viewer (whole district)")
