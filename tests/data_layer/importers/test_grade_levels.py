"""Grade levels as student information systems, Clever and CEDS write them; none is read as another."""

import polars as pl
import pytest

from data_layer.importers.grade_levels import grade_level_code, grade_levels


def _read(cell: str) -> str:
    return pl.DataFrame({"cell": [cell]}).select(grade_levels().parse(pl.col("cell"))).item()


@pytest.mark.parametrize(("number", "code"), [("-2", "PK"), ("-1", "PK"), ("0", "KG"), ("00", "KG"), ("1", "01")])
def test_a_student_information_system_counts_down_to_kindergarten_and_below(number, code):
    assert grade_level_code(number) == code


@pytest.mark.parametrize(
    ("word", "code"),
    [
        *[(word, "PK") for word in ("InfantToddler", "Preschool", "PreKindergarten", "Pre-K", "PR", "IT")],
        *[(word, "KG") for word in ("TransitionalKindergarten", "Kindergarten", "TK", "K")],
        *[(word, None) for word in ("PostGraduate", "Ungraded", "Other", "PS", "13", "-", "")],
        *[("Grade 3", "03"), ("Grade-3", "03"), ("3rd grade", "03"), ("Gr. 4", "04"), ("9.0", "09"), ("twelfth", "12")],
    ],
)
def test_the_words_and_codes_of_clever_and_ceds_are_one_grade_level_or_none(word, code):
    assert grade_level_code(word) == code


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("1-2", "01,02"),
        ("9 - 12", "09,10,11,12"),
        ("K-2", "KG,01,02"),
        ("Grades 6–8", "06,07,08"),
        ("PK-K;1", "PK,KG,01"),
        ("12-10", ""),
    ],
)
def test_a_range_is_all_of_its_grade_levels_and_no_number_of_its_digits(cell, codes):
    assert _read(cell) == codes


@pytest.mark.parametrize("cell", ['["09","10"]', "09,10", "10|9", "Grade 9; Grade 10"])
def test_a_list_may_be_written_in_several_ways(cell):
    assert _read(cell) == "09,10"
