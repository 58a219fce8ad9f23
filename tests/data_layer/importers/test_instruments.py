"""A district's own questions and the six domains of TTIS are found in any form and scored once."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.importers.contract import ROW, FileRefused, Importer, NeedsAnswer
from data_layer.importers.instrument_files import shipped, with_own
from data_layer.importers.staff_survey import IMPORTER, importer
from data_layer.importers.survey_answers import Scoring, answer
from tests.data_layer.importers.own_surveys import ASKED, OWN, form_of, scores_of, written_in
from tests.data_layer.importers.tables import frame, head_of, read
from tests.data_layer.importers.tam_forms import USEFULNESS


@pytest.fixture
def surveys(tmp_path: Path) -> Importer:
    return importer(with_own(written_in(tmp_path / "instruments", OWN)))


@pytest.mark.parametrize(
    "questions",
    [
        ASKED,
        [question.upper() for question in ASKED],
        ["1. My coach helps me try new tools", "2) Coaching takes more time than it is worth"],
        [f"How much do you agree? [{question}]" for question in ASKED],
        [f"How much do you agree? - {question}" for question in ASKED],
        ["C1", "C2"],
        ["c_1", "Q7"],
        ["C-1", "Time cost"],
    ],
)
def test_a_question_is_known_by_its_text_its_row_or_its_code(surveys, questions):
    assert scores_of(surveys, form_of(questions, ["4", "2"])) == {"C1": 4, "C2": 4}


@pytest.mark.parametrize(
    ("said", "score"), [("1", 5), ("2", 4), ("3", 3), ("5", 1), ("Strongly agree", 1), ("?", None)]
)
def test_a_reversed_item_is_turned_once(surveys, said, score):
    assert scores_of(surveys, form_of(ASKED, ["3", said])).get("C2") == score


@given(points=st.sampled_from([5, 7]), answers=st.lists(st.integers(1, 5), min_size=1, max_size=5))
def test_a_reversed_score_and_the_answer_are_one_more_than_the_scale(points, answers):
    reading = answer(Scoring(points, {}), is_reversed=True)
    scores = pl.DataFrame({"cell": [str(each) for each in answers]}).select(reading.parse(pl.col("cell")))
    assert scores.to_series().to_list() == [points + 1 - each for each in answers]


def test_own_items_land_under_their_instrument_and_its_scale(surveys):
    rows = read(surveys, form_of(ASKED, ["4", "2"])).rows
    assert set(rows.select("instrument", "scale", "scale_points").rows()) == {("coaching", "coaching", 5)}


def test_a_form_that_lacks_one_of_the_questions_is_told_which(surveys):
    head = head_of(form_of(ASKED[:1], ["4"]))
    assert surveys.layout_for(head) is None
    assert "1 of the 2 questions of the coaching survey: C1. Missing: “Coaching takes" in surveys.explain(head).problem


def test_two_instruments_in_one_form_are_both_read_and_every_row_is_accounted_for(surveys):
    usefulness = [question.format("Number Trail") for question in USEFULNESS]
    cells = form_of(
        [*usefulness, *ASKED], ["7"] * 6 + ["4", "2"], [""] * 6 + ["5", "5"], [""] * 8, ["7"] * 6 + ["9", "1"]
    )
    batch = read(surveys, cells)
    counts = batch.rows.group_by(ROW, "instrument").len().sort(ROW, "instrument").rows()
    assert counts == [(2, "coaching", 2), (2, "tam", 6), (3, "coaching", 2), (4, "tam", 1)]
    assert batch.refusals["row"].to_list() == [5]
    assert set(batch.rows.filter(instrument="tam")["scale_points"]) == {7}
    assert set(batch.rows.filter(instrument="coaching")["scale_points"]) == {5}


def test_a_column_is_one_instruments_alone_that_which_asks_more_of_them(tmp_path):
    codes = "".join(f'[[items]]\nid = "PU{number}"\n' for number in (1, 2, 3))
    surveys = importer(with_own(written_in(tmp_path / "i", f'id = "short"\npoints = 5\n{codes}')))
    cells = form_of([f"PU{number}" for number in range(1, 7)], ["7"] * 6)
    assert set(read(surveys, cells).rows["instrument"]) == {"tam"}
    cells = form_of([f"PU{number}" for number in range(1, 4)], ["5"] * 3)
    assert set(read(surveys, cells).rows["instrument"]) == {"short"}


@pytest.mark.parametrize(("points", "loaded"), [(5, False), (7, True)])
def test_a_scale_may_have_points_of_its_own(tmp_path, points, loaded):
    text = OWN.replace("[[items]]", f'[[scales]]\nid = "all"\npoints = {points}\n\n[[items]]', 1)
    batch = read(importer(with_own(written_in(tmp_path / "i", text))), form_of(ASKED, ["6", "6"]))
    assert batch.rows.is_empty() != loaded


def test_answers_in_words_of_its_own_and_words_that_are_no_answer(tmp_path):
    words = """no_answer = ["Unfamiliar (N/A)"]\npoints = 3"""
    text = (
        OWN.replace("points = 5", words)
        + """
