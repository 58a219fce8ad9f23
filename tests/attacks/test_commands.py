"""A command that is run for somebody shows what that person may see, and refuses the rest in plain words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from data_layer.__main__ import main as data_layer
from data_layer.audit import log
from data_layer.store import Home, current
from metrics.__main__ import main as metrics

Said = tuple[int, str, str]
pytestmark = pytest.mark.usefixtures("granted")


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def said(command: Callable[[list[str]], int], *arguments: str) -> Said:
        capsys.readouterr()
        code = command(list(arguments))
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


def rows(say: Callable[..., Said], *arguments: str) -> list[dict]:
    code, out, err = say(metrics, "show", *arguments, "--format", "json")
    assert code == 0, err
    return json.loads(out)["rows"]


def test_a_principal_is_shown_her_school_alone_whatever_is_asked(say):
    mine = ("--for", "p1@example.org")
    every = {row["school"] for row in rows(say, "adoption_rate", "--by", "school")}
    hers = {row["school"] for row in rows(say, "adoption_rate", "--by", "school", *mine)}
    assert hers == {"East School"} < every
    assert rows(say, "adoption_rate", *mine) == rows(say, "adoption_rate", "--school", "East School")


def test_another_school_is_refused_in_words_that_do_not_name_it(say):
    code, out, err = say(metrics, "show", "adoption_rate", "--for", "p1@example.org", "--school", "West School")
    assert (code, out) == (2, "")
    assert 'No school is called "West School". Known: East School.' in err
    code, _, unheard_of = say(metrics, "show", "adoption_rate", "--for", "p1@example.org", "--school", "No School")
    assert (code, unheard_of) == (2, err.replace("West School", "No School"))


@pytest.mark.parametrize(
    ("whom", "command"),
    [
        ("p1", ["reclaim", "Padlet", "--csv", "FILE"]),
        ("c1", ["reclaim", "Padlet", "--csv", "FILE"]),
        ("v1", ["reclaim", "Padlet", "--csv", "FILE"]),
        ("a1", ["reclaim", "Padlet", "--csv", "FILE"]),
        ("c1", ["renewals"]),
        ("c1", ["renewals", "--ics", "FILE"]),
        ("a1", ["renewals"]),
        ("a1", ["show", "adoption_rate"]),
    ],
    ids=lambda given: given if isinstance(given, str) else given[0],
)
def test_what_the_role_may_not_do_is_refused_and_writes_no_file(say, tmp_path: Path, whom: str, command: list[str]):
    file = tmp_path / "file"
    command = [str(file) if word == "FILE" else word for word in command]
    code, out, err = say(metrics, *command, "--for", f"{whom}@example.org")
    assert (code, out) == (2, "")
    assert "may not do this" in err
    assert not file.exists()


def test_renewals_of_a_principal_are_those_of_her_school(say):
    _, everything, _ = say(metrics, "renewals")
    code, hers, _ = say(metrics, "renewals", "--for", "p1@example.org")
    assert code == 0
    assert "Nearpod" in everything
    assert "Nearpod" not in hers


@pytest.mark.parametrize("whom", ["p1", "c1", "v1", "a1"])
@pytest.mark.parametrize(
    "command",
    [
        ["import", "nothing.csv"],
        ["imports"],
        ["refused", "1"],
        ["undo", "1"],
        ["rebuild"],
        ["retention"],
        ["records", "export", "all.json"],
        ["key", "rotate"],
        ["forget", "t-1"],
        ["access", "grant", "p1@example.org", "technologist"],
        ["access", "list"],
    ],
    ids=" ".join,
)
def test_commands_of_the_technologist_do_nothing_for_others(say, granted: Home, whom: str, command: list[str]):
    version = current(granted).version
    code, out, err = say(data_layer, "--for", f"{whom}@example.org", *command)
    assert (code, out) == (2, "")
    assert "may not do this" in err
    assert current(granted).version == version


def test_the_auditor_reads_the_log_and_a_principal_does_not(say):
    assert say(data_layer, "--for", "a1@example.org", "audit", "verify")[0] == 0
    code, _, err = say(data_layer, "--for", "p1@example.org", "audit", "list")
    assert (code, "may not do this" in err) == (2, True)


@pytest.mark.parametrize("whom", ["nobody@example.org", "", "p1", "p1@example.org.example.com"])
def test_an_address_that_was_granted_nothing_is_shown_nothing(say, whom: str):
    for command, words in (
        (metrics, ["show", "adoption_rate", "--for", whom]),
        (data_layer, ["--for", whom, "imports"]),
    ):
        code, out, err = say(command, *words)
        assert (code, out) == (2, "")
        assert "has no access" in err


def test_whoever_is_disabled_is_refused_from_the_next_command_on(say):
    assert say(metrics, "show", "adoption_rate", "--for", "v1@example.org")[0] == 0
    assert say(data_layer, "access", "disable", "v1@example.org")[0] == 0
    assert say(metrics, "show", "adoption_rate", "--for", "v1@example.org")[0] == 2


def test_the_technologist_who_is_named_stands_in_the_log_as_the_one_who_looked(say, granted: Home, tmp_path: Path):
    code, _, err = say(metrics, "reclaim", "Padlet", "--csv", str(tmp_path / "seats.csv"), "--for", "t1@example.org")
    assert code == 0, err
    assert log.entries(granted)[0].who == "t1@example.org"
