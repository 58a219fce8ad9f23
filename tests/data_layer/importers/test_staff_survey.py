"""A TAM survey: known by the wording of its questions, and every response landed once or refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_layer.importers.contract import ROW, FileRefused
from data_layer.importers.staff_survey import IMPORTER
from tests.data_layer.importers.tables import frame, head_of, read
from tests.data_layer.importers.tam_forms import IDS, TAM, asked_about, read_form


@pytest.mark.parametrize(
    "tool", ["Number Trail", "i-Ready", "the system", "[tool]", "this tool", "Word Garden 2.0", "it"]
)
@pytest.mark.parametrize("form", ["{}", "3. {}", "Q3) {}", "How likely is this? [{}]", "“{}”"])
def test_each_item_is_known_by_its_wording_whatever_tool_it_names(tool, form):
    assert [TAM.item_of(question).id for question in asked_about(tool, form=form)] == IDS


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("Using Number Trail increases my productivity", "PU3"),
        ("Using Number Trail improves my performance in my job", "PU2"),  # as in TAM2
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
    assert {TAM.tool_of(question) for question in asked_about(tool)} == {named}


def test_a_tool_that_changes_from_question_to_question_is_none():
    mixed = [*asked_about("Number Trail")[:6], *asked_about("Word Garden")[6:]]
    assert set(read_form(["7"] * 12, questions=mixed).rows["tool"]) == {None}
    assert set(read_form(["7"] * 12).rows["tool"]) == {"Number Trail"}


def test_the_tool_that_the_answer_names_wins():
    header = ["Timestamp", "Which tool do you use most?", *asked_about()]
    batch = read(IMPORTER, frame(header, [["3/31/2026 8:00:00", "Word Garden", *["7"] * 12]]))
    assert set(batch.rows["tool"]) == {"Word Garden"}


def test_usefulness_alone_is_a_survey_and_ease_alone_is_none():
    assert IMPORTER.layout_for(head_of(frame(["Timestamp", *asked_about()[:6]], [[""] * 7])))
    assert not IMPORTER.layout_for(head_of(frame(["Timestamp", *asked_about()[6:]], [[""] * 7])))


def test_a_form_without_one_usefulness_question_is_told_which():
    head = head_of(frame(["Timestamp", *asked_about()[1:]], [[""] * 12]))
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
    assert IMPORTER.explain(head_of(frame(["Timestamp", *asked_about()], [[""] * 13]))) is None
    assert IMPORTER.explain(head_of(frame(["Name", "What did you like about the picnic?"], [["", ""]]))) is None
    assert IMPORTER.explain(head_of(frame(["timestamp", "user_id"], [["", ""]]))) is None


def test_a_form_that_asks_about_two_tools_is_refused_with_both_questions():
    questions = [*asked_about("Number Trail"), *asked_about("Word Garden")]
    with pytest.raises(FileRefused, match=r"asks one thing 2 times.*Number Trail.*Word Garden"):
        read_form(["7"] * 24, questions=questions)


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
    batch = read(IMPORTER, frame(["Timestamp", *asked_about()], [[written, *["7"] * 12]]))
    assert {str(at) for at in batch.rows["submitted_at"]} == {"2026-03-31 14:59:32"}


@pytest.mark.parametrize(
    ("said", "role"),
    [("5th grade teacher", "teacher"), ("Teacher's aide", "staff"), ("Principal", "staff"), ("Student", "student")],
)
def test_a_role_is_told_as_the_roster_has_it(said, role):
    header = ["Timestamp", "What is your role?", *asked_about()]
    batch = read(IMPORTER, frame(header, [["3/31/2026 8:00:00", said, *["7"] * 12]]))
    assert set(batch.rows["role"]) == {role}


def test_anonymous_responses_of_one_second_stay_apart_even_when_they_are_equal():
    batch = read_form(["7"] * 12, ["7"] * 12, ["6"] * 12)
    assert set(batch.rows["respondent"]) == {None}
    assert batch.rows["response"].n_unique() == 3


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(st.sampled_from(["7", "1", "", "N/A", "9", "often"]), min_size=12, max_size=12), min_size=1))
def test_every_response_is_landed_or_refused(responses):
    batch = read_form(["7"] * 12, *responses)
    landed, refused = set(batch.rows[ROW]), set(batch.refusals["row"])
    assert landed | refused == set(range(2, len(responses) + 3))
    assert not landed & refused


@settings(deadline=None, max_examples=25)
@given(st.permutations(range(12)))
def test_the_order_of_the_questions_changes_nothing(order):
    answers = [str(number % 7 + 1) for number in range(12)]
    asked = asked_about()
    shuffled = read_form([answers[place] for place in order], questions=[asked[place] for place in order])
    assert sorted(shuffled.rows.drop(ROW).rows()) == sorted(read_form(answers).rows.drop(ROW).rows())


def test_a_later_export_with_a_new_question_gives_the_same_responses():
    answers = ["7"] * 6 + ["4"] * 6
    before = read_form(answers).rows["response"]
    after = read(
        IMPORTER, frame(["Timestamp", "Anything else?", *asked_about()], [["3/31/2026 8:00:00", "no", *answers]])
    )
    assert set(before) == set(after.rows["response"])
