"""Every figure can be computed anew from the parts that are kept, also where an earlier program computed it."""

from __future__ import annotations

import pytest

from data_layer import importing, schema
from data_layer.__main__ import main
from data_layer.store import Home, current, writing
from data_layer.tables import metadata
from tests.data_layer.exports import activity, roster

DERIVED = ("memberships", "usage_days", "usage_months", "feature_days", "feature_months", "match_days", "calendar_days")


@pytest.fixture
def imported(home, bring, tmp_path) -> Home:
    bring(roster(tmp_path / "roster", ["s1 student east 03", "s2 student west 03"], enrollments=["s1 c1", "s2 c2"]))
    bring(activity(tmp_path / "log.csv", *(f"2025-09-0{day} 10:00,s{who}.name,Lumo,Quiz,participate,1,5"
                                           for day in (2, 3, 4) for who in (1, 2))))  # fmt: skip
    return home


def figures(ask) -> dict[str, list[tuple]]:
    return {table: sorted(ask(f"SELECT * FROM {table}"), key=str) for table in DERIVED}


def from_an_earlier_program(home: Home) -> None:
    """A version without a table and a column of today, whose program called itself nothing."""
    with writing(home) as connection:
        connection.execute("DROP TABLE feature_days")
        connection.execute("ALTER TABLE usage_months DROP COLUMN event_count")
        connection.execute("DELETE FROM facts WHERE name = 'schema'")


def is_older(home: Home) -> bool:
    with current(home).connect() as connection:
        return schema.is_served_older(connection)


def test_a_rebuilt_store_holds_what_it_held(imported, ask):
    before, version = figures(ask), current(imported).version
    assert all(before.values())
    assert importing.rebuild(imported) != version
    assert figures(ask) == before


def test_a_store_of_an_earlier_program_is_known_and_filled_by_a_rebuild(imported, ask):
    before = figures(ask)
    assert not is_older(imported)
    from_an_earlier_program(imported)
    assert is_older(imported)
    importing.rebuild(imported)
    assert not is_older(imported)
    assert figures(ask) == before


def test_the_next_import_fills_it_as_well(imported, ask, bring, tmp_path):
    before = figures(ask)
    from_an_earlier_program(imported)
    bring(activity(tmp_path / "more.csv", "2025-10-01 10:00,s1.name,Lumo,Quiz,participate,1,5"))
    assert not is_older(imported)
    assert len(figures(ask)["usage_days"]) == len(before["usage_days"]) + 1
    assert len(figures(ask)["feature_days"]) == len(before["feature_days"]) + 1


def test_what_was_imported_and_refused_stays_listed(imported):
    before = importing.history(imported)
    importing.rebuild(imported)
    assert importing.history(imported) == before
    assert len(before) == 2


def test_the_digest_follows_the_tables(monkeypatch):
    before = schema.digest()
    table = metadata.tables["tools"]
    monkeypatch.setattr(table.columns["name"], "type", table.columns["tool_id"].type)
    assert schema.digest() != before


def test_the_command_says_what_it_did(imported, monkeypatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(imported.path))
    assert main(["rebuild"]) == 0
    assert f"Serving version {current(imported).version}" in capsys.readouterr().out


def test_an_empty_home_has_nothing_to_compute(home, monkeypatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    assert main(["rebuild"]) == 0
    assert "Nothing was imported yet" in capsys.readouterr().out
