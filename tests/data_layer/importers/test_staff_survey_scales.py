"""The answers of a TAM survey, in numbers or words, are scored on the scale that the whole file shows."""

import pytest

from data_layer.importers.contract import ROW, FileRefused, NeedsAnswer
from tests.data_layer.importers.tam_forms import asked_about, points_of, read_form, scores_of


@pytest.mark.parametrize(("highest", "points"), [("6", 7), ("7", 7)])
def test_an_answer_above_five_tells_seven_points(highest, points):
    assert points_of(read_form(["1"] * 12, [highest, *["1"] * 11])) == {points}


@pytest.mark.parametrize("scale", ["5", "7"])
def test_numbers_up_to_five_are_asked_about(scale):
    with pytest.raises(NeedsAnswer) as caught:
        read_form(["5"] * 12)
    assert set(caught.value.choices) == {"5", "7"}
    assert points_of(read_form(["5"] * 12, **{caught.value.option: scale})) == {int(scale)}


@pytest.mark.parametrize(("hint", "points"), [("(1-5)", 5), ("(1 - 7)", 7), ("1 to 7", 7), ("1–5", 5)])
def test_a_header_that_says_the_scale_spares_the_question(hint, points):
    questions = [f"{question} {hint}" for question in asked_about()]
    batch = read_form(["5"] * 12, questions=questions)
    assert points_of(batch) == {points}
    assert set(batch.rows["tool"]) == {"Number Trail"}


def test_headers_that_disagree_spare_nothing():
    questions = [f"{question} {hint}" for question, hint in zip(asked_about(), ["(1-5)", "(1-7)"] * 6, strict=True)]
    with pytest.raises(NeedsAnswer):
        read_form(["5"] * 12, questions=questions)


@pytest.mark.parametrize(
    ("words", "scores", "points"),
    [
        (["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"], [1, 2, 3, 4, 5], 5),
        (["Strongly agree", "Agree", "Somewhat agree", "Neutral"], [7, 6, 5, 4], 7),
        (["strongly  DISAGREE ", "Disagree", "Slightly disagree", "Neither agree nor disagree"], [1, 2, 3, 4], 7),
        (["Extremely unlikely", "Quite unlikely", "Slightly unlikely", "Neither likely nor unlikely"], [1, 2, 3, 4], 7),
        (["Slightly likely", "Quite likely", "Extremely likely"], [5, 6, 7], 7),
        (["Extremely likely"], [7], 7),
        (["Very unlikely", "Unlikely", "Neutral", "Likely", "Very likely"], [1, 2, 3, 4, 5], 5),
        (["7 - Strongly agree", "6 - Agree", "1"], [7, 6, 1], 7),
        (["5 (Strongly agree)", "4 (Agree)"], [5, 4], 5),
        (["Strongly agree (5)", "Agree - 4", "(3) Neutral", "2 Disagree"], [5, 4, 3, 2], 5),
        (["Totally agree", "Neither agree or disagree", "Disagree"], [5, 3, 2], 5),
    ],
)
def test_words_tell_the_scale(words, scores, points):
    batch = read_form(words)
    assert list(scores_of(batch).values()) == scores
    assert points_of(batch) == {points}


def test_a_seven_point_form_where_nobody_chose_somewhat_is_told_by_the_option():
    assert scores_of(read_form(["Strongly agree", "Agree"])) == {"PU1": 5, "PU2": 4}
    assert scores_of(read_form(["Strongly agree", "Agree"], scale="7")) == {"PU1": 7, "PU2": 6}


def test_somewhat_without_a_bare_agree_is_the_five_points_that_qualtrics_offers():
    words = ["Strongly disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree", "Strongly agree"]
    assert list(scores_of(read_form(words)).values()) == [1, 2, 3, 4, 5]
    assert list(scores_of(read_form(words, scale="7")).values()) == [1, 3, 4, 5, 7]


@pytest.mark.parametrize(
    ("answers", "scores"),
    [
        (["1 - Strongly agree", "2 - Agree", "3 - Neutral", "5 - Strongly disagree"], [5, 4, 3, 1]),
        (["1 = Strongly agree", "2", "4", "5 = Strongly disagree"], [5, 4, 2, 1]),
        (["1- Extremely agree", "2- Quite agree", "3- Slightly agree", "7- Extremely disagree"], [7, 6, 5, 1]),
        (["0 - Strongly disagree", "3 - Agree", "4 - Strongly agree"], [1, 4, 5]),
    ],
)
def test_what_a_label_says_counts_whichever_end_the_form_numbers_from(answers, scores):
    assert list(scores_of(read_form(answers)).values()) == scores


def test_figures_count_as_they_stand_where_only_the_middle_is_labelled():
    assert list(scores_of(read_form(["3 - Neutral", "5", "1"], scale="5")).values()) == [3, 5, 1]


@pytest.mark.parametrize("answers", [["A1", "A5"], ["AO01", "AO02"]])
def test_codes_of_answers_are_refused_since_each_form_numbers_them_its_own_way(answers):
    with pytest.raises(FileRefused, match="codes of answers") as caught:
        read_form(answers)
    assert "Full answers" in caught.value.remedy


@pytest.mark.parametrize("answers", [["7"], ["Slightly agree"], ["Quite likely"]])
def test_what_the_answers_show_wins_over_the_option(answers):
    assert points_of(read_form(answers, scale="5")) == {7}


def test_an_option_that_is_no_scale_is_asked_again():
    with pytest.raises(NeedsAnswer):
        read_form(["5"] * 12, scale="6")


def test_agreement_and_likelihood_may_stand_in_one_form():
    batch = read_form([*["Somewhat agree"] * 6, *["Quite likely"] * 6])
    assert set(scores_of(batch).values()) == {5, 6}


@pytest.mark.parametrize("cell", ["N/A", "n/a", "Don't know", "Don’t know", "Not applicable", "-99", "-1", ""])
def test_what_says_no_answer_is_no_answer(cell):
    batch = read_form([cell, *["7"] * 11])
    assert "PU1" not in scores_of(batch)
    assert len(scores_of(batch)) == 11
    assert batch.refusals.is_empty()


@pytest.mark.parametrize(("cell", "loaded"), [("0", False), ("1", True), ("7", True), ("8", False), ("3.5", False)])
def test_an_answer_outside_the_scale_refuses_its_row(cell, loaded):
    batch = read_form(["7"] * 12, [cell, *["7"] * 11])
    assert (3 in batch.rows[ROW].to_list()) == loaded
    assert (3 in batch.refusals["row"].to_list()) == (not loaded)


def test_a_response_without_any_answer_is_one_row_without_an_item():
    batch = read_form(["7"] * 12, [""] * 12)
    assert scores_of(batch, row=3) == {None: None}


def test_a_survey_that_nobody_answered_has_no_scale_and_needs_none():
    assert points_of(read_form([""] * 12, ["N/A"] * 12)) == {None}


def test_answers_that_are_neither_numbers_nor_known_words_refuse_the_file():
    with pytest.raises(FileRefused, match="neither numbers nor known words"):
        read_form(["Often"] * 12)
