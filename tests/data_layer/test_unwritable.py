"""Where the disk refuses, or somebody cancels, an import says so and leaves the store as it was."""

from __future__ import annotations

import errno

import duckdb
import pytest

from data_layer import importing, rollups
from data_layer.store import current
from tests.data_layer.exports import activity

ROWS = [f"2026-03-0{day}T15:00:00Z,s1@example.org,Example Tool,Quiz,view,," for day in (2, 3)]
FULL = OSError(errno.ENOSPC, "No space left on device")


class Stopped(Exception):
    """What a progress raises that was told to cancel."""


@pytest.fixture
def second(bring, tmp_path):
    """A file to import into a home that holds another."""
    bring(activity(tmp_path / "first.csv", ROWS[0]))
    return activity(tmp_path / "second.csv", ROWS[1], "never,s2,Example Tool,Quiz,view,,")


def held(home) -> tuple:
    """All that an import could have left behind."""
    files = (path for path in home.path.rglob("*") if path.is_file())
    return current(home).version, sorted(str(path.relative_to(home.path)) for path in files)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (FULL, "is full .* Free some space, then import again"),
        (duckdb.IOException('Could not write file "x": No space left on device'), "is full"),
        (OSError(errno.EACCES, "Permission denied"), "may not be written by this user"),
        (OSError(errno.EIO, "Input/output error"), "could not be written .* Check it"),
    ],
)
def test_a_disk_that_refuses_is_told_in_a_sentence_and_nothing_is_left(
    home, bring, second, monkeypatch, error, sentence
):
    def refuse(*_arguments):
        raise error

    before = held(home)
    monkeypatch.setattr(rollups, "refresh", refuse)
    with pytest.raises(importing.HomeUnwritable, match=sentence):
        bring(second)
    assert held(home) == before
    monkeypatch.undo()
    assert bring(second).findings[0].loaded_count == 1


@pytest.mark.parametrize("calls", [1, 2, 3])
def test_an_import_that_is_cancelled_leaves_nothing_half_loaded(home, second, calls):
    before, told = held(home), []

    def progress(file_name: str, _row_count: int) -> None:
        told.append(file_name)
        if len(told) == calls:
            raise Stopped

    with pytest.raises(Stopped):
        importing.run(home, [second], progress=progress)
    assert held(home) == before
    assert importing.run(home, [second]).findings[0].loaded_count == 1


def test_progress_tells_each_file_and_then_the_figures(home, second):
    told = []
    importing.run(home, [second], progress=lambda file_name, row_count: told.append((file_name, row_count)))
    assert told == [("second.csv", 2), ("Working out the figures", 0), ("Working out the figures", 0)]
