"""Clever's reports: a row per person and day, known by Clever's own number, with what the person did or did not."""

import pytest

from data_layer.importers.clever import IMPORTER
from tests.data_layer.importers.tables import head_of, read, table

HEADER = "date|sis_id|clever_user_id|clever_school_id|school_name|active|num_logins|num_resources_accessed\n"
USED = "date|sis_id|clever_user_id|clever_school_id|school_name|resource_type|resource_name|resource_id|num_access\n"


def _day(active: str, logins: str, resources: str) -> dict:
    batch = read(IMPORTER, f"{HEADER}2026-03-02|s-1001|c-1|k-1|North|{active}|{logins}|{resources}")
    return batch.rows.row(0, named=True)


@pytest.mark.parametrize(
    ("active", "logins", "resources", "event_class", "event_count", "login_count"),
    [
        ("True", "2", "5", "view", 5, 2),
        ("True", "1", "1", "view", 1, 1),
        ("True", "1", "0", "login", 0, 1),
        ("False", "0", "0", None, 0, 0),
        ("0", "", "", None, 0, 0),
        ("1", "", "3", "view", 3, 0),
        ("False", "2", "5", None, 0, 0),
    ],
)
def test_a_day_counts_what_clever_counted(active, logins, resources, event_class, event_count, login_count):
    found = _day(active, logins, resources)
    assert (found["event_class"], found["event_count"], found["login_count"]) == (event_class, event_count, login_count)


def test_a_row_stands_for_a_whole_local_day():
    found = _day("True", "1", "1")
    assert (str(found["local_at"]), found["occurred_at"], found["is_daily"]) == ("2026-03-02 00:00:00", None, True)


def test_a_day_is_the_same_fact_whether_the_sis_id_is_still_given_or_not():
    rows = f"{HEADER}2026-03-02|s-1001|c-1|k|N|True|1|1\n2026-03-02||c-1|k|N|True|2|4"
    cells = table(rows)
    layout = IMPORTER.layout_for(head_of(cells))
    found = layout.read(cells, {}).rows.select(layout.identity)
    assert found.unique().height == 1


def test_the_sis_id_is_kept_as_a_name_once_per_person():
    cells = table(
        f"{HEADER}2026-03-02|S-1001|c-1|k|N|True|1|1\n2026-03-03|s-1001|C-1|k|N|True|1|1\n2026-03-03||c-2|k|N|1|1|1"
    )
    layout = IMPORTER.layout_for(head_of(cells))
    ((_, names),) = layout.read_also(cells, {}, loaded=layout.read(cells, {}).rows)
    assert names.select("owner", "alias", "kind").rows() == [("clever:c-1", "s-1001", "sis_id")]


@pytest.mark.parametrize(("accesses", "event_class"), [("0", None), ("1", "view")])
def test_what_was_opened_from_clever_is_use_of_that_tool(accesses, event_class):
    batch = read(IMPORTER, f"{USED}2026-03-02|s-1|c-1|k|N|district-link|Number Trail|r-1|{accesses}")
    found = batch.rows.row(0, named=True)
    assert (found["tool"], found["feature"]) == ("Number Trail", "Launch from Clever")
    assert (found["event_class"], found["event_count"]) == (event_class, int(accesses))


def test_a_resource_without_a_name_is_refused():
    batch = read(IMPORTER, f"{USED}2026-03-02|s-1|c-1|k|N|district-link||r-1|1")
    assert batch.refusals.select("row", "column", "problem").rows() == [(2, "resource_name", "is blank")]
