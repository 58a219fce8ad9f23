"""Real surveys of other people, read by an instrument that a district would write: every response is accounted for."""

from pathlib import Path

import polars as pl
import pytest

from data_layer import importing

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real_exports" / "surveys"
WIKI = "wiki4HE_comma_questionmark.csv"
FEEDBACK = "google_forms_k12_teacher_pre_survey_likert_only.csv"
OBSERVED = "google_forms_k12_classroom_observations.csv"
STAR_WARS = "surveymonkey_StarWars.csv"

_WIKI = "\n".join(
    ['id = "wiki"', 'label = "Wikipedia in teaching"', "points = 5", "administered_on = 2013-06-01"]
    + [f'[[scales]]\nid = "{scale}"' for scale in ("USEFUL", "EASE")]
    + [f'[[items]]\nid = "PU{number}"\nscale = "USEFUL"' for number in (1, 2, 3)]
    + [f'[[items]]\nid = "PEU{number}"\nscale = "EASE"' for number in (1, 2, 3)]
)
_FEEDBACK = """
id = "feedback"
label = "Observation and feedback"
points = 6
[[items]]
id = "F1"
text = "The feedback I get from being observed helps me improve student outcomes."
[[items]]
id = "F2"
text = "I have areas that I could improve in my instruction."
reversed = true
"""
_OBSERVED = """
id = "observed"
points = 4
[[items]]
id = "ENGAGED"
text = "Are all students engaged in the work of the lesson from start to finish?"
[[answers]]
points = 4
words = ["Not yet", "Somewhat", "Mostly", "Yes"]
"""
_QUALTRICS = """
id = "coded"
points = 5
[[items]]
id = "MC"
text = "This is a multiple choice question."
"""
_STAR_WARS = """
id = "characters"
points = 5
no_answer = ["Unfamiliar (N/A)"]
[[items]]
id = "HAN"
text = "Han Solo"
[[items]]
id = "JAR"
text = "Jar Jar Binks"
reversed = true
[[items]]
id = "YODA"
text = "Yoda"
[[answers]]
points = 5
words = [
    "Very unfavorably",
    "Somewhat unfavorably",
    "Neither favorably nor unfavorably (neutral)",
    "Somewhat favorably",
    "Very favorably",
]
"""


@pytest.fixture(autouse=True)
def _needs_the_files():
    if not REAL.exists():
        pytest.skip("The real survey exports are not beside this project.")


@pytest.fixture
def describe(home):
    def write(text: str) -> None:
        home.instruments.mkdir(parents=True, exist_ok=True)
        (home.instruments / "own.toml").write_text(text, encoding="utf-8")

    return write


@pytest.mark.parametrize(
    ("name", "instrument", "options", "read_count"),
    [
        (WIKI, _WIKI, {}, 913),
        (FEEDBACK, _FEEDBACK, {}, 17),
        (OBSERVED, _OBSERVED, {}, 14),
        ("qualtrics_3header.csv", _QUALTRICS, {}, 1),
        ("qualtrics_legacy_2header.csv", _QUALTRICS, {}, 1),
        (STAR_WARS, _STAR_WARS, {"administered_on": "2014-06-03"}, 1186),
    ],
)
def test_every_response_of_a_real_survey_is_loaded_once_and_known_again(
    describe, bring, name, instrument, options, read_count
):
    describe(instrument)
    (finding,) = bring(REAL / name, **options).findings
    assert not finding.problem
    assert (finding.read_count, finding.loaded_count, finding.refused_count) == (read_count, read_count, 0)
    (again,) = bring(REAL / name, **options).findings
    assert (again.loaded_count, again.known_count) == (0, read_count)


def test_a_real_survey_without_times_asks_for_its_day(describe, bring):
    describe(_STAR_WARS)
    (finding,) = bring(REAL / STAR_WARS).findings
    assert finding.question.option == "administered_on"


def test_the_answers_of_a_real_survey_are_those_in_its_file(describe, bring, home):
    describe(_WIKI)
    bring(REAL / WIKI)
    lines = [line.split(",") for line in (REAL / WIKI).read_text(encoding="utf-8").splitlines()]
    place = lines[0].index("PEU3")
    answered = [int(line[place]) for line in lines[1:] if line[place] != "?"]
    (parts,) = home.parts.glob("*/survey_answers.parquet")
    landed = pl.read_parquet(parts).filter(item="PEU3")
    assert sorted(landed["score"]) == sorted(answered)
    assert set(landed["scale"]) == {"EASE"}


def test_what_a_real_survey_landed_is_gone_after_undo(describe, bring, home, ask):
    describe(_FEEDBACK)
    bring(REAL / FEEDBACK)
    assert ask("SELECT count(*) FROM survey_scale_scores") == [(17,)]
    importing.undo(home, 1)
    assert ask("SELECT count(*) FROM survey_scale_scores") == [(0,)]
    assert not list(home.parts.glob("*/*.parquet"))
