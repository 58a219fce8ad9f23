"""One survey on five platforms: the same answers, known by the same questions; and why other surveys are not taken."""

from pathlib import Path

import polars as pl
import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, FileRefused, Head, NeedsAnswer
from data_layer.importers.instrument_files import shipped
from data_layer.importers.staff_survey import IMPORTER
from data_layer.importers.survey_platforms import PLATFORMS, platform_of
from data_layer.reading import sources
from tests.data_layer.importers.tables import frame, head_of, read
from tests.data_layer.importers.tam_forms import USEFULNESS

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real_exports" / "surveys"
QUESTIONS = [question.format("Number Trail") for question in USEFULNESS]
AROUND = {  # what a platform writes beside the answers, for a response of 31 March 2026
    "google_form": {"Timestamp": "3/31/2026 14:59:32", "Email Address": "u1@example.org"},
    "microsoft_form": {
        "ID": "1",
        "Start time": "3/31/2026 14:50:00",
        "Completion time": "3/31/2026 14:59:32",
        "Email": "u1@example.org",
    },
    "qualtrics": {
        "StartDate": "2026-03-31 14:50:00",
        "EndDate": "2026-03-31 14:59:32",
        "Status": "0",
        "Finished": "1",
        "ResponseId": "R_1",
        "RecipientEmail": "u1@example.org",
    },
    "surveymonkey": {
        "Respondent ID": "1",
        "End Date": "03/31/2026 02:59:32 PM",
        "Email Address": "u1@example.org",
    },
    "limesurvey": {
        "id": "1",
        "submitdate": "2026-03-31 14:59:32",
        "lastpage": "1",
        "startlanguage": "en",
        "email": "u1@example.org",
    },
    "limesurvey_texts": {
        "Response ID": "1",
        "Date submitted": "2026-03-31 14:59:32",
        "Last page": "1",
        "Start language": "en",
        "Email address": "u1@example.org",
    },
    "limesurvey_codes_and_texts": {
        "id. Response ID": "1",
        "submitdate. Date submitted": "2026-03-31 14:59:32",
        "lastpage. Last page": "1",
        "startlanguage. Start language": "en",
        "email. Email address": "u1@example.org",
    },
}
ANSWERS = ["7", "6", "5", "4", "3", "2"]


def _cells(platform: str, *, questions: list[str] = QUESTIONS, answers: list[str] = ANSWERS, **changed: str):
    around = {**AROUND[platform], **{name.replace("_", " "): cell for name, cell in changed.items()}}
    return frame([*around, *questions], [[*around.values(), *answers]])


def _explained(head: Head) -> str:
    with pytest.raises(FileRefused) as caught:
        recognise(head)
    return caught.value.problem


@pytest.mark.parametrize("platform", AROUND)
def test_the_same_answers_land_the_same_from_every_platform(platform):
    rows = read(IMPORTER, _cells(platform)).rows.drop(ROW).sort("item")
    expected = read(IMPORTER, _cells("google_form")).rows.drop(ROW).sort("item")
    assert rows.equals(expected)
    assert rows["respondent"].to_list() == ["u1@example.org"] * 6
    assert {str(at) for at in rows["submitted_at"]} == {"2026-03-31 14:59:32"}
    assert rows["score"].to_list() == [7, 6, 5, 4, 3, 2]


@pytest.mark.parametrize("platform", AROUND)
def test_a_file_is_one_platforms_alone(platform):
    head = head_of(_cells(platform))
    assert [each.name for each in PLATFORMS if each.wrote(head)] == [platform]
    assert recognise(head)[1].name == platform


@pytest.mark.parametrize("platform", AROUND)
def test_a_survey_about_something_else_is_told_which_platform_and_question_were_understood(platform):
    head = head_of(_cells(platform, questions=["Did you enjoy the annual picnic?"], answers=["yes"]))
    said = _explained(head)
    assert platform_of(head).label in said
    assert "none of its questions belongs to a survey that is known here" in said
    assert "“Did you enjoy the annual picnic?”" in said


@pytest.mark.parametrize("platform", AROUND)
def test_a_survey_that_lacks_one_usefulness_question_is_told_which(platform):
    said = _explained(head_of(_cells(platform, questions=QUESTIONS[1:], answers=ANSWERS[1:])))
    assert "5 of the 12 questions" in said
    assert said.endswith("Missing: “accomplish tasks more quickly”.")


@pytest.mark.parametrize(
    ("platform", "column"),
    [("surveymonkey", "End Date"), ("limesurvey", "submitdate"), ("limesurvey_texts", "Date submitted")],
)
def test_a_survey_without_its_times_asks_for_the_day_it_was_given(platform, column):
    cells = _cells(platform).drop(column)
    with pytest.raises(NeedsAnswer) as caught:
        read(IMPORTER, cells)
    assert "does not say when each answer was given" in caught.value.problem
    rows = read(IMPORTER, cells, **{caught.value.option: "2026-03-31"}).rows
    assert {str(at) for at in rows["submitted_at"]} == {"2026-03-31 00:00:00"}
    assert rows["score"].to_list() == [7, 6, 5, 4, 3, 2]


def test_a_surveymonkey_response_counts_on_the_day_it_began_where_its_end_is_left_out():
    cells = _cells("surveymonkey").rename({"End Date": "Start Date"})
    assert {str(at) for at in read(IMPORTER, cells).rows["submitted_at"]} == {"2026-03-31 14:59:32"}


