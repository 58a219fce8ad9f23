"""A figure says whom it is about and which days, and names no filter that it knows nothing of."""

from __future__ import annotations

from datetime import date

from data_layer.scope import Entitlement, Scope
from metrics.periods import Progress
from pages.parts import scope_words
from tests.pages.results import metric_of, result_of

SCHOOLS = {"north": "North High", "lake": "Lake Middle"}


def test_the_line_of_filters_names_whom_and_when():
    scope = Scope(
        date(2026, 3, 1), date(2026, 4, 1), as_of=date(2026, 3, 18), schools={"lake"}, grade_levels={"07", "06"}
    )
    told = scope_words.filtered(scope, SCHOOLS, "March 2026", Progress(12, 20))
    assert told == "Lake Middle, Grade 6 and Grade 7 · March 2026 (Mar 1 to Mar 31, 2026, 12 of 20 school days so far)"


def test_without_filters_it_is_the_whole_district_and_a_period_that_is_over_is_no_period_so_far():
    scope = Scope(date(2026, 3, 1), date(2026, 4, 1), as_of=date(2026, 4, 18))
    assert scope_words.filtered(scope, SCHOOLS, "March 2026", Progress(20, 20)) == (
        "Whole district · March 2026 (Mar 1 to Mar 31, 2026)"
    )


def test_a_filter_that_a_figure_knows_nothing_of_is_not_named_as_though_it_did():
    scope = Scope(date(2026, 3, 1), date(2026, 4, 1), as_of=date(2026, 4, 18), schools={"lake"}, subjects={"Math"})
    buy_in = metric_of(name="staff_buy_in", groups=("school", "role", "quarter"))
    assert scope_words.population(scope, SCHOOLS, buy_in) == "Lake Middle"
    assert scope_words.unaffected(scope, buy_in) == "Subject does not change this figure."
    logins = metric_of(name="login_frequency", groups=("school", "subject"))
    assert scope_words.population(scope, SCHOOLS, logins) == "Lake Middle, Math"
    assert scope_words.unaffected(scope, logins) == ""


def test_whoever_may_see_some_schools_is_never_told_that_it_is_the_whole_district():
    hers = Entitlement(frozenset({"lake"}))
    scope = Scope(date(2026, 3, 1), date(2026, 4, 1), as_of=date(2026, 4, 18), roles={"student"}, entitlement=hers)
    assert scope_words.population(scope, SCHOOLS) == "Lake Middle, Students"
    assert scope_words.whole(scope, SCHOOLS) == "Lake Middle"


def test_a_school_that_is_no_more_in_the_data_is_not_named_by_its_id():
    scope = Scope(date(2026, 3, 1), date(2026, 4, 1), as_of=date(2026, 4, 18), schools={"s-77"})
    assert scope_words.population(scope, SCHOOLS) == "a school not listed"


def test_the_days_of_a_result_end_with_the_data():
    rows = [{"numerator": 1, "denominator": 2, "period_start": date(2026, 3, 1), "period_end": date(2026, 5, 1)}]
    assert scope_words.days_of(result_of(rows)) == "Mar 1 to Mar 31, 2026"
    assert scope_words.days_of(result_of(rows[:0])) == "Aug 1, 2025 to Mar 31, 2026"
