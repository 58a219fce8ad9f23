"""Survey exports whose header takes several rows: none of them is a row, and every row keeps its number."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from data_layer.reading import NoRows, sources
from data_layer.reading.further_headers import headers_of
from tests.data_layer.reading.opening import refusal_of, rows_of, table_of

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real_exports" / "surveys"
QUALTRICS = [
    ["StartDate", "ResponseId", "Q1"],
    ["Start Date", "Response ID", "Is it useful?"],
    ['{"ImportId":"startDate"}', '{"ImportId":"_recordId"}', '{"ImportId":"QID1"}'],
]
LEGACY = [["V1", "V2", "Q1"], ["ResponseID", "ResponseSet", "Is it useful?"]]
SURVEYMONKEY = [
    ["Respondent ID", "End Date", "How was it?", "", "Why?", "Which of these?", ""],
    ["", "", "Easy", "Useful", "Open-Ended Response", "Red", "Blue"],
]


def _csv(rows: list[list[str]]) -> str:
    quoted = [",".join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in rows]
    return "\n".join(quoted) + "\n"


def test_three_rows_of_qualtrics_give_codes_and_questions(tmp_path):
    table = table_of(tmp_path, _csv([*QUALTRICS, ["2026-03-02", "R_1", "5"]]))
    assert table.head.columns == ("StartDate", "ResponseId", "Q1")
    assert table.head.beneath == (("Start Date", "Response ID", "Is it useful?"),)
    assert rows_of(table) == [(4, "2026-03-02", "R_1", "5")]
    assert table.head.sample.height == 1
    assert "The column headers take the rows 1 to 3." in table.note


@pytest.mark.parametrize(("kept", "questions"), [((0, 1), (tuple(QUALTRICS[1]),)), ((0, 2), ())])
def test_a_header_row_of_qualtrics_that_somebody_took_out_leaves_the_others_no_rows(tmp_path, kept, questions):
    table = table_of(tmp_path, _csv([*(QUALTRICS[place] for place in kept), ["2026-03-02", "R_1", "5"]]))
    assert table.head.columns == ("StartDate", "ResponseId", "Q1")
    assert table.head.beneath == questions
    assert rows_of(table) == [(3, "2026-03-02", "R_1", "5")]


@pytest.mark.parametrize("header", [QUALTRICS, LEGACY, SURVEYMONKEY])
def test_an_index_in_front_changes_no_header(tmp_path, header):
    numbered = [
        ["", *header[0]],
        *([str(number), *row] for number, row in enumerate([*header[1:], ["1"] * len(header[0])])),
    ]
    plain = table_of(tmp_path, _csv([*header, ["1"] * len(header[0])]), name="plain.csv")
    assert table_of(tmp_path, _csv(numbered), name="numbered.csv").head.columns == plain.head.columns


def test_codes_of_qualtrics_alone_are_all_of_its_header(tmp_path):
    table = table_of(tmp_path, _csv([QUALTRICS[0], ["2026-03-02", "R_1", "5"]]))
    assert rows_of(table) == [(2, "2026-03-02", "R_1", "5")]


def test_two_rows_of_older_qualtrics_give_the_names_that_say_something(tmp_path):
    table = table_of(tmp_path, _csv([*LEGACY, ["R_1", "Default", "5"]]))
    assert table.head.columns == ("ResponseID", "ResponseSet", "Q1")
    assert table.head.beneath[0][2] == "Is it useful?"
    assert rows_of(table) == [(3, "R_1", "Default", "5")]


def test_two_rows_of_surveymonkey_give_a_question_with_each_of_its_options(tmp_path):
    table = table_of(tmp_path, _csv([*SURVEYMONKEY, ["1", "3/2/2026", "5", "4", "so", "Red", ""]]))
    assert table.head.columns[2:] == (
        *("How was it? [Easy]", "How was it? [Useful]", "Why?"),
        *("Which of these? [Red]", "Which of these? [Blue]"),
    )
    assert [row[0] for row in rows_of(table)] == [3]


@pytest.mark.parametrize("header", [QUALTRICS, LEGACY, SURVEYMONKEY])
def test_a_workbook_has_the_same_headers_as_a_csv_file(tmp_path, header):
    answers = ["1"] * len(header[0])
    book = Workbook()
    for row in [*header, answers]:
        book.active.append(row)
    book.save(tmp_path / "survey.xlsx")
    ((sheet,),) = [delivery.tables for delivery in sources([tmp_path / "survey.xlsx"])]
    plain = table_of(tmp_path, _csv([*header, answers]))
    assert (sheet.head.columns, sheet.head.beneath) == (plain.head.columns, plain.head.beneath)
    assert rows_of(sheet) == rows_of(plain)


@pytest.mark.parametrize("header", [QUALTRICS, LEGACY, SURVEYMONKEY])
def test_a_survey_that_nobody_answered_has_no_rows(tmp_path, header):
    reason = refusal_of(tmp_path, _csv(header))
    assert isinstance(reason, NoRows)


@pytest.mark.parametrize(
    ("first", "below"),
    [
        (["a", "b"], [["1", "2"], ["3", "4"]]),
        (["a", "b"], [["1", '{"ImportId":"x"}']]),
        (["V1", "V2"], [["1", "2"]]),
        (["Respondent ID", "Q"], [["1", ""]]),
        (["a"], []),
        (["a"], [["1", "2", "3"]]),
    ],
)
def test_other_headers_take_one_row_and_stay_as_they_are(first, below):
    found = headers_of(first, below)
    assert (found.names, found.beneath, found.further_count) == (first, (), 0)


def test_a_blank_first_cell_is_what_tells_surveymonkeys_second_row():
    assert headers_of(["RespondentID", "Q"], [["", "Response"]]).further_count == 1
    assert headers_of(["RespondentID", "Q"], [["7", "Response"]]).further_count == 0


@pytest.mark.parametrize(
    ("name", "row_count", "first_row"),
    [("qualtrics_3header.csv", 1, 4), ("qualtrics_legacy_2header.csv", 1, 3), ("surveymonkey_StarWars.csv", 1186, 3)],
)
def test_real_exports_have_as_many_rows_as_responses(name, row_count, first_row):
    if not REAL.exists():
        pytest.skip("The real survey exports are not beside this project.")
    ((table,),) = [delivery.tables for delivery in sources([REAL / name])]
    rows = rows_of(table)
    assert (len(rows), rows[0][0]) == (row_count, first_row)
    assert table.broken.is_empty()
