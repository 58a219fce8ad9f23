"""Whatever is asked of a district, and however the answers are added and subtracted, no small group comes out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain, combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.bounds import Table, audited
from metrics.published import Kind, People, Published, Rules, together, too_few

PK, KG, FIRST = (Kind("student", grade_level) for grade_level in ("PK", "KG", "01"))
TEACHERS, OTHERS = Kind("teacher", None), Kind("staff", None)
KINDS = (PK, KG, FIRST, TEACHERS, OTHERS)
SCHOOLS = ("Ash", "Elm", "Oak", "Yew")


def smallest(kinds: Collection[Kind]) -> int:
    return 5 if all(kind.is_staff for kind in kinds) else 10


def district(people: dict[str, tuple[int, ...]], **words: bool) -> Published:
    """For each school its students of PK, KG and grade 1, its teachers and its other staff."""
    counts = {(school, kind): n for school, row in people.items() for kind, n in zip(KINDS, row, strict=True)}
    return published(counts, **words)


def published(people: People, **words: bool) -> Published:
    """One table by itself."""
    return together([people], Rules(too_few(smallest), **words))[0]


def hidden_alone(found: Published) -> set[tuple[str, Kind]]:
    return {(school, kind) for school, kind in found.people if not found.allows([school], [kind])}


def test_a_large_district_hides_nothing():
    assert district({"Ash": (30, 31, 32, 20, 6), "Elm": (30, 31, 32, 20, 5)}).rectangles == ()


def test_few_other_staff_at_two_schools_hide_the_teachers_there_and_nothing_else():
    found = district({"Ash": (30, 31, 32, 20, 4), "Elm": (30, 31, 32, 21, 3), "Oak": (30, 31, 32, 22, 6)})
    assert hidden_alone(found) == {(school, kind) for school in ("Ash", "Elm") for kind in (TEACHERS, OTHERS)}
    assert found.allows(["Ash"], KINDS), "the school as a whole"
    assert found.allows(["Ash"], [TEACHERS, OTHERS]), "its staff together"
    assert found.allows(["Ash", "Elm", "Oak"], [TEACHERS]), "the teachers of the district"
    assert not found.allows(["Elm", "Oak"], [TEACHERS]), "those of all schools but one would give that one away"


def test_a_small_grade_at_one_school_takes_the_same_grade_of_the_smallest_other_school():
    found = district({"Ash": (9, 30, 31, 20, 6), "Elm": (40, 50, 51, 20, 6), "Oak": (30, 45, 46, 20, 6)})
    assert hidden_alone(found) == {("Ash", PK), ("Ash", KG), ("Oak", PK), ("Oak", KG)}
    assert found.allows(SCHOOLS, [PK])
    assert found.allows(["Ash"], [PK, KG])


def test_where_no_other_school_has_such_a_grade_it_is_hidden_in_the_district_too():
    found = district({"Ash": (9, 30, 31, 20, 6), "Elm": (0, 50, 51, 20, 6)})
    assert not found.allows(SCHOOLS, [PK])
    assert found.allows(["Ash"], [PK, KG])


def test_a_school_that_is_too_small_takes_the_next_smallest_with_it():
    found = district({"Ash": (0, 4, 0, 0, 0), "Elm": (0, 20, 21, 0, 0), "Oak": (0, 30, 31, 0, 0)})
    assert not found.allows(["Ash"], KINDS)
    assert not found.allows(["Elm"], KINDS)
    assert found.allows(["Oak"], KINDS)
    assert found.allows(["Ash", "Elm"], KINDS)
    assert found.allows(["Ash", "Elm", "Oak"], [KG])


def test_a_cell_that_is_too_small_takes_a_larger_one_with_it_where_the_profile_says_so():
    people = {"Ash": (7, 8, 30, 20, 6), "Elm": (7, 8, 30, 20, 6)}
    assert hidden_alone(district(people)) == {(school, kind) for school in ("Ash", "Elm") for kind in (PK, KG)}
    with_larger = hidden_alone(district(people, goes_with_larger=True))
    assert with_larger == {(school, kind) for school in ("Ash", "Elm") for kind in (PK, KG, FIRST)}


def test_all_students_and_all_staff_are_shown_where_both_are_enough_in_what_is_hidden():
    few_staff = district({"Ash": (30, 31, 0, 0, 3), "Elm": (40, 41, 0, 2, 0)})
    assert few_staff.allows(SCHOOLS, [PK, KG, FIRST])
    assert few_staff.allows(SCHOOLS, [TEACHERS, OTHERS])
    assert not few_staff.allows(["Ash"], [PK, KG, FIRST])
    too_few = district({"Ash": (30, 31, 0, 0, 2), "Elm": (40, 41, 0, 2, 0)})
    assert not too_few.allows(SCHOOLS, [PK, KG, FIRST]), "the whole less all students would tell of four"


DISTRICTS = st.dictionaries(
    st.tuples(st.sampled_from(SCHOOLS), st.sampled_from(KINDS)), st.integers(0, 40), min_size=1, max_size=14
)


def shown_sums(found: Published) -> set[frozenset]:
    """The cells of every answer that is shown, whatever schools and kinds of people are asked for."""
    return {
        frozenset(cell for cell in found.people if cell[0] in schools and cell[1] in kinds)
        for schools in subsets(SCHOOLS)
        for kinds in subsets(KINDS)
        if found.allows(schools, kinds)
    } - {frozenset()}


def subsets(values: Collection) -> Iterator[tuple]:
    return chain.from_iterable(combinations(values, count) for count in range(1, len(values) + 1))


def is_determined(cells: Collection, found: Published, sums: Collection[frozenset]) -> bool:
    """Whether sums and differences of what is shown can come to these cells exactly."""
    order = list(found.people)
    matrix = np.array([[cell in each for cell in order] for each in sums], dtype=float).T
    goal = np.array([cell in cells for cell in order], dtype=float)
    return np.allclose(matrix @ np.linalg.lstsq(matrix, goal, rcond=None)[0], goal, atol=1e-6)


@settings(max_examples=800)
@given(DISTRICTS, st.data())
def test_no_sums_and_differences_of_what_is_shown_come_to_a_small_group(people, data):
    found = published(people)
    sums = shown_sums(found)
    if not sums:
        return
    part = data.draw(st.sets(st.sampled_from(sorted(found.people)), min_size=1), label="a group")
    is_small = sum(found.people[cell] for cell in part) < smallest({kind for _, kind in part})
    assert not (is_small and is_determined(part, found, sums)), part


TOOLS = ("Canvas", "Nearpod")


@settings(max_examples=100)
@given(st.tuples(DISTRICTS, DISTRICTS), st.data())
def test_nor_does_one_come_out_between_tools_and_what_they_add_up_to(counts, data):
    total = {cell: sum(each.get(cell, 0) for each in counts) for cell in {**counts[0], **counts[1]}}
    each = dict(zip(TOOLS, together(counts, Rules(too_few(smallest))), strict=True))
    people = {(tool, cell): n for tool, table in each.items() for cell, n in table.people.items()}
    sums = {frozenset((tool, cell) for cell in part) for tool, table in each.items() for part in shown_sums(table)}
    of_total = shown_sums(replace(each["Canvas"], people={cell: n for cell, n in total.items() if n}))
    sums |= {frozenset(key for key in people if key[1] in part) for part in of_total}
    sums = {part for part in sums if sum(people[key] for key in part) >= smallest({kind for _, (_, kind) in part})}
    if not sums:
        return
    part = data.draw(st.sets(st.sampled_from(sorted(people)), min_size=1), label="a group")
    is_small = sum(people[key] for key in part) < smallest({kind for _, (_, kind) in part})
    assert not (is_small and is_determined(part, Published(people, ()), sums)), part


@settings(max_examples=80)
@given(DISTRICTS)
def test_no_hidden_cell_is_known_more_closely_than_by_the_smallest_group(people):
    found = published(people)
    sums = {part for part in shown_sums(found) if sum(found.people[cell] for cell in part) >= 5}
    assert audited(Table("made for a test", found.people, sums), width=5).findings == ()


@given(DISTRICTS, st.randoms())
def test_what_is_hidden_does_not_depend_on_the_order_of_the_rows(people, chance):
    shuffled = list(people.items())
    chance.shuffle(shuffled)
    first, second = (set(published(each).rectangles) for each in (people, dict(shuffled)))
    assert first == second
