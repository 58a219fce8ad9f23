"""Two imports never write at once: the second waits for its turn, and says for whom."""

from __future__ import annotations

import pytest

from data_layer import importing
from data_layer.turns import HomeIsBusy, turn
from tests.data_layer.exports import activity

ROW = "2026-03-02T15:00:00Z,s1@example.org,Example Tool,Quiz,view,,"


def test_the_second_is_told_what_the_first_does_and_gives_up_with_a_sentence(home):
    told, sentence = [], r"Another import is still going on: an import of 3 files, since .* UTC"
    with turn(home, "an import of 3 files", wait_seconds=1), pytest.raises(HomeIsBusy, match=sentence):
        importing.run(home, [], wait_seconds=0, waiting=told.append)
    assert [sentence.split(", since")[0] for sentence in told] == ["Waiting for another import: an import of 3 files"]


def test_the_second_goes_on_once_the_first_is_done(home, tmp_path):
    file = activity(tmp_path / "log.csv", ROW)
    first = turn(home, "an import of 1 file", wait_seconds=1)
    first.__enter__()
    told = []
    report = importing.run(home, [file], waiting=lambda sentence: (told.append(sentence), first.__exit__(*[None] * 3)))
    assert len(told) == 1
    assert report.findings[0].loaded_count == 1


def test_whoever_is_alone_waits_for_nobody(home, tmp_path):
    told = []
    importing.run(home, [activity(tmp_path / "log.csv", ROW)], waiting=told.append)
    assert told == []
    assert not (home.path / "writer.json").exists()
