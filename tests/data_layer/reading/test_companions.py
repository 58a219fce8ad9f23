"""Notes and marks that lie beside exports are told apart by their names, and stop nothing."""

from __future__ import annotations

import pytest

from data_layer import importing
from data_layer.reading.companions import is_companion
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.exports import activity


@pytest.mark.parametrize(
    "name",
    [
        *("README", "README.txt", "Readme_data_dictionary.md", "notes.md", "~$roster.xlsx", "Thumbs.db", "desktop.ini"),
        *("_SUCCESS", "SHA256SUMS", "md5sums.txt", "log.csv.md5", "LICENSE"),
    ],
)
def test_a_note_or_a_mark_is_known_by_its_name(name):
    assert is_companion(name)


@pytest.mark.parametrize(
    "name", ["licenses.txt", "license.txt", "log.txt", "readme.csv", "success.csv", "roster.xlsx", "users", "md5.csv"]
)
def test_what_may_be_an_export_is_looked_into(name):
    assert not is_companion(name)


def test_a_note_beside_an_export_is_told_and_refuses_nothing(home, tmp_path):
    folder = tmp_path / "night"
    folder.mkdir()
    activity(folder / "log.csv", "2026-03-02T15:00:00Z,s1,Example Tool,Quiz,view,,")
    (folder / "README.txt").write_text("Dear all, these are last night's exports.\n")
    report = importing.run(home, [folder], received_at=RECEIVED_AT)
    note, log = sorted(report.findings, key=lambda finding: finding.read_count)
    assert report.is_clean
    assert (note.file_name, note.read_count) == ("README.txt", 0)
    assert "Nothing of it is read" in note.note
    assert log.loaded_count == 1
