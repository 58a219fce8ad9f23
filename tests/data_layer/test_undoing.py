"""Undoing an import gives the figures of the others, as though it had never come."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_layer import importing
from data_layer.store import Home
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.exports import activity, roster
from tests.data_layer.figures import figures


def test_undoing_an_import_gives_the_figures_of_the_others(home, bring, people, march):
    bring(people)
    before = figures(home)
    report = bring(march)
    assert figures(home) != before
    importing.undo(home, report.findings[0].import_id)
    assert figures(home) == before
    assert importing.history(home)[-1]["undone_at"] is not None


def test_an_undone_import_can_be_brought_again(home, bring, people, march):
    bring(people)
    report = bring(march)
    once = figures(home)
    importing.undo(home, report.findings[0].import_id)
    assert bring(march).findings[0].loaded_count == 4
    assert figures(home) == once


def test_only_a_standing_import_can_be_undone(home, bring, people):
    bring(people)
    importing.undo(home, 1)
    with pytest.raises(importing.UnknownImport, match="No import 1 stands"):
        importing.undo(home, 1)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_run_of_imports_and_undoings_equals_importing_what_stands(tmp_path_factory, data):
    tmp_path = tmp_path_factory.mktemp("run")
    row = st.builds(
        "2026-03-0{}T1{}:00:00Z,s{},Example Tool,Quiz,view,,".format,
        st.integers(2, 6),
        st.integers(0, 9),
        st.integers(1, 3),
    )
    files = data.draw(st.lists(st.lists(row, min_size=1, max_size=6), min_size=1, max_size=4))
    home, standing = Home(tmp_path / "home"), []
    people = roster(tmp_path / "roster", ["s1 student east 3", "s2 student east 4"])
    importing.run(home, [people], received_at=RECEIVED_AT)
    for number, rows in enumerate(files):
        path = activity(tmp_path / f"{number}.csv", *rows)
        finding = importing.run(home, [path], received_at=RECEIVED_AT).findings[0]
        if not any(path.read_bytes() == other.read_bytes() for other, _ in standing):
            standing.append((path, finding.import_id))
        if data.draw(st.booleans()):
            gone = data.draw(st.sampled_from(standing))
            importing.undo(home, gone[1])
            standing.remove(gone)
        if not standing:
            break
    fresh = Home(tmp_path / "fresh")
    fresh.create()
    (fresh.path / "key").write_bytes((home.path / "key").read_bytes())
    importing.run(fresh, [people, *(path for path, _ in standing)], received_at=RECEIVED_AT)
    assert figures(home) == figures(fresh)
