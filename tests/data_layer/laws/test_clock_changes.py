"""Law 6: whoever wrote the log, what happened around a clock change counts on the district's day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from data_layer import importing
from data_layer.store import Home, current
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.exports import write
from tests.data_layer.laws.examples import EXAMPLES, Example
from tests.data_layer.laws.landing import landed
from tests.data_layer.laws.moving import moved
from tests.data_layer.laws.rewriting import export_of
from tests.data_layer.laws.test_days_and_digits import ZONE
from tests.data_layer.laws.together import bring, rewritten

# In UTC, and the day in Chicago: with the offset from the other side of the change, each would fall on another day.
DAYS = {
    datetime(2025, 11, 2, 5, 30): date(2025, 11, 2),
    datetime(2025, 11, 3, 5, 30): date(2025, 11, 2),
    datetime(2026, 3, 8, 5, 30): date(2026, 3, 7),
    datetime(2026, 3, 9, 5, 30): date(2026, 3, 9),
}


def _gives_instants_alone(example: Example) -> bool:
    """Logs of instants. Our own template takes both instants and local moments, and has a test to itself."""
    if example.layout.table != "events" or example.layout.name == "tool_activity":
        return False
    return landed(example.path, example.options)["occurred_at"].drop_nulls().len() > 0


def _tells_no_local_days(example: Example) -> bool:
    """A usage report names the day itself beside its instants; that day stands as it is."""
    return landed(example.path, example.options)["local_at"].drop_nulls().is_empty()


LOGS = [example for example in EXAMPLES if _gives_instants_alone(example)]


@pytest.mark.parametrize("example", LOGS, ids=str)
def test_an_instant_at_a_clock_change_is_read_as_that_instant(example, tmp_path):
    for moment in DAYS:
        path = moved(export_of(example.path), moment).write(tmp_path / example.path.name)
        found = landed(path, example.options)["occurred_at"].drop_nulls()
        assert found.len()
        assert set(found) == {moment}


@pytest.mark.parametrize(("moment", "day"), DAYS.items(), ids=str)
def test_logs_of_every_kind_count_it_on_the_districts_day(tmp_path, moment, day):
    home = Home(tmp_path / "home")
    years = "school_year,2025-26,2025-08-18,2026-05-29"
    zone = write(tmp_path / "calendar.csv", "kind,name,start,end", years, f"time_zone,{ZONE},,")
    importing.run(home, [zone], received_at=RECEIVED_AT)
    logs = [example for example in LOGS if _tells_no_local_days(example)]
    found = bring(home, rewritten(tmp_path / "logs", logs, lambda export: moved(export, moment)))
    assert all(finding.loaded_count + finding.known_count for finding in found.values())
    around = {date.fromordinal(day.toordinal() + step) for step in (-1, 0, 1)}
    with current(home).connect() as connection:
        days = {row[0] for row in connection.exec_driver_sql("SELECT DISTINCT day FROM actor_tool_days")}
    assert days & around == {day}
