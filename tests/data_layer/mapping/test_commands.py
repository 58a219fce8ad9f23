"""By the command line a mapping is drafted, used once, kept, listed and forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from data_layer.__main__ import main
from data_layer.mapping import shelf
from data_layer.mapping.document import from_toml
from tests.data_layer.exports import write
from tests.data_layer.mapping.conftest import ROWS


@pytest.fixture
def run(home, monkeypatch, capsys) -> Callable[..., tuple[int, str]]:
    """One command on the home: how it ended, and all that it said."""
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))

    def run_(*arguments: object) -> tuple[int, str]:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return run_


@pytest.fixture
def document(tmp_path, usage) -> Path:
    path = tmp_path / "usage.toml"
    path.write_text(usage.as_toml(), encoding="utf-8")
    return path


def test_the_draft_of_a_file_imports_it_as_it_is(run, march, tmp_path):
    code, draft = run("mapping", "guess", march)
    assert code == 0
    written = write(tmp_path / "draft.toml", draft)
    code, said = run("import", march, "--mapping", written)
    assert (code, "read 3 = loaded 3" in said) == (0, True)


def test_no_cell_of_the_file_is_in_its_draft(run, march):
    _, draft = run("mapping", "guess", march)
    assert not [cell for row in ROWS for cell in row.split(",")[:3] if cell in draft]


def test_a_draft_says_what_it_lacks(run, tmp_path):
    path = write(tmp_path / "x.csv", "Email,Minutes", "u1@example.org,3")
    _, draft = run("mapping", "guess", path, "--purpose", "activity")
    assert "# Still missing: Day, or day and time. Choose a column." in draft


def test_a_draft_can_be_asked_for_another_purpose(run, march):
    _, draft = run("mapping", "guess", march, "--purpose", "seats")
    assert from_toml(draft.replace('name = ""', 'name = "x"')).columns["person"] == "Login Email"


def test_a_file_that_is_recognised_needs_no_mapping(run, tmp_path):
    path = write(tmp_path / "log.csv", "date_time,user,tool,action", "2026-03-02,s1,Number Trail,view")
    assert "recognised as a tool activity list" in run("mapping", "guess", path)[1]


def test_a_mapping_that_is_used_once_is_not_kept(run, home, march, document):
    assert run("import", march, "--mapping", document)[0] == 0
    assert shelf.saved(home).mappings == ()


def test_a_mapping_that_is_kept_reads_the_next_file(run, march, document):
    assert run("mapping", "save", document)[0] == 0
    assert "Example usage" in run("mapping", "list")[1]
    code, said = run("import", march, "--json")
    assert (code, json.loads(said)["files"][0]["loaded"]) == (0, 3)


def test_a_mapping_given_once_stands_in_for_the_one_that_is_kept(run, keep, usage, march, tmp_path):
    keep(usage)
    other = tmp_path / "other.toml"
    other.write_text(replace(usage, name="Other").as_toml(), encoding="utf-8")
    assert 'your mapping "Other"' in run("import", march, "--mapping", other)[1]


def test_a_mapping_that_fits_no_file_says_which_column_is_missing(run, document, tmp_path):
    path = write(tmp_path / "less.csv", "Login Email,Access Date", "s1@example.org,3/2/2026")
    code, said = run("import", path, "--mapping", document)
    assert code == 1
    assert "The mapping Example usage was not used." in said
    assert "less.csv has no column App Name, Total Seconds." in said


def test_a_mapping_for_a_file_that_an_importer_knows_is_told_so(run, document, tmp_path):
    path = write(tmp_path / "log.csv", "date_time,user,tool,action", "2026-03-02,s1,Number Trail,view")
    said = run("import", path, "--mapping", document)[1]
    assert "log.csv is recognised as a tool activity list, which comes before any mapping." in said


def test_a_document_that_is_no_mapping_changes_nothing(run, march, tmp_path):
    code, said = run("import", march, "--mapping", write(tmp_path / "x.toml", 'name = "x"', 'purpose = "lunch"'))
    assert code == 2
    assert "Nothing was changed. A mapping's purpose is one of activity, seats, licenses, people, survey." in said


def test_a_forgotten_mapping_reads_nothing_more(run, home, keep, usage, march):
    keep(usage)
    assert run("mapping", "forget", "example-usage")[0] == 0
    assert shelf.saved(home).mappings == ()
    assert run("import", march)[0] == 1
    assert "No mapping is called example-usage" in run("mapping", "forget", "example-usage")[1]


def test_a_spoiled_mapping_is_told_and_stops_nothing(run, home, keep, usage, march):
    keep(usage)
    (home.path / "mappings" / "old.toml").write_bytes(b"\xff\xfe")
    code, said = run("import", march)
    assert (code, "Note: The mapping old.toml is not used." in said) == (0, True)
    assert run("mapping", "list")[0] == 1
