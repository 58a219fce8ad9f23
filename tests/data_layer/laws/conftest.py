"""What is costly to make and only looked at: every golden file, imported once and again."""

from __future__ import annotations

import pytest

from tests.data_layer.laws.arrivals import Arrivals
from tests.data_layer.laws.examples import KEPT
from tests.data_layer.laws.together import apart


@pytest.fixture(scope="package")
def arrivals(tmp_path_factory: pytest.TempPathFactory) -> Arrivals:
    """Examples that say something else of the same fact go into homes of their own."""
    found = Arrivals()
    for examples in apart(KEPT):
        found.add(tmp_path_factory.mktemp("arrivals"), examples)
    return found
