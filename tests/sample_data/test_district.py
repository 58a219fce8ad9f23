"""The district is the one that the README describes: its size, its comings and goings, and nobody in it is real."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import polars as pl
import pytest
from openpyxl import load_workbook

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import Head
from tests.sample_data.exports import STUDENT, Exports, Stay, rows_of
from tests.sample_data.logs import Use

GRADES = ("PK", "KG", *(f"{number:02d}" for number in range(1, 13)))
YEARS = ((date(2024, 8, 14), date(2025, 5, 30)), (date(2025, 8, 13), date(2026, 5, 29)))
MANY = 20
A_FEW = 10
DOZEN = 12


def _students(exports: Exports, year: int) -> list[Stay]:
    first, last = YEARS[year]
    return [stay for stay in exports.stays if stay.role == STUDENT and first <= stay.first <= last]


@pytest.mark.parametrize("year", [0, 1])
def test_each_year_has_eight_schools_four_thousand_students_and_320_staff(exports: Exports, year: int) -> None:
    first, _ = YEARS[year]
    there = [stay for stay in exports.stays if stay.holds(first)]
    assert len({stay.school for stay in there}) == 8
    assert len({stay.person for stay in there if stay.role == STUDENT}) == pytest.approx(4000, abs=100)
    assert len({stay.person for stay in there if stay.role != STUDENT}) == 320


def test_no_student_is_at_two_schools_at_once(exports: Exports) -> None:
    of_person = defaultdict(list)
    for stay in exports.stays:
        if stay.role == STUDENT:
            of_person[stay.person].append(stay)
    for stays in of_person.values():
        in_order = sorted(stays, key=lambda stay: stay.first)
        assert all(before.end <= after.first for before, after in pairwise(in_order))


@pytest.mark.parametrize("year", [0, 1])
def test_each_year_has_late_entrants_leavers_and_students_who_change_school(exports: Exports, year: int) -> None:
    first, last = YEARS[year]
    students = _students(exports, year)
    stay_counts = Counter(stay.person for stay in students)
    assert sum(stay.first > first for stay in students) >= MANY
    assert sum(stay.end <= last for stay in students) >= MANY
    assert sum(count == 2 for count in stay_counts.values()) >= A_FEW


def test_a_student_of_both_years_moves_up_one_grade(exports: Exports) -> None:
    before, after = ({stay.person: stay.grade_level for stay in _students(exports, year)} for year in (0, 1))
    both = before.keys() & after.keys()
    assert len(both) > 3000
    assert all(GRADES.index(after[person]) == GRADES.index(before[person]) + 1 for person in both)


def test_one_teacher_floats_between_two_schools(exports: Exports) -> None:
    floating = {stay.person for stay in exports.stays if not stay.is_home}
    assert len(floating) == 1
    assert {stay.school for stay in exports.stays if stay.person in floating} == {"org-lake", "org-river"}


def test_one_roster_is_oneroster_1_1_and_the_other_1_2(exports: Exports) -> None:
    versions = {}
    for path in (exports.folder / "roster").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            manifest = dict(csv.reader(io.StringIO(archive.read("manifest.csv").decode())))
            given = {name.removesuffix(".csv") for name in archive.namelist()} - {"manifest"}
        versions[path.stem] = manifest["oneroster.version"]
        assert {key[5:] for key, mode in manifest.items() if mode == "bulk"} == given
    assert versions == {"2024-25": "1.1", "2025-26": "1.2"}


def test_there_are_ten_tools_and_only_one_is_idle(logs: dict[str, Use]) -> None:
    active = {tool: len(use.active) for tool, use in logs.items()}
    assert active.keys() == {
        *("Beacon Maps", "Canvas", "Clever", "Fable Shelf", "GoalPath"),
        *("Inkwell Studio", "Nearpod", "Number Trail", "Orbit Quiz", "Sketch Harbor"),
    }
    assert [tool for tool, count in active.items() if count < A_FEW] == ["Inkwell Studio"]


def test_the_tools_that_are_used_have_a_dozen_features(exports: Exports) -> None:
    features = defaultdict(set)
    for path in (exports.folder / "activity").glob("*.csv"):
        for row in rows_of(path):
            features[row["tool"]].add(row["feature"])
    assert {tool: len(features[tool] - {""}) for tool in ("GoalPath", "Nearpod", "Number Trail")} == {
        "GoalPath": DOZEN,
        "Nearpod": DOZEN,
        "Number Trail": DOZEN,
    }


def test_nothing_happens_after_the_evening_of_the_exports(exports: Exports, logs: dict[str, Use]) -> None:
    assert max(day for use in logs.values() for _, day in use.active) == date(2026, 5, 15)
    assert max(answer.submitted_at.date() for answer in exports.answers) <= date(2026, 5, 15)


def test_every_name_is_a_number_and_every_address_is_an_example(exports: Exports) -> None:
    people = [*rows_of(exports.folder / "canvas" / "users.csv")]
    assert all(re.fullmatch(r"(Student|Staff|Guest) \d+", person["value.name"]) for person in people)
    for path in exports.folder.rglob("*.csv"):
        if path.stat().st_size < 2_000_000:
            addresses = re.findall(r"@[\w.]+", path.read_text(encoding="utf-8"))
            assert set(addresses) <= {"@example.org"}


def test_every_file_is_one_that_an_importer_knows(exports: Exports) -> None:
    heads = [*_csv_heads(exports), *_zip_heads(exports), *_sheet_heads(exports)]
    assert len(heads) > 40
    recognised = {recognise(head)[0].name for head in heads}
    assert recognised >= {"oneroster", "calendar", "licenses", "clever", "tool_activity"}


def _csv_heads(exports: Exports) -> list[Head]:
    heads = []
    for path in exports.folder.rglob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            heads.append(_head(path.name, [row for row, _ in zip(csv.reader(file), range(5), strict=False)]))
    return heads


def _zip_heads(exports: Exports) -> list[Head]:
    heads = []
    for path in (exports.folder / "roster").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                heads.append(_head(name, list(csv.reader(io.StringIO(archive.read(name).decode())))[:5]))
    return heads


def _sheet_heads(exports: Exports) -> list[Head]:
    path = exports.folder / "licenses" / "licenses.xlsx"
    sheets = load_workbook(path, read_only=True)
    return [_head(path.name, list(sheet.iter_rows(max_row=5, values_only=True))) for sheet in sheets]


def _head(name: str, rows: list) -> Head:
    header, *sample = rows
    cells = {column: [str(row[place] or "") for row in sample] for place, column in enumerate(header)}
    return Head(name, tuple(header), pl.DataFrame(cells))