@pytest.mark.parametrize("written", ["31 March", "2026-02-30", "2026"])
def test_a_day_that_is_none_is_asked_for_again(written):
    with pytest.raises(NeedsAnswer, match=f"“{written}” is no day"):
        read(IMPORTER, _cells("surveymonkey").drop("End Date"), administered_on=written)


@pytest.mark.parametrize("written", ["anonymous", "Anonymous", ""])
def test_microsofts_anonymous_is_nobody(written):
    rows = read(IMPORTER, _cells("microsoft_form", Email=written)).rows
    assert set(rows["respondent"]) == {None}


def test_the_districts_own_id_stands_in_where_there_is_no_address():
    cells = _cells("qualtrics", RecipientEmail="", ExternalReference=" S-77 ")
    assert set(read(IMPORTER, cells).rows["respondent"]) == {"s-77"}
    cells = _cells("qualtrics", ExternalReference="S-77")
    assert set(read(IMPORTER, cells).rows["respondent"]) == {"u1@example.org"}


@pytest.mark.parametrize(
    ("status", "counts"),
    [
        *[(code, True) for code in ("0", "4", "16", "IP Address", "Imported", "")],
        *[(code, False) for code in ("1", "2", "8", "9", "17", "Survey Preview", "Survey Test", "Spam")],
    ],
)
def test_qualtrics_previews_tests_and_spam_are_landed_and_count_for_nothing(status, counts):
    cells = _cells("qualtrics", Status=status)
    rows = read(IMPORTER, cells).rows
    assert rows["item"].null_count() == (0 if counts else rows.height)
    layout = IMPORTER.layout_for(head_of(cells))
    note = layout.settle(head_of(cells), [cells], {}).get("note")
    uncounted = "1 response is left uncounted: previews, tests and what Qualtrics takes for spam."
    assert note == f"Read as {shipped().usable[0].label}, 6 questions.{'' if counts else ' ' + uncounted}"


@pytest.mark.parametrize(
    ("submitted", "landed", "counts"),
    [("1980-01-01 00:00:00", False, False), ("1981-01-01 00:00:00", True, True), ("", True, False)],
)
def test_limesurvey_says_1980_for_no_date_and_nothing_for_never_sent(submitted, landed, counts):
    batch = read(IMPORTER, _cells("limesurvey", submitdate=submitted))
    assert batch.rows.is_empty() != landed
    assert batch.refusals.is_empty() == landed
    assert (batch.rows["item"].null_count() == 0 and landed) == counts


def test_a_code_is_known_where_there_is_no_wording():
    rows = read(IMPORTER, _cells("qualtrics", questions=["PU1", "pu2", "PU_3", "PU-4", "TAM[PU5]", "PU6"])).rows
    assert dict(zip(rows["item"], rows["score"], strict=True)) == dict(
        zip(rows["item"], [7, 6, 5, 4, 3, 2], strict=True)
    )
    assert set(rows["item"]) == {f"PU{number}" for number in range(1, 7)}


def test_a_wording_says_more_than_a_code():
    cells = _cells("limesurvey", questions=[f"PU{7 - place}. {said}" for place, said in enumerate(QUESTIONS, 1)])
    rows = read(IMPORTER, cells).rows
    assert dict(zip(rows["item"], rows["score"], strict=True))["PU1"] == 7


@pytest.mark.parametrize(("codes", "is_told"), [(["PU1", "PU2"], False), (["PU1", "PU2", "PU3"], True)])
def test_three_coded_questions_make_a_survey_of_a_table_and_are_told_what_is_missing(codes, is_told):
    said = IMPORTER.explain(head_of(frame(["AGE", *codes], [["40", *["5"] * len(codes)]])))
    assert (said is not None) == is_told
    if is_told:
        assert "“make it easier to do the job”" in said.problem


def test_a_table_of_coded_answers_is_read_with_its_day_and_scale():
    codes = [f"PU{number}" for number in range(1, 7)]
    cells = frame(["AGE", *codes], [["40", *["5"] * 6], ["41", "?", *["4"] * 5]])
    rows = read(IMPORTER, cells, administered_on="2026-03-31", scale="5").rows
    assert rows["score"].to_list() == [5] * 6 + [4] * 5
    dated = read(IMPORTER, cells.with_columns(pl.lit("2026-03-30").alias("Date")), scale="5").rows
    assert {str(at) for at in dated["submitted_at"]} == {"2026-03-30 00:00:00"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("qualtrics_3header.csv", ("a Qualtrics survey", "“This is a multiple choice question.”")),
        ("qualtrics_legacy_2header.csv", ("a Qualtrics survey", "“This is a multiple choice question.”")),
        ("surveymonkey_StarWars.csv", ("a SurveyMonkey survey", "“Have you seen any of the 6 films in the Star Wars")),
        ("wiki4HE_comma_questionmark.csv", ("3 of the 12 questions", ": PU1, PU2, PU3.")),
    ],
)
def test_real_surveys_about_something_else_are_told_what_was_understood(name, told):
    if not REAL.exists():
        pytest.skip("The real survey exports are not beside this project.")
    ((table,),) = [delivery.tables for delivery in sources([REAL / name])]
    said = _explained(table.head)
    assert all(words in said for words in told), said
