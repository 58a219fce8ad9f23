"""Which groups are too small, and which shares are only told in a range, under each profile and a district's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics import policy
from metrics.definition import Status
from metrics.profiles import profile
from tests.metrics.test_disclosure import hide, table

OURS = policy.load()


def district(tmp_path: Path, text: str) -> policy.Policy:
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return policy.load(file)


def told_of(part: int, whole: int, name: str | None = None, **words: int) -> str | None:
    found = profile(OURS, name).range_of(part, whole, **words)
    return found and found.words


def hidden(people: list[int], rules: policy.Policy) -> list[int]:
    rows = table({(str(place),): count for place, count in enumerate(people)}, "school_id")
    shown = hide(rows, "school_id", rules=rules)
    return [count for count, row in zip(people, shown, strict=True) if row["status"] == Status.HIDDEN]


def test_new_york_hides_the_next_smallest_group_too(tmp_path):
    rules = district(tmp_path, '[privacy.profile]\nvalue = "nysed"')
    assert hidden([40, 22, 9, 4], rules) == [9, 4]
    assert hidden([40, 22, 4, 4], rules) == [22, 4, 4], "two that are too small do not stand in for the next one"


@pytest.mark.parametrize(("people", "is_hidden"), [(15, True), (16, False)])
def test_delaware_hides_fifteen_and_shows_sixteen(tmp_path, people, is_hidden):
    rules = district(tmp_path, '[privacy.profile]\nvalue = "delaware"')
    assert bool(hidden([people], rules)) == is_hidden


@pytest.mark.parametrize(
    ("part", "told"), [(950, None), (951, ">95%"), (50, None), (49, "<5%"), (0, "<5%"), (1000, ">95%"), (500, None)]
)
def test_delaware_tells_shares_above_95_and_below_5_as_such(part, told):
    assert told_of(part, 1000, "delaware") == told


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (4, 20, "≤20%"), (5, 20, None), (16, 20, "≥80%"), (15, 20, None),
        (4, 40, "≤10%"), (5, 40, None), (36, 40, "≥90%"),
        (5, 100, "≤5%"), (6, 100, None), (95, 100, "≥95%"),
        (6, 300, "≤2%"), (7, 300, None), (294, 300, "≥98%"),
        (3, 301, "≤1%"), (4, 301, None), (298, 301, "≥99%"),
    ],
)  # fmt: skip
def test_our_own_ranges_are_the_narrower_the_larger_a_group_is(part, whole, told):
    assert told_of(part, whole) == told


def test_a_share_that_only_prints_as_the_bound_is_not_in_the_range():
    assert told_of(18, 359) is None, "5.01% of many"
    assert told_of(9496, 9995, "delaware") == ">95%", "it prints as 95.0%"


def test_a_share_of_nobody_is_told_in_no_range():
    assert told_of(0, 0) is None


def test_the_range_goes_by_the_people_where_the_base_counts_something_else():
    assert told_of(45, 1000, people=40) == "≤10%"


def test_what_the_district_set_comes_before_the_profile(tmp_path):
    rules = district(tmp_path, '[privacy.profile]\nvalue = "delaware"\n[privacy.smallest_group]\nvalue = 12')
    found = profile(rules)
    assert (found.name, found.smallest_group, found.smallest_staff_group) == ("delaware", 12, 5)


def test_a_profile_that_nobody_knows_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(policy.PolicyError, match="Write one of default, delaware, nysed, such as 'default'"):
        district(tmp_path, '[privacy.profile]\nvalue = "utah"')


@pytest.mark.parametrize("name", OURS.entry("privacy.profile").choices)
def test_every_profile_can_be_chosen_and_says_where_it_comes_from(name):
    found = profile(OURS, name)
    assert found.name == name
    assert found.label
    assert found.reference
    assert found.smallest_group >= found.narrowest_width
