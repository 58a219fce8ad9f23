"""When a survey was answered: every way of writing it that the platforms were seen to use, and no day turned round."""

import pytest

from data_layer.importers.staff_survey import IMPORTER
from tests.data_layer.importers.tables import frame, head_of, read
from tests.data_layer.importers.tam_forms import asked_about

QUESTIONS = asked_about()[:6]


def _form(first: str, *times: str):
    return frame([first, *QUESTIONS], [[time, *["7"] * 6] for time in times])


def _times(cells) -> list[str]:
    rows = read(IMPORTER, cells).rows.filter(item="PU1")
    return [str(at) for at in rows["submitted_at"]]


@pytest.mark.parametrize(
    "written",
    [
        "3/31/2026 14:59:32",
        "3/31/26 14:59:32",  # Microsoft's workbook, saved by Excel as CSV
        "3/31/2026 2:59:32 PM",
        "3/31/26 2:59:32 PM",
        "2026/03/31 2:59:32 PM GMT+8",
        "2026/03/31 2:59:32 p. m. EST",
        "2026-03-31 2:59:32 p.m.",
        "2026/03/31 2:59:32\u202fPM EST",
    ],
)
def test_the_ways_in_which_forms_write_a_moment_are_read(written):
    assert _times(_form("Timestamp", written)) == ["2026-03-31 14:59:32"]


@pytest.mark.parametrize("first", ["Marca temporal", "Horodateur", "Carimbo de data/hora"])
def test_a_google_form_in_another_language_tells_its_times(first):
    assert _times(_form(first, "2026/03/04 2:59:32 PM UTC+1")) == ["2026-03-04 14:59:32"]


@pytest.mark.parametrize("first", ["Timestamp", "Marca temporal", "Carimbo de data/hora"])
@pytest.mark.parametrize("mark", ["/", "."])
def test_a_day_above_twelve_in_front_tells_that_the_day_stands_first_in_all_of_the_file(first, mark):
    cells = _form(first, f"4{mark}3{mark}2026 08:00:00", f"31{mark}03{mark}26 08:00:00")
    assert _times(cells) == ["2026-03-04 08:00:00", "2026-03-31 08:00:00"]
    layout = IMPORTER.layout_for(head_of(cells))
    assert "day first" in layout.settle(head_of(cells), [cells], {})["note"]


def test_a_file_with_days_above_twelve_in_both_places_is_read_as_its_platform_writes():
    cells = _form("Timestamp", "4/3/2026 08:00:00", "31/3/2026 08:00:00", "3/31/2026 08:00:00")
    batch = read(IMPORTER, cells)
    assert batch.refusals["value"].to_list() == ["31/3/2026 08:00:00"]
    assert str(batch.rows["submitted_at"].min()) == "2026-03-31 08:00:00"


def test_days_that_could_be_either_are_refused_where_the_language_writes_the_day_first():
    assert read(IMPORTER, _form("Horodateur", "4/3/2026 08:00:00")).refusals.height == 1
