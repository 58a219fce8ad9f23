"""Law 5: a file with semicolons and decimal commas tells the same numbers as one with commas and decimal points."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data_layer import refused_rows
from data_layer.checking import check
from data_layer.importers.contract import ROW, NeedsAnswer, fold
from data_layer.reading.mended import MARK_OF_COMMAS
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.laws.examples import Example
from tests.data_layer.laws.landing import landed
from tests.data_layer.laws.rewriting import Export, export_of
from tests.data_layer.laws.test_encodings import WITH_HEADERS

POINTED = re.compile(r"(\$?-?)(\d{1,3}(?:,\d{3})*|\d+)(?:\.(\d+))?")
HEAD = "tool,vendor,category,core_or_supplemental,school,seats,annual_cost,start,end,notice_days"


def _number_places(example: Example, export: Export) -> list[int]:
    names = {fold(name) for column in example.layout.columns if column.reading.is_number for name in column.sources}
    return [place for place, name in enumerate(export.head[-1]) if fold(name) in names]


def _with_comma(cell: str) -> str:
    """12.5 as 12,5; 1234 as 1.234,0; what is no plain number as it stands."""
    if not (found := POINTED.fullmatch(cell)):
        return cell
    sign, whole, decimals = found.groups()
    return f"{sign}{int(whole.replace(',', '')):,}".replace(",", ".") + f",{decimals or '0'}"


def _is_ambiguous(cell: str) -> bool:
    """Whether the cell is wrong beside commas, and a number beside semicolons."""
    return "," in cell and not POINTED.fullmatch(cell)


def _is_told_by_points(example: Example) -> bool:
    export = export_of(example.path)
    places = _number_places(example, export)
    cells = (cell for cells in export.rows for place, cell in enumerate(cells) if place in places)
    return bool(places) and not any(map(_is_ambiguous, cells))


def _rewritten(example: Example, path: Path) -> tuple[Path, bool]:
    """The file with semicolons and decimal commas, and whether any number is written otherwise now."""
    export = export_of(example.path)
    places = _number_places(example, export)
    rows = [
        [_with_comma(cell) if place in places else cell for place, cell in enumerate(cells)] for cells in export.rows
    ]
    path.write_text(export.with_rows(rows).text(separator=";"), encoding="utf-8")
    return path, rows != list(export.rows)


WITH_NUMBERS = [each for each in WITH_HEADERS if each.is_kept and _is_told_by_points(each)]


def test_the_law_has_numbers_to_be_tried_on(tmp_path):
    changed = {each.layout.table for each in WITH_NUMBERS if _rewritten(each, tmp_path / each.path.name)[1]}
    assert {"contracts", "events", "submissions", "assessments"} <= changed, changed


@pytest.mark.parametrize("example", WITH_NUMBERS, ids=str)
def test_numbers_with_decimal_commas_are_the_numbers_with_points(example, tmp_path):
    path, _ = _rewritten(example, tmp_path / example.path.name)
    found, expected = landed(path, example.options), landed(example.path, example.options)
    assert found.sort(ROW).rows() == expected.sort(ROW).rows()


@pytest.mark.parametrize(
    ("separator", "seats", "cost", "landed_as"),
    [
        (";", "120", "12.500,50", (120, "12500.50")),
        (";", "1.200.000", "12500,5", (1_200_000, "12500.50")),
        (";", "120,0", "$12,500.50", (120, "12500.50")),  # a point before the decimals is read as one
        (",", '"1,200"', '"12,500"', (1_200, "12500.00")),
        (";", "1.200", "12.500", (1_200, "12500.00")),  # no seat is a fifth of one, and no dollar a tenth of a cent
        (";", "1,200", "12,500", (1_200, "12500.00")),
        (",", '"12,5"', "12500", "seats"),
    ],
)
def test_what_a_comma_says_depends_on_what_separates_the_cells(tmp_path, separator, seats, cost, landed_as):
    row = separator.join(["Quillpad", "", "", "core", "district", seats, cost, "2025-07-01", "2026-06-30", "30"])
    path = tmp_path / "licenses.csv"
    path.write_text(f"{HEAD.replace(',', separator)}\n{row}\n", encoding="utf-8")
    (finding,) = check([path], {}, received_at=RECEIVED_AT)
    if isinstance(landed_as, str):
        assert finding.refusals["column"].to_list() == [landed_as]
        return
    ((count, amount),) = landed(path, {}).select("seat_count", "annual_cost_usd").rows()
    assert (count, str(amount)) == landed_as


def _minutes(path: Path, *cells: str) -> list[float]:
    """The minutes in a file of tool activity with semicolons, one row for each cell."""
    rows = [f"2026-03-02;u-1;Quillpad;view;{cell}" for cell in cells]
    path.write_text("\n".join(["date_time;user;tool;action;minutes", *rows]) + "\n", encoding="utf-8")
    return landed(path, {})["minutes"].to_list()


@pytest.mark.parametrize(
    ("cells", "minutes"),
    [
        (("1.250", "12,5"), [1250.0, 12.5]),
        (("1,250", "12,5"), [1.25, 12.5]),
        (("1.250", "12.5"), [1.25, 12.5]),
        (("1,250", "12.5"), [1250.0, 12.5]),
        (("1.250", "1.234.567"), [1250.0, 1234567.0]),
        (("0.125", "1,250"), [0.125, 1250.0]),
        (("1250,125", "3.000"), [1250.125, 3000.0]),
        (("12", "12,25", "12.25"), [12.0, 12.25, 12.25]),
    ],
)
def test_a_number_that_can_be_read_both_ways_is_read_as_the_others_of_its_file(tmp_path, cells, minutes):
    assert _minutes(tmp_path / "activity.csv", *cells) == minutes


@pytest.mark.parametrize("cells", [("1.250", "12"), ("1,250",), ("1.250", "12,5", "12.5")])
def test_where_no_other_number_tells_a_question_goes_back_and_its_answer_is_taken(tmp_path, cells):
    path = tmp_path / "activity.csv"
    with pytest.raises(NeedsAnswer) as asked:
        _minutes(path, *cells)
    assert asked.value.option == "decimal_mark"
    for answer, expected in (
        ("comma", 1250.0 if "." in cells[0] else 1.25),
        ("point", 1.25 if "." in cells[0] else 1250.0),
    ):
        assert landed(path, {"decimal_mark": answer})["minutes"][0] == expected


def test_beside_commas_nothing_is_asked(tmp_path):
    path = tmp_path / "activity.csv"
    path.write_text("date_time,user,tool,action,minutes\n2026-03-02,u-1,Quillpad,view,1.250\n", encoding="utf-8")
    assert landed(path, {})["minutes"].to_list() == [1.25]


def test_a_refused_row_comes_back_mended_with_its_commas_understood(home, bring, ask, tmp_path):
    path = tmp_path / "licenses.csv"
    row = "Quillpad;;;core;district;120;12.500,50;soon;2026-06-30;30"
    path.write_text(f"{HEAD.replace(',', ';')}\n{row}\n", encoding="utf-8")
    (first,) = bring(path).findings
    ((_, content),) = refused_rows.to_mend(home, first.import_id).items()
    assert content.decode("utf-8-sig").startswith(MARK_OF_COMMAS)
    mended = tmp_path / "mended.csv"
    mended.write_bytes(content.replace(b",soon,", b",2025-07-01,"))
    (second,) = bring(mended).findings
    assert (second.loaded_count, second.label) == (1, first.label)
    ((cost,),) = ask("SELECT annual_cost_usd FROM contracts")
    assert str(cost) == "12500.50"
