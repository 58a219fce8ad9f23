"""The commands on mappings: a draft for a file that nobody recognises, and those that the home keeps."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from data_layer import home_importers
from data_layer.importers.catalogue import claimants
from data_layer.importers.contract import Head
from data_layer.mapping import shelf
from data_layer.mapping.document import WrongMapping, problems_of
from data_layer.mapping.evidence import look
from data_layer.mapping.guess import guess, guess_for
from data_layer.mapping.purposes import PURPOSES
from data_layer.reading import sources
from data_layer.store import Home


def add(commands: argparse._SubParsersAction) -> None:
    """`mapping guess FILE`, `mapping save FILE`, `mapping list` and `mapping forget NAME`."""
    mapping = commands.add_parser("mapping", help="what the columns of other files mean: draft, keep, list, forget")
    actions = mapping.add_subparsers(required=True, metavar="ACTION")
    guessed = actions.add_parser("guess", help="print a draft for a file that nobody recognises")
    guessed.add_argument("path", type=Path, metavar="FILE")
    guessed.add_argument("--purpose", choices=PURPOSES, help="what the file tells; guessed, if not given")
    guessed.set_defaults(command=_guess)
    kept = actions.add_parser("save", help="keep a mapping in the home, for every file with its headers")
    kept.add_argument("path", type=Path, metavar="FILE")
    kept.set_defaults(command=_save)
    listed = actions.add_parser("list", help="the mappings that the home keeps")
    listed.set_defaults(command=_list)
    forgotten = actions.add_parser("forget", help="remove a mapping; what it has imported stays")
    forgotten.add_argument("name", metavar="NAME")
    forgotten.set_defaults(command=_forget)


def _guess(home: Home, given: argparse.Namespace) -> int:
    for delivery in sources([given.path]):
        for refused in delivery.refused:
            raise ValueError(f"{refused.name}: {refused.reason}")
        for table in delivery.tables:
            print("\n".join(_draft(home, table.head, name=given.path.stem, purpose=given.purpose)))
    return 0


def _draft(home: Home, head: Head, *, name: str, purpose: str | None) -> Iterator[str]:
    """The document, what it still lacks, and how the columns look. No cell is in it."""
    for _, layout in claimants(home_importers.of(home), head):
        yield f"# This file is recognised as {layout.label}; a mapping would not be used for it."
    mapping = replace(guess_for(purpose, head) if purpose else guess(head), name=name)
    yield f"# {head.label}: {mapping.about.label.lower()}. The headers that are mapped, and what can be mapped to:"
    yield from (f"#   {meaning.name}: {meaning.label}" for meaning in mapping.about.meanings)
    yield "# How the columns look:"
    yield from (f"#   {header}: {seen.looks or 'blank'}" for header, seen in look(head).items())
    yield from (f"# {problem}" for problem in problems_of(mapping))
    yield mapping.as_toml()


def _save(home: Home, given: argparse.Namespace) -> int:
    mapping = shelf.read(given.path)
    shelf.save(home, mapping)
    print(f"{mapping.name} is kept. Files with its headers are read by it from now on.")
    return 0


def _list(home: Home, _given: argparse.Namespace) -> int:
    kept = shelf.saved(home)
    for mapping in kept.mappings:
        print(f"{mapping.slug}: {mapping.name}; {mapping.about.label.lower()}; {', '.join(mapping.headers)}")
    for problem in kept.problems:
        print(f"NOT USED  {problem}")
    return 1 if kept.problems else 0


def _forget(home: Home, given: argparse.Namespace) -> int:
    wanted = given.name.casefold()
    for mapping in shelf.saved(home).mappings:
        if wanted in (mapping.slug, mapping.name.casefold()):
            shelf.forget(home, mapping)
            print(f"{mapping.name} is forgotten. What it has imported stays.")
            return 0
    raise WrongMapping(f"No mapping is called {given.name}. `python -m data_layer mapping list` names them.")
