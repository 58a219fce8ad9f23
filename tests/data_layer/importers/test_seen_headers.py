"""Headers as systems write them, longer, shorter and in another order than our examples, are known all the same."""

import csv
from pathlib import Path

import pytest

from data_layer.importers.catalogue import recognise
from tests.data_layer.importers.tables import frame, head_of

SEEN = Path(__file__).with_name("seen_headers.csv")


def _seen() -> list[tuple[str, list[str]]]:
    with SEEN.open(encoding="utf-8", newline="") as lines:
        return [(row["layout"], row["headers"].split(" | ")) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("layout", "headers"), _seen(), ids=[f"{name}-{len(headers)}" for name, headers in _seen()])
def test_headers_that_a_system_writes_are_known(layout, headers):
    importer, found = recognise(head_of(frame(headers, [["1"] * len(headers)])))
    assert f"{importer.name}/{found.name}" == layout