[[answers]]
points = 3
words = ["Not yet", ["Sometimes", "Now and then"], "Always"]
"""
    )
    surveys = importer(with_own(written_in(tmp_path / "i", text)))
    cells = form_of(ASKED, ["Always", "not yet"], ["now and then", "Unfamiliar (N/A)"], ["Perhaps", "Always"])
    batch = read(surveys, cells)
    assert batch.rows.select(ROW, "item", "score").rows() == [(2, "C1", 3), (2, "C2", 3), (3, "C1", 2)]
    assert batch.refusals["row"].to_list() == [4]


def test_points_that_the_answers_do_not_tell_are_asked_for(tmp_path):
    surveys = importer(with_own(written_in(tmp_path / "i", OWN.replace("points = 5", "points = [4, 6]"))))
    with pytest.raises(NeedsAnswer) as caught:
        read(surveys, form_of(ASKED, ["4", "2"]))
    assert list(caught.value.choices) == ["4", "6"]
    assert scores_of(surveys, form_of(ASKED, ["4", "2"]), scale="6") == {"C1": 4, "C2": 5}
    assert scores_of(surveys, form_of(ASKED, ["5", "2"])) == {"C1": 5, "C2": 5}


def test_the_day_that_the_instrument_names_stands_for_missing_times(tmp_path):
    surveys = importer(
        with_own(written_in(tmp_path / "i", OWN.replace("points", "administered_on = 2026-03-31\npoints")))
    )
    head = ["Respondent ID", *ASKED]
    rows = read(surveys, frame(head, [["1", "4", "2"]])).rows
    assert {str(at) for at in rows["submitted_at"]} == {"2026-03-31 00:00:00"}
    rows = read(surveys, frame(head, [["1", "4", "2"]]), administered_on="2026-04-01").rows
    assert {str(at) for at in rows["submitted_at"]} == {"2026-04-01 00:00:00"}


def test_a_table_with_fewer_than_three_of_the_questions_is_no_survey(surveys):
    assert surveys.layout_for(head_of(frame(["site", *ASKED], [["east", "4", "2"]]))) is None


@pytest.mark.parametrize(
    "header",
    [
        "Perceived Benefits of Using Technology in the Classroom [It motivates students.]",
        "Perceived benefits - It motivates students.",
        "TTIS2.1",
        "ttis2_1",
        "TTIS 2.1",
        "TTIS2[SQ001]",
    ],
)
def test_ttis_is_known_by_the_domain_of_each_question(header):
    rows = read(IMPORTER, form_of([header], ["5"]), scale="5").rows
    assert rows.select("instrument", "scale", "score").row(0) == ("ttis", "TTIS2", 5)


def test_ttis_has_six_domains_each_found_by_its_name():
    ttis = next(each for each in shipped().usable if each.id == "ttis")
    found = [ttis.item_of(f"{scale.label} [Any row]").scale for scale in ttis.scales]
    assert found == ["TTIS1", "TTIS2", "TTIS3", "TTIS4", "TTIS5", "TTIS6"]


def test_a_reversed_row_of_a_domain_is_turned_in_the_districts_own_copy(tmp_path):
    text = """
id = "ttis"
points = 5
[[scales]]
id = "TTIS1"
stem = "risk taking"
reversed_rows = ["I avoid new software."]
"""
    surveys = importer(with_own(written_in(tmp_path / "i", text)))
    cells = form_of(
        ["Risk-taking behaviors [I avoid new software]", "Risk-taking behaviors [I try things]"], ["1", "1"]
    )
    assert sorted(scores_of(surveys, cells).values()) == [1, 5]


def test_an_instrument_that_finds_one_question_twice_refuses_the_form(surveys):
    with pytest.raises(FileRefused, match="asks one thing 2 times"):
        read(surveys, form_of([*ASKED, f"Again [{ASKED[0]}]"], ["1", "2", "3"]))
