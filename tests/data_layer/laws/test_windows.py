"""Law 3: two exports that overlap, each with its rows in another order, add as much as one export of the whole."""

from __future__ import annotations

import random
from collections.abc import Callable

from data_layer.store import Home
from tests.data_layer.faults.long_run import SEED
from tests.data_layer.laws.examples import KEPT
from tests.data_layer.laws.landing import says_nothing_else
from tests.data_layer.laws.rewriting import Export
from tests.data_layer.laws.together import apart, bring, rewritten

LOGS = [example for example in KEPT if example.layout.table == "events"]


def _shuffled(cut: Callable[[list], list]) -> Callable[[Export], Export]:
    def rewrite(export: Export) -> Export:
        rows = cut(list(export.rows))
        random.Random(SEED).shuffle(rows)
        return export.with_rows(rows)

    return rewrite


def test_two_overlapping_windows_of_every_log_add_as_many_rows_as_the_whole_and_it_adds_none(arrivals, tmp_path):
    late = rewritten(tmp_path / "late", LOGS, _shuffled(lambda rows: rows[len(rows) // 2 :]))
    early = rewritten(tmp_path / "early", LOGS, _shuffled(lambda rows: rows[: len(rows) // 2 + 1]))
    logs = [each for each in LOGS if says_nothing_else(late[each], each) and says_nothing_else(early[each], each)]
    assert len(logs) > len(LOGS) / 2
    for number, examples in enumerate(apart(logs)):
        home = Home(tmp_path / f"home{number}")
        windows = [bring(home, {example: window[example] for example in examples}) for window in (late, early)]
        for example in examples:
            assert sum(found[example].loaded_count for found in windows) == arrivals.first[example].loaded_count
        whole = bring(home, {example: example.path for example in examples})
        assert {str(example) for example, finding in whole.items() if finding.loaded_count} == set()
