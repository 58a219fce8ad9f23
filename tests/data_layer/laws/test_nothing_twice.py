"""Laws 2 and 3: every row is loaded, known or refused; and whatever comes again is known, however it is written."""

from __future__ import annotations

import pytest

from data_layer.checking import Finding
from tests.data_layer.laws.arrivals import WAYS
from tests.data_layer.laws.examples import KEPT


def _is_accounted_for(finding: Finding) -> bool:
    return finding.read_count == finding.loaded_count + finding.known_count + finding.refused_count


@pytest.mark.parametrize("example", KEPT, ids=str)
def test_every_row_that_was_read_is_loaded_known_or_refused(arrivals, example):
    finding = arrivals.first[example]
    assert not finding.is_refused, finding.problem
    assert finding.read_count > 0
    assert _is_accounted_for(finding)


@pytest.mark.parametrize("way", WAYS[:-1])
@pytest.mark.parametrize("example", KEPT, ids=str)
def test_what_comes_again_is_known(arrivals, example, way):
    first, again = arrivals.first[example], arrivals.again[way][example]
    assert not again.is_refused, again.problem
    assert _is_accounted_for(again)
    assert (again.loaded_count, again.known_count) == (0, first.loaded_count + first.known_count)
    assert again.refused_count == first.refused_count


def test_a_part_of_what_came_is_known_too(arrivals):
    parts = arrivals.again["only half of it"]
    assert len(parts) > len(KEPT) / 2
    assert [(str(example), part.loaded_count) for example, part in parts.items() if part.loaded_count] == []
    assert all(_is_accounted_for(part) for part in parts.values())


def test_no_figure_moves_when_anything_comes_again(arrivals):
    assert arrivals.moved == []
