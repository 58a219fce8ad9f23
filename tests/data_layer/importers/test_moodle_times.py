"""Moodle writes the same moment in many ways; the file decides which is meant, or a question goes back."""

from datetime import datetime, timedelta

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data_layer.importers.contract import NeedsAnswer
from data_layer.importers.moodle_times import DAY_FIRST, MONTH_FIRST, moment, settle_times

GERMAN_MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
FRENCH_MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
MOMENTS = st.datetimes(datetime(2015, 1, 1), datetime(2035, 12, 31)).map(lambda at: at.replace(microsecond=0))


def _read(cells: list[str], *, name: str = "log.csv", **options: str) -> list[datetime | None]:
    column = pl.Series("cell", cells, pl.String)
    times = settle_times(column, file_name=name, options=options)
    return column.to_frame().select(moment(times).parse(pl.col("cell"))).to_series().to_list()


def _question(cells: list[str], **options: str) -> NeedsAnswer:
    with pytest.raises(NeedsAnswer) as caught:
        _read(cells, **options)
    return caught.value


def _written(at: datetime, *, day_first: bool, year: str = "%y", seconds: bool = False, pad_month: bool = True) -> str:
    """As Moodle writes it: the first number without its leading zero."""
    first, second = (at.day, at.month) if day_first else (at.month, at.day)
    clock = f"{at:%H:%M:%S}" if seconds else f"{at:%H:%M}"
    return f"{first}/{second:0{2 if pad_month else 1}d}/{at.strftime(year)}, {clock}"


@settings(deadline=None)
@given(
    st.lists(MOMENTS, min_size=1, max_size=30),
    st.booleans(),
    st.sampled_from(["%y", "%Y"]),
    st.booleans(),
    st.sampled_from(["", "\r", " "]),
)
def test_a_day_over_12_decides_for_the_whole_file(moments, day_first, year, pad_month, ending):
    assume(any(at.day > 12 for at in moments))
    cells = [_written(at, day_first=day_first, year=year, seconds=True, pad_month=pad_month) for at in moments]
    assert _read([cell + ending for cell in cells]) == moments


@settings(deadline=None)
@given(st.lists(MOMENTS, min_size=2, max_size=30, unique=True), st.booleans())
def test_rows_newest_first_decide_where_no_day_is_over_12(moments, day_first):
    early = sorted({at.replace(day=at.day % 12 + 1) for at in moments}, reverse=True)
    swapped = [at.replace(month=at.day, day=at.month) for at in early]
    assume(swapped != sorted(swapped, reverse=True))
    cells = [_written(at, day_first=day_first, seconds=True) for at in early]
    assert _read(cells) == early


@settings(deadline=None)
@given(MOMENTS, st.booleans())
def test_what_cannot_be_told_is_asked_and_the_answer_is_followed(at, day_first):
    at = at.replace(day=at.day % 12 + 1, second=0)
    assume(at.day != at.month)
    cells = [_written(at, day_first=day_first)]
    assert _question(cells).option == "date_order"
    assert _read(cells, date_order=DAY_FIRST if day_first else MONTH_FIRST) == [at]


@settings(deadline=None)
@given(MOMENTS)
def test_the_twelfth_is_not_yet_over_twelve(at):
    twelfth = at.replace(day=12, month=at.month % 11 + 1, second=0)
    thirteenth = twelfth + timedelta(days=1)
    _question([_written(twelfth, day_first=True)])
    assert _read([_written(thirteenth, day_first=True)]) == [thirteenth]


def test_equal_day_and_month_need_no_question():
    assert _read(["3/03/20, 14:10", "2/02/20, 09:00"]) == [datetime(2020, 3, 3, 14, 10), datetime(2020, 2, 2, 9, 0)]


def test_rows_oldest_first_decide_too():
    cells = ["1/11/20, 08:00", "2/11/20, 08:00", "1/12/20, 08:00"]
    assert _read(cells) == [datetime(2020, 11, 1, 8), datetime(2020, 11, 2, 8), datetime(2020, 12, 1, 8)]


def test_what_the_file_shows_wins_over_the_option():
    assert _read(["13/12/20, 14:10"], date_order=MONTH_FIRST) == [datetime(2020, 12, 13, 14, 10)]


def test_a_file_that_contradicts_itself_is_asked_about_and_its_strange_rows_become_none():
    cells = ["13/12/20, 14:10", "12/14/20, 14:10"]
    assert set(_question(cells).choices) == {DAY_FIRST, MONTH_FIRST}
    assert _read(cells, date_order=DAY_FIRST) == [datetime(2020, 12, 13, 14, 10), None]


def test_an_answer_that_is_none_of_the_choices_is_asked_again():
    _question(["3/12/20, 14:10"], date_order="year_first")


def test_dates_with_points_are_day_first_without_a_question():
    assert _read(["3.12.2020 14:10", "3.12.20 9:05"]) == [datetime(2020, 12, 3, 14, 10), datetime(2020, 12, 3, 9, 5)]


@pytest.mark.parametrize(
    "cell",
    [
        *("March 13, 2026, 2:10:05 PM", "March 13 2026, 02:10:05 PM", "Friday, March 13, 2026, 14:10:05"),
        *("13 March 2026, 2:10:05 PM", "2026-03-13 14:10:05.000", "13 mars 26, 14:10:05", "13 mar. 2026, 14:10:05"),
    ],
)
def test_a_month_by_name_or_a_year_in_front_leaves_no_question(cell):
    assert _read([cell]) == [datetime(2026, 3, 13, 14, 10, 5)]


def test_the_american_pack_writes_the_clock_first_with_or_without_a_blank():
    cells = ["02:10 PM, Mar 18", "02:10 PM,Mar 18"]
    assert _read(cells, year="2026") == [datetime(2026, 3, 18, 14, 10)] * 2


