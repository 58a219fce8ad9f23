"""How the commands tell what became of a file: a line for people, an object for programs."""

from __future__ import annotations

import json

from data_layer.checking import Finding


def told(finding: Finding) -> str:
    """One file in one line."""
    if finding.is_refused:
        return f"REFUSED  {finding.file_name}: {finding.problem} {finding.remedy}"
    if finding.is_set_aside:
        return f"set aside  {finding.file_name}: {finding.label}. {finding.note}"
    counts = (
        f"read {finding.read_count:,} = loaded {finding.loaded_count:,} + already known {finding.known_count:,}"
        f" + refused {finding.refused_count:,}"
    )
    again = f" See: python -m data_layer refused {finding.import_id}" if finding.refused_count else ""
    return f"import {finding.import_id}  {finding.file_name}: {finding.label}; {counts}. {finding.note}{again}"


def as_json(finding: Finding) -> dict:
    """The same for programs."""
    return {
        "file": finding.file_name,
        "import_id": finding.import_id,
        "recognised_as": finding.label or None,
        "set_aside": finding.is_set_aside,
        "read": finding.read_count,
        "loaded": finding.loaded_count,
        "already_known": finding.known_count,
        "refused": finding.refused_count,
        "note": finding.note,
        "problem": finding.problem or None,
        "remedy": finding.remedy or None,
        "question": finding.question.option if finding.question else None,
        "choices": finding.question.choices if finding.question else None,
    }


def print_json(value: object) -> None:
    print(json.dumps(value, default=str, indent=2))
