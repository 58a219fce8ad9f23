"""A TAM survey: known by the wording of its questions, scored on the scale that the whole file shows."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.importers.contract import ROW, Batch, FileRefused, NeedsAnswer
from data_layer.importers.instrument_files import shipped
from data_layer.importers.staff_survey import IMPORTER
from tests.data_layer.importers.tables import frame, head_of, read

USEFULNESS = (
    "Using {} in my job would enable me to accomplish tasks more quickly.",
    "Using {} would improve my job performance.",
    "Using {} in my job would increase my productivity.",
    "Using {} would enhance my effectiveness on the job.",
    "Using {} would make it easier to do my job.",
    "I would find {} useful in my job.",
)
EASE = (
    "Learning to operate {} would be easy for me.",
    "I would find it easy to get {} to do what I want it to do.",
    "My interaction with {} would be clear and understandable.",
    "I would find {} to be flexible to interact with.",
    "It would be easy for me to become skillful at using {}.",
    "I would find {} easy to use.",
)
TAM, TTIS = shipped().usable
IDS = [*(f"PU{number}" for number in range(1, 7)), *(f"PEOU{number}" for number in range(1, 7))]


def _asked(tool: str = "Number Trail", *, form: str = "{}") -> list[str]:
    return [form.format(question.format(tool)) for question in USEFULNESS + EASE]


def _read(*answers: Sequence[str], questions: Sequence[str] | None = None, **options: str) -> Batch:
    questions = questions or _asked()
    rows = [["3/31/2026 8:00:00", *given, *[""] * (len(questions) - len(given))] for given in answers]
    return read(IMPORTER, frame(["Timestamp", *questions], rows), **options)


def _scores(batch: Batch, row: int = 2) -> dict[str, int]:
    return {each["item"]: each["score"] for each in batch.rows.rows(named=True) if each[ROW] == row}


def _points(batch: Batch) -> set[int | None]:
    return set(batch.rows["scale_points"])


@pytest.mark.parametrize(
    "tool", ["Number Trail", "i-Ready", "the system", "[tool]", "this tool", "Word Garden 2.0", "it"]
)
@pytest.mark.parametrize("form", ["{}", "3. {}", "Q3) {}", "How likely is this? [{}]", "“{}”"])
def test_each_item_is_known_by_its_wording_whatever_tool_it_names(tool, form):
    assert [TAM.item_of(question).id for question in _asked(tool, form=form)] == IDS


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("Using Number Trail increases my productivity", "PU3"),
        ("I find Number Trail useful in my teaching", "PU6"),
        ("Using Number Trail makes it easier to do my work", "PU5"),
        ("I find Number Trail easy to use", "PEOU6"),
        ("Learning to use Number Trail was easy for me", "PEOU1"),
        ("My students find Number Trail fun", None),
        ("How useful was the training?", None),
    ],
)
def test_usual_variants_are_known_and_other_questions_are_not(question, item):
    found = TAM.item_of(question)
    assert (found.id if found else None) == item


def test_no_item_of_the_twelve_is_reversed():
    assert [item.id for item in TAM.items] == IDS
    assert not any(item.reversed for item in TAM.items)


@pytest.mark.parametrize(
    ("tool", "named"),
    [
        ("Number Trail", "Number Trail"),
        ("i-Ready", "i-Ready"),
        ("[Word Garden]", "Word Garden"),
        ("Word Garden 2.0", "Word Garden 2.0"),
        ("the system", None),
        ("our classroom technology", None),
        ("it", None),
    ],
)
def test_every_wording_tells_the_tool_where_it_names_one(tool, named):
    assert {TAM.tool_of(question) for question in _asked(tool)} == {named}


def test_a_tool_that_changes_from_question_to_question_is_none():
    mixed = [*_asked("Number Trail")[:6], *_asked("Word Garden")[6:]]
    assert set(_read(["7"] * 12, questions=mixed).rows["tool"]) == {None}
    assert set(_read(["7"] * 12).rows["tool"]) == {"Number Trail"}


def test_the_tool_that_the_answer_names_wins():
    header = ["Timestamp", "Which tool do you use most?", *_asked()]
    batch = read(IMPORTER, frame(header, [["3/31/2026 8:00:00", "Word Garden", *["7"] * 12]]))
    assert set(batch.rows["tool"]) == {"Word Garden"}


@pytest.mark.parametrize(("highest", "points"), [("6", 7), ("7", 7)])
def test_an_answer_above_five_tells_seven_points(highest, points):
    assert _points(_read(["1"] * 12, [highest, *["1"] * 11])) == {points}


@pytest.mark.parametrize("scale", ["5", "7"])
def test_numbers_up_to_five_are_asked_about(scale):
    with pytest.raises(NeedsAnswer) as caught:
        _read(["5"] * 12)
    assert set(caught.value.choices) == {"5", "7"}
    assert _points(_read(["5"] * 12, **{caught.value.option: scale})) == {int(scale)}


@pytest.mark.parametrize(("hint", "points"), [("(1-5)", 5), ("(1 - 7)", 7), ("1 to 7", 7), ("1–5", 5)])
def test_a_header_that_says_the_scale_spares_the_question(hint, points):
    questions = [f"{question} {hint}" for question in _asked()]
    batch = _read(["5"] * 12, questions=questions)
    assert _points(batch) == {points}
    assert set(batch.rows["tool"]) == {"Number Trail"}


def test_headers_that_disagree_spare_nothing():
    questions = [f"{question} {hint}" for question, hint in zip(_asked(), ["(1-5)", "(1-7)"] * 6, strict=True)]
    with pytest.raises(NeedsAnswer):
        _read(["5"] * 12, questions=questions)


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
    ],
)
def test_words_tell_the_scale(words, scores, points):
    batch = _read(words)
    assert list(_scores(batch).values()) == scores
    assert _points(batch) == {points}


def test_a_seven_point_form_where_nobody_chose_somewhat_is_told_by_the_option():
    assert _scores(_read(["Strongly agree", "Agree"])) == {"PU1": 5, "PU2": 4}
    assert _scores(_read(["Strongly agree", "Agree"], scale="7")) == {"PU1": 7, "PU2": 6}


@pytest.mark.parametrize("answers", [["7"], ["Somewhat agree"], ["Quite likely"]])
def test_what_the_answers_show_wins_over_the_option(answers):
    assert _points(_read(answers, scale="5")) == {7}


def test_an_option_that_is_no_scale_is_asked_again():
    with pytest.raises(NeedsAnswer):
        _read(["5"] * 12, scale="6")


def test_agreement_and_likelihood_may_stand_in_one_form():
    batch = _read([*["Somewhat agree"] * 6, *["Quite likely"] * 6])
    assert set(_scores(batch).values()) == {5, 6}


@pytest.mark.parametrize("cell", ["N/A", "n/a", "Don't know", "Don’t know", "Not applicable", ""])
def test_what_says_no_answer_is_no_answer(cell):
    batch = _read([cell, *["7"] * 11])
    assert "PU1" not in _scores(batch)
    assert len(_scores(batch)) == 11
    assert batch.refusals.is_empty()


@pytest.mark.parametrize(("cell", "loaded"), [("0", False), ("1", True), ("7", True), ("8", False), ("3.5", False)])
def test_an_answer_outside_the_scale_refuses_its_row(cell, loaded):
    batch = _read(["7"] * 12, [cell, *["7"] * 11])
    assert (3 in batch.rows[ROW].to_list()) == loaded
    assert (3 in batch.refusals["row"].to_list()) == (not loaded)


def test_a_response_without_any_answer_is_one_row_without_an_item():
    batch = _read(["7"] * 12, [""] * 12)
    assert _scores(batch, row=3) == {None: None}


def test_a_survey_that_nobody_answered_has_no_scale_and_needs_none():
    assert _points(_read([""] * 12, ["N/A"] * 12)) == {None}


def test_answers_that_are_neither_numbers_nor_known_words_refuse_the_file():
    with pytest.raises(FileRefused, match="neither numbers nor known words"):
        _read(["Often"] * 12)


def test_usefulness_alone_is_a_survey_and_ease_alone_is_none():
    assert IMPORTER.layout_for(head_of(frame(["Timestamp", *_asked()[:6]], [[""] * 7])))
    assert not IMPORTER.layout_for(head_of(frame(["Timestamp", *_asked()[6:]], [[""] * 7])))


def test_a_form_without_one_usefulness_question_is_told_which():
    head = head_of(frame(["Timestamp", *_asked()[1:]], [[""] * 12]))
    assert IMPORTER.layout_for(head) is None
    said = IMPORTER.explain(head).problem
    assert "11 of the 12 questions" in said
    assert said.endswith("Missing: “accomplish tasks more quickly”.")


def test_a_form_about_something_else_is_told_its_own_questions_and_how_to_describe_them():
    head = head_of(frame(["Timestamp", "What did you like about the picnic?"], [["", "the cake that Ann made"]]))
    reason = IMPORTER.explain(head)
    assert "It asks: “What did you like about the picnic?”." in reason.problem
    assert "instrument draft" in reason.remedy
    assert "cake" not in str(reason)


def test_only_forms_are_explained():
    assert IMPORTER.explain(head_of(frame(["Timestamp", *_asked()], [[""] * 13]))) is None
    assert IMPORTER.explain(head_of(frame(["Name", "What did you like about the picnic?"], [["", ""]]))) is None
    assert IMPORTER.explain(head_of(frame(["timestamp", "user_id"], [["", ""]]))) is None


def test_a_form_that_asks_about_two_tools_is_refused_with_both_questions():
    questions = [*_asked("Number Trail"), *_asked("Word Garden")]
    with pytest.raises(FileRefused, match=r"asks one thing 2 times.*Number Trail.*Word Garden"):
        _read(["7"] * 24, questions=questions)


@pytest.mark.parametrize(
    "written",
    [
        "3/31/2026 14:59:32",
        "03/31/2026 14:59:32",
        "2026-03-31 14:59:32",
        "2026-03-31T14:59:32.000",
        "2026/03/31 2:59:32 PM EST",
        "2026/03/31 2:59:32 PM GMT-5",
        "3/31/2026 2:59:32 PM",
    ],
)
def test_the_time_of_a_response_is_the_forms_wall_clock(written):
    batch = read(IMPORTER, frame(["Timestamp", *_asked()], [[written, *["7"] * 12]]))
    assert {str(at) for at in batch.rows["submitted_at"]} == {"2026-03-31 14:59:32"}


@pytest.mark.parametrize(
    ("said", "role"),
    [("5th grade teacher", "teacher"), ("Teacher's aide", "staff"), ("Principal", "staff"), ("Student", "student")],
)
def test_a_role_is_told_as_the_roster_has_it(said, role):
    header = ["Timestamp", "What is your role?", *_asked()]
    batch = read(IMPORTER, frame(header, [["3/31/2026 8:00:00", said, *["7"] * 12]]))
    assert set(batch.rows["role"]) == {role}


def test_anonymous_responses_of_one_second_stay_apart_even_when_they_are_equal():
    batch = _read(["7"] * 12, ["7"] * 12, ["6"] * 12)
    assert set(batch.rows["respondent"]) == {None}
    assert batch.rows["response"].n_unique() == 3


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(st.sampled_from(["7", "1", "", "N/A", "9", "often"]), min_size=12, max_size=12), min_size=1))
def test_every_response_is_landed_or_refused(responses):
    batch = _read(["7"] * 12, *responses)
    landed, refused = set(batch.rows[ROW]), set(batch.refusals["row"])
    assert landed | refused == set(range(2, len(responses) + 3))
    assert not landed & refused


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(12)))
def test_the_order_of_the_questions_changes_nothing(order):
    answers = [str(number % 7 + 1) for number in range(12)]
    asked = _asked()
    shuffled = _read([answers[place] for place in order], questions=[asked[place] for place in order])
    assert sorted(shuffled.rows.drop(ROW).rows()) == sorted(_read(answers).rows.drop(ROW).rows())


def test_a_later_export_with_a_new_question_gives_the_same_responses():
    answers = ["7"] * 6 + ["4"] * 6
    before = _read(answers).rows["response"]
    after = read(IMPORTER, frame(["Timestamp", "Anything else?", *_asked()], [["3/31/2026 8:00:00", "no", *answers]]))
    assert set(before) == set(after.rows["response"])
