"""The table of importers in docs/files.md names each one that there is, its examples and its tests, and no other."""

import re
from pathlib import Path

import pytest

from data_layer.importers.catalogue import IMPORTERS
from tests.data_layer.importers.goldens import GOLDEN

DOCS = Path(__file__).parents[3] / "docs" / "files.md"
_ROW = re.compile(r"^\| `(?P<name>\w+)` \| .+ \| (?P<tests>(?:`test_\w+`(?:, )?)+) \|$", re.MULTILINE)
LISTED = {row["name"]: re.findall(r"test_\w+", row["tests"]) for row in _ROW.finditer(DOCS.read_text(encoding="utf-8"))}


def test_every_importer_is_listed_and_nothing_else():
    assert sorted(LISTED) == sorted(importer.name for importer in IMPORTERS)


@pytest.mark.parametrize("name", LISTED)
def test_the_examples_and_the_tests_of_a_listed_importer_are_there(name):
    assert any((GOLDEN / name).iterdir())
    assert [test for test in LISTED[name] if not (Path(__file__).parent / f"{test}.py").exists()] == []
