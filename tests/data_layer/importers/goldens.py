"""The golden files: small exports, each with what should come of it beside it."""

from __future__ import annotations

import json
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"
_INPUTS = {".csv", ".tsv", ".txt", ".jsonl", ".json", ".xlsx"}
_BESIDE = (".expected.", ".refused.", ".options.")


def golden_files() -> list[Path]:
    """Every export, without what is written beside it."""
    found = (path for path in GOLDEN.glob("*/*") if path.suffix in _INPUTS)
    return sorted(path for path in found if not any(part in path.name for part in _BESIDE))


def options_of(path: Path) -> dict[str, str]:
    """The options that an import of this export needs."""
    written = path.with_suffix(".options.json")
    return json.loads(written.read_text(encoding="utf-8")) if written.exists() else {}
