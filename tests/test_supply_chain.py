"""What the look for vulnerable packages says, and that every package that we use is pinned."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
verdict = runpy.run_path(str(ROOT / ".ci" / "audit.py"))["verdict"]
GOOD = {"name": "polars", "version": "2.1.0", "vulns": []}
BAD = {"name": "old", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": []}]}
UNKNOWN = {"name": "numpy", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("found", "code", "words"),
    [
        ([GOOD], 0, "1 packages looked up, none known to be vulnerable."),
        ([GOOD, UNKNOWN], 0, "1 packages looked up, none known to be vulnerable. 1 could not be looked up."),
        ([GOOD, BAD, UNKNOWN], 1, "old 1.0: PYSEC-1, mended in 1.1"),
        ([UNKNOWN], 2, "None of 1 packages could be looked up: this package index tells of no advisories."),
    ],
)
def test_the_audit_says_what_was_found_and_what_could_not_be_looked_up(found: list[dict], code: int, words: str):
    assert verdict({"dependencies": found}) == (code, words)


@pytest.mark.parametrize("file", sorted(path.name for path in ROOT.glob("requirements*.txt")))
def test_every_package_that_we_name_is_pinned(file: str):
    lines = [
        line for line in (ROOT / file).read_text(encoding="utf-8").splitlines() if not line.startswith(("#", "-r"))
    ]
    assert lines
    assert not [line for line in lines if not re.fullmatch(r"[\w\-]+(\[\w+\])?==[\w.]+", line)]
