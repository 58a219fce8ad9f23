"""Every attack that docs/security.md tells of is made by a test that is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [line for line in TEXT.splitlines() if "::" in line]
NAMED = sorted({name for row in ROWS for name in re.findall(r"`(\S+\.py::test_\w+)`", row)})


@pytest.mark.parametrize("name", NAMED)
def test_a_test_that_is_named_is_there(name: str):
    file, _, test = name.partition("::")
    assert re.search(rf"^def {test}\(", (ROOT / "tests" / file).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:40])
def test_every_attack_names_what_stops_it_and_who_tries(row: str):
    attack, guard, tests = (cell.strip() for cell in row.strip("| ").split("|"))
    assert attack
    assert guard
    assert tests.startswith("`")
