"""Many exports in few imports: each example as a file of its own, so that a law is tried on all of them in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from data_layer import importing
from data_layer.checking import Finding
from data_layer.store import Home
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.laws.examples import Example
from tests.data_layer.laws.landing import facts
from tests.data_layer.laws.rewriting import Export, export_of

Rewrite = Callable[[Export], Export]


def apart(examples: Iterable[Example]) -> list[list[Example]]:
    """Lists of examples in each of which no two speak of the same fact."""
    lists: list[tuple[list[Example], set]] = []
    for example in examples:
        told = facts(example)
        fitting = next((each for each in lists if told.isdisjoint(each[1])), None) or ([], set())
        if not fitting[0]:
            lists.append(fitting)
        fitting[0].append(example)
        fitting[1].update(told)
    return [fitting for fitting, _ in lists]


def rewritten(folder: Path, examples: Iterable[Example], rewrite: Rewrite, *, prefix: str = "") -> dict[Example, Path]:
    """Each example written anew, under its own name with a prefix, in a folder of its importer's."""
    return {
        example: rewrite(export_of(example.path)).write(
            folder / example.path.parent.name / f"{prefix}{example.path.name}"
        )
        for example in examples
    }


def bring(home: Home, files: dict[Example, Path]) -> dict[Example, Finding]:
    """Import all of them, in as few imports as their answers to questions allow."""
    found: dict[Example, Finding] = {}
    for answers, examples in _by_answers(files):
        paths = [files[example] for example in examples]
        report = importing.run(home, paths, answers, received_at=RECEIVED_AT)
        found |= dict(zip(examples, report.findings, strict=True))
    return found


def _by_answers(examples: Iterable[Example]) -> list[tuple[dict[str, str], list[Example]]]:
    """Those without a question together, then those whose answers do not contradict each other."""
    asked = [example for example in examples if example.options]
    groups = [({}, [example for example in examples if not example.options])]
    for example in asked:
        fitting = next((group for group in groups[1:] if _agree(group[0], example.options)), None)
        if fitting is None:
            groups.append(fitting := ({}, []))
        fitting[0].update(example.options)
        fitting[1].append(example)
    return [group for group in groups if group[1]]


def _agree(some: dict[str, str], others: dict[str, str]) -> bool:
    return all(some.get(name, value) == value for name, value in others.items())
