"""Forgetting a person and a new key reach what was published, and leave everybody else's figures as they were."""

from __future__ import annotations

import duckdb
import polars as pl
import pytest

from data_layer import forgetting, importing, key_rotation
from data_layer.privacy import Pseudonyms
from data_layer.publishing import editions, kept_versions
from data_layer.store import current, write_anew
from tests.data_layer.figures import FIGURE_TABLES, rows_of
from tests.data_layer.publishing.conftest import DAY_FIVE


def figures(version) -> dict[str, list[tuple]]:
    with version.connect() as connection:
        return {table: rows_of(connection, table) for table in (*FIGURE_TABLES, "active_days", "feature_days")}


def of_nobody(version) -> list[tuple]:
    """Who used what, without the codes of people: a new key changes them and nothing else."""
    with version.connect() as connection:
        asked = "SELECT day, school_id, grade_level, role, login_count FROM usage_days ORDER BY ALL"
        return [tuple(row) for row in connection.exec_driver_sql(asked)]


@pytest.mark.parametrize("gone", ["s1", "t1"])
def test_the_kept_figures_are_those_of_everybody_else(home, published, gone: str):
    assert forgetting.forget(home, gone).left == ()
    (edition,) = editions.all_of(home)
    assert figures(edition.store(home)) == figures(current(home))
    assert edition.forgotten_count == 1
    assert edition.version != published.version


def test_no_file_of_the_home_holds_the_code_afterwards(home, published):
    code = Pseudonyms.of(home).replace(pl.Series(["s1"])).item()
    assert code.encode() in published.path(home).read_bytes()
    forgetting.forget(home, "s1")
    for path in (path for path in home.path.rglob("*") if path.is_file()):
        assert code.encode() not in path.read_bytes(), path.name


@pytest.mark.usefixtures("published")
def test_whoever_stands_only_in_what_was_published_is_known_and_forgotten(home):
    for number in (1, 2):
        importing.undo(home, number)
    forgetting.forget(home, "s1")
    code = Pseudonyms.of(home).replace(pl.Series(["s1"])).item()
    (edition,) = editions.all_of(home)
    assert edition.forgotten_count == 1
    assert kept_versions.holding(home, {code}) == []


def test_a_version_that_this_program_cannot_open_goes_rather_than_keep_the_person(home, published):
    with duckdb.connect(str(published.path(home))) as connection:
        connection.execute("UPDATE facts SET value = 'another program' WHERE name = 'schema'")
    write_anew(published.path(home))
    forgetting.forget(home, "s1")
    (edition,) = editions.all_of(home)
    assert edition.store(home) is None
    assert edition.months == published.months


def test_a_new_key_changes_every_code_and_no_figure(home, published):
    before, code = of_nobody(published.store(home)), Pseudonyms.of(home).replace(pl.Series(["s1"])).item()
    key_rotation.rotate(home)
    (edition,) = editions.all_of(home)
    assert of_nobody(edition.store(home)) == before
    assert kept_versions.holding(home, {code}) == []
    assert not published.path(home).exists()


def test_after_a_new_key_the_same_month_is_the_same(home, came, log, published):
    key_rotation.rotate(home)
    assert came(DAY_FIVE, log("more.csv", "s2 2026-04-02")).published == ()
    (edition,) = editions.all_of(home)
    assert edition.contents == published.contents
