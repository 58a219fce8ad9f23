"""The scores of every survey's scales: whose, in which quarter, and which of a person's responses counts."""

import pytest

from tests.data_layer.exports import roster, write

INSTRUMENT = """
id = "coaching"
points = 5
[[scales]]
id = "HELP"
[[scales]]
id = "TIME"
needed = false
[[items]]
id = "C1"
scale = "HELP"
[[items]]
id = "C2"
scale = "HELP"
reversed = true
[[items]]
id = "C3"
scale = "TIME"
"""
SCORES = "SELECT scale, answered_count, score_sum, is_counted FROM survey_scale_scores ORDER BY scale, submitted_on"


@pytest.fixture
def survey(home, tmp_path, bring):
    """Imports the rows of one form: time, email, and answers to C1, C2 and C3."""
    home.create()
    home.instruments.mkdir()
    write(home.instruments / "own.toml", INSTRUMENT)
    bring(roster(tmp_path / "roster", ["t1 teacher east"]))

    def answered(name: str, *rows: str):
        return bring(write(tmp_path / f"{name}.csv", "Timestamp,Email Address,C1,C2,C3", *rows))

    return answered


def test_each_scale_sums_its_own_items_with_reversed_ones_turned(survey, ask):
    survey("form", "3/31/2026 8:00:00,t1@example.org,4,1,2")
    assert ask(SCORES) == [("HELP", 2, 9, True), ("TIME", 1, 2, True)]


def test_a_person_of_the_roster_is_found_by_the_address_with_school_and_role(survey, ask):
    survey("form", "3/31/2026 8:00:00,t1@example.org,4,1,2", "3/31/2026 8:00:00,nobody@example.org,4,1,2")
    found = ask("SELECT DISTINCT school_id, role, person_id IS NULL FROM survey_scale_scores ORDER BY 3")
    assert found == [("east", "teacher", False), (None, None, True)]


def test_of_two_responses_in_a_quarter_the_later_counts(survey, ask):
    survey("form", "3/30/2026 8:00:00,t1@example.org,1,5,", "3/31/2026 8:00:00,t1@example.org,5,1,")
    assert ask(SCORES) == [("HELP", 2, 2, False), ("HELP", 2, 10, True)]


def test_a_response_in_another_quarter_counts_besides(survey, ask):
    survey("form", "9/30/2025 8:00:00,t1@example.org,1,5,", "3/31/2026 8:00:00,t1@example.org,5,1,")
    assert ask(SCORES) == [("HELP", 2, 2, True), ("HELP", 2, 10, True)]


def test_a_scale_that_was_not_answered_has_no_score(survey, ask):
    survey("form", "3/31/2026 8:00:00,t1@example.org,4,,", "3/31/2026 8:05:00,,,,")
    assert ask(SCORES) == [("HELP", 1, 4, True)]


def test_other_surveys_are_no_part_of_buy_in(survey, ask):
    survey("form", "3/31/2026 8:00:00,t1@example.org,4,1,2")
    assert ask("SELECT count(*) FROM survey_responses") == [(0,)]


def test_a_later_export_that_holds_the_same_responses_adds_only_the_new_one(survey, ask):
    first = "3/31/2026 8:00:00,t1@example.org,4,1,2"
    survey("form", first)
    (finding,) = survey("later", "3/31/2026 9:00:00,,3,3,3", first).findings
    assert (finding.loaded_count, finding.known_count) == (1, 1)
    assert ask("SELECT count(*) FROM survey_scale_scores WHERE scale = 'HELP'") == [(2,)]