@pytest.mark.parametrize("cell", ["", "-", "31/02/20, 14:10", "13/12/20, 25:00", "13/12/20", "2020-13-12 14:10"])
def test_what_is_no_moment_of_a_moodle_log_is_none(cell):
    assert _read(["13/12/20, 14:10", cell])[1] is None


def test_without_a_year_the_file_name_tells_and_no_row_lies_after_it():
    name = "logs_ART1_20210511-0944.csv"
    cells = ["11 May, 09:44", "11 May, 09:45", "12 May, 09:43", "31 Dec, 23:59", "1 Jan, 00:00"]
    assert [at.year for at in _read(cells, name=name)] == [2021, 2020, 2020, 2020, 2021]
    assert _read(cells[:1], name="logs_ART1_20210511-0944 (2).csv") == [datetime(2021, 5, 11, 9, 44)]


def test_without_a_year_anywhere_the_year_of_the_newest_row_is_asked_for():
    assert _question(["11 May, 09:44"]).option == "year"
    assert _question(["11 May, 09:44"], year="21").option == "year"
    assert _read(["11 May, 09:44"], year="2021") == [datetime(2021, 5, 11, 9, 44)]


@settings(deadline=None)
@given(st.lists(st.datetimes(datetime(2020, 7, 1), datetime(2021, 6, 29)), min_size=3, max_size=30), st.booleans())
def test_a_school_year_without_years_is_read_over_new_year_in_both_directions(moments, newest_first):
    days = [datetime(2020, 7, 1) + timedelta(days=30 * step) for step in range(12)]
    rows = sorted({at.replace(second=0, microsecond=0) for at in [*moments, *days]}, reverse=newest_first)
    newest = max(rows)
    cells = [f"{at.day} {at:%b, %H:%M}" for at in rows]
    assert _read(cells, year=str(newest.year)) == rows


def test_the_american_pack_without_years_has_half_days():
    cells = ["01:05 PM, Jan 11", "12:05 PM, Jan 11", "12:05 AM, Jan 11"]
    assert [(at.hour, at.minute) for at in _read(cells, year="2021")] == [(13, 5), (12, 5), (0, 5)]


def test_the_29th_of_february_of_a_year_without_one_is_none():
    assert _read(["1 Mar, 08:00", "29 Feb, 08:00"], year="2021") == [datetime(2021, 3, 1, 8), None]
    assert _read(["1 Mar, 08:00", "29 Feb, 08:00"], year="2024")[1] == datetime(2024, 2, 29, 8)


def test_a_file_without_any_times_needs_no_answer():
    assert _read([]) == []
    assert _read(["-", "-"]) == [None, None]


@settings(deadline=None)
@given(st.lists(MOMENTS, min_size=1, max_size=20), st.sampled_from(["%Y", "%y"]), st.booleans())
def test_a_month_by_its_name_needs_no_order_and_no_question(moments, year, pointed):
    names, point = (GERMAN_MONTHS, ".") if pointed else (FRENCH_MONTHS, "")
    cells = [f"{at.day}{point} {names[at.month - 1]} {at.strftime(year)}, {at:%H:%M:%S}" for at in moments]
    assert _read(cells) == moments


@pytest.mark.parametrize(
    "cell", ["31. Februar 2026, 08:00", "1. Brumaire 2026, 08:00", "1 mars 226, 08:00", "mars 2026"]
)
def test_a_named_day_that_cannot_be_is_none(cell):
    assert _read([cell]) == [None]


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("Friday, 13 March 2026, 2:10 PM", datetime(2026, 3, 13, 14, 10)),
        ("13 March 2026, 2:10:33 PM", datetime(2026, 3, 13, 14, 10, 33)),
        ("13 March 2026, 12:10 AM", datetime(2026, 3, 13, 0, 10)),
        ("Mittwoch, 4. März 2026, 14:10", datetime(2026, 3, 4, 14, 10)),
        ("vendredi 13 mars 2026, 14:10", datetime(2026, 3, 13, 14, 10)),
        ("viernes, 13 de marzo de 2026, 14:10", datetime(2026, 3, 13, 14, 10)),
    ],
)
def test_a_day_written_out_is_read_in_each_language(cell, moment):
    assert _read([cell]) == [moment]


SPANISH_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


@pytest.mark.parametrize("number", range(1, 13))
def test_a_spanish_month_is_read_with_and_without_its_year(number):
    name = SPANISH_MONTHS[number - 1]
    assert _read([f"13 {name} 2026, 14:10"]) == [datetime(2026, number, 13, 14, 10)]
    assert _read([f"13 {name}, 14:10"], name="logs_X_20261231-2300.csv") == [datetime(2026, number, 13, 14, 10)]
    assert _read([f"13 {name[:3]}, 14:10"], year="2026") == [datetime(2026, number, 13, 14, 10)]


@pytest.mark.parametrize(
    "written",
    [
        *("3/13/26, 2:05 PM", "3/13/2026 2:05 pm", "13/03/26, 14:05", "13.03.2026 14:05"),
        *("2026-03-13 14:05", "2026/03/13 14:05:00", "2026-03-13T14:05", "2026/3/13, 14:05"),
    ],
)
def test_a_time_in_each_of_its_forms_in_figures(written):
    assert _read([written]) == [datetime(2026, 3, 13, 14, 5)]


def test_midnight_and_noon_stand_in_their_halves_of_the_day():
    assert _read(["3/13/26, 12:05 AM", "3/13/26, 12:05 PM"]) == [
        datetime(2026, 3, 13, 0, 5),
        datetime(2026, 3, 13, 12, 5),
    ]
