"""A file is taken from the inbox only when it is whole, and what came together is taken together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data_layer import inbox
from data_layer.checking import Finding
from data_layer.inbox import Stillness

ON = date(2026, 3, 2)


def drop(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["log.csv.part", "log.TMP", "log.filepart", ".hidden", "done/log.csv", "refused/a"])
def test_what_is_unfinished_or_put_aside_has_not_arrived(tmp_path, name):
    drop(tmp_path / name)
    assert inbox.arrivals(tmp_path) == {}


def test_a_folder_has_not_arrived_while_a_file_in_it_is_unfinished(tmp_path):
    part = drop(tmp_path / "roster" / "users.csv.part")
    assert inbox.arrivals(tmp_path) == {}
    part.rename(tmp_path / "roster" / "users.csv")
    assert set(inbox.arrivals(tmp_path)) == {tmp_path / "roster"}


@pytest.mark.parametrize(("now", "is_taken"), [(29.9, False), (30, True), (31, True)])
def test_a_file_is_taken_once_it_has_been_still_for_the_settling_time(tmp_path, now, is_taken):
    file = drop(tmp_path / "log.csv")
    stillness = Stillness(30)
    assert stillness.settled(inbox.arrivals(tmp_path), now=0) == {}
    assert (file in stillness.settled(inbox.arrivals(tmp_path), now=now)) is is_taken


def test_a_file_that_grows_begins_to_settle_anew(tmp_path):
    file = drop(tmp_path / "log.csv")
    stillness = Stillness(30)
    stillness.settled(inbox.arrivals(tmp_path), now=0)
    drop(file, "longer")
    assert stillness.settled(inbox.arrivals(tmp_path), now=40) == {}
    assert file in stillness.settled(inbox.arrivals(tmp_path), now=70)


def test_files_that_come_together_wait_for_each_other_but_not_forever(tmp_path):
    still, growing = drop(tmp_path / "users.csv"), drop(tmp_path / "log.csv")
    stillness = Stillness(10)
    for now in range(0, 300, 5):
        drop(growing, "x" * now)
        assert stillness.settled(inbox.arrivals(tmp_path), now=now) == {}
    drop(growing, "x" * 1000)
    assert set(stillness.settled(inbox.arrivals(tmp_path), now=300)) == {still}


@pytest.mark.parametrize(("problem", "folder"), [("", "done"), ("It is not known here.", "refused")])
def test_a_file_is_put_aside_by_date_with_its_report_beside_it(tmp_path, problem, folder):
    finding = Finding("log.csv", "a log", read_count=4, loaded_count=4, problem=problem)
    target = inbox.put_aside(tmp_path, drop(tmp_path / "log.csv"), [finding], on=ON)
    assert target == tmp_path / folder / "2026-03-02" / "log.csv"
    assert {path.name for path in target.parent.iterdir()} == {
        "log.csv", "log.csv.report.txt", "log.csv.report.json",
    }  # fmt: skip
    assert (problem or "read 4 = loaded 4") in target.with_name("log.csv.report.txt").read_text()


def test_a_second_file_of_the_same_name_takes_the_place_of_none(tmp_path):
    names = [inbox.put_aside(tmp_path, drop(tmp_path / "log.csv"), [], on=ON).name for _ in range(3)]
    assert names == ["log.csv", "log (2).csv", "log (3).csv"]
