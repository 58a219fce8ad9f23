"""Law 6: days are the district's, across both clock changes; long ids and leading zeros survive."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from data_layer import importing
from data_layer.importers.contract import ROW, FileRefused, fold
from data_layer.importers.landing import LANDINGS
from data_layer.store import current
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.exports import activity, roster, write
from tests.data_layer.laws.examples import EXAMPLES, Example
from tests.data_layer.laws.landing import landed
from tests.data_layer.laws.rewriting import export_of
from tests.data_layer.laws.test_encodings import WITH_HEADERS

ZONE = "America/Chicago"
CHANGES = (datetime(2025, 11, 2, 7), datetime(2026, 3, 8, 8))  # UTC: at the end and at the beginning of summer time
LONG_ID = "0012345678901234567"
_IDS = {"person", "owner", "alias", "actor", "org_id", "class_id", "course_id", "session_id", "sis_id"}


def test_each_moment_around_both_clock_changes_counts_on_the_local_day(home, tmp_path):
    moments = [change + timedelta(minutes=30 * step) for change in CHANGES for step in range(-60, 61)]
    rows = (f"{moment:%Y-%m-%dT%H:%M:%SZ},s1@example.org,Example Tool,,view,," for moment in moments)
    years = "school_year,2025-26,2025-08-18,2026-05-29"
    zone = write(tmp_path / "calendar.csv", "kind,name,start,end", years, f"time_zone,{ZONE},,")
    people = roster(tmp_path / "roster", ["s1 student east 3"])
    importing.run(home, [people, zone, activity(tmp_path / "log.csv", *rows)], received_at=RECEIVED_AT)
    local = [moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(ZONE)).date() for moment in moments]
    with current(home).connect() as connection:
        found = connection.exec_driver_sql("SELECT day, event_count FROM usage_days ORDER BY day").fetchall()
    assert [tuple(row) for row in found] == [(day, local.count(day)) for day in sorted(set(local))]


@pytest.mark.parametrize("example", [each for each in EXAMPLES if each.layout.table == "events"], ids=str)
def test_a_log_says_an_instant_or_a_local_moment_and_never_both(example):
    rows = landed(example.path, example.options)
    both = rows.filter(pl.col("occurred_at").is_not_null() & pl.col("local_at").is_not_null())
    assert both.is_empty()
    assert rows.filter(pl.col("is_daily") & pl.col("occurred_at").is_not_null()).is_empty()


def _id_headers(example: Example) -> list[str]:
    """The headers of the ids that land under a name of their own."""
    headers = {fold(name): name for name in example.table().head.columns}
    kept = _IDS & set(LANDINGS[example.layout.table].columns)
    sources = [column.sources for column in example.layout.columns if column.name in kept]
    found = (next((headers[fold(name)] for name in names if fold(name) in headers), None) for names in sources)
    return [name for name in found if name]


WITH_IDS = [example for example in WITH_HEADERS if example.is_kept and _id_headers(example)]


@pytest.mark.parametrize("example", WITH_IDS, ids=str)
def test_an_id_of_many_digits_with_zeros_before_them_keeps_every_one(example, tmp_path):
    export = export_of(example.path)
    names = [name.strip() for name in export.head[-1]]
    places = [names.index(name) for name in _id_headers(example) if name in names]
    rows = [[LONG_ID if place in places else cell for place, cell in enumerate(cells)] for cells in export.rows]
    path = export.with_rows(rows).write(tmp_path / example.path.name)
    try:
        found = landed(path, example.options).drop(ROW)
    except FileRefused:
        pytest.fail(f"{example} is refused with ids of {len(LONG_ID)} digits")
    ids = [name for name, kind in LANDINGS[example.layout.table].columns.items() if name in _IDS and kind == pl.String]
    digits = {cell for name in ids for cell in found[name].drop_nulls().to_list() if cell.endswith(LONG_ID[-7:])}
    assert digits or found.is_empty()
    assert all(cell.endswith(LONG_ID) or cell.startswith("canvas:") for cell in digits), digits
