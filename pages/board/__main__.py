"""The deck and the school briefs by command, as for a nightly job: pptx, pdf, briefs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data_layer import private_file
from data_layer.access.capabilities import Role
from data_layer.access.viewer import Viewer
from data_layer.audit import log
from data_layer.audit.entries import Note
from data_layer.audit.kinds import COMMAND_LINE, Kind
from data_layer.records import arranging
from data_layer.records.database import RecordsUnavailable, opened
from data_layer.scope import Entitlement
from data_layer.store import Home
from metrics.policy import PolicyError
from pages.board import asking, brief, building, portable, powerpoint
from pages.board.deck import Deck
from pages.parts.exports import ExportIncomplete
from pages.parts.typesetting import Paper
from pages.parts.view import View

_INCOMPLETE = 1
_PAPERS = {"letter": Paper.LETTER, "a4": Paper.A4}
_BOARD = Viewer(Role.VIEWER)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one file; 0 when it is whole, 1 when it could not be, and then there is no file."""
    given = _parser().parse_args(arguments)
    try:
        return _write(Home.from_environment(), given)
    except (ExportIncomplete, RecordsUnavailable, PolicyError, OSError) as why:
        print(f"No file was written. {why}", file=sys.stderr)
        return _INCOMPLETE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pages.board", description=__doc__)
    parser.add_argument("kind", choices=("pptx", "pdf", "briefs"), help="PowerPoint, PDF, or a ZIP of school briefs")
    parser.add_argument("file", type=Path, metavar="FILE", help="where to write it; what is there is replaced")
    parser.add_argument("--school", action="append", metavar="SCHOOL", help="only this school, by name; repeatable")
    parser.add_argument("--period", metavar="NAME", help='as the pages call it, such as "Last month"')
    parser.add_argument("--deck", metavar="NAME", help="arranged as it was saved under this name")
    parser.add_argument("--paper", choices=_PAPERS, default="letter", help="for PDF and briefs")
    return parser


def _write(home: Home, given: argparse.Namespace) -> int:
    view = asking.view_of(home, _BOARD, period=given.period)
    view = asking.at_schools(view, given.school)
    content, count = _content(home, view, given)
    private_file.put(given.file, content)
    what = {"pptx": "deck (PPTX)", "pdf": "deck (PDF)", "briefs": "school briefs (ZIP)"}[given.kind]
    log.note(home, Note(Kind.EXPORT, COMMAND_LINE, what, view.filters_in_words(), count))
    print(f"{given.file}: {count} {'schools' if given.kind == 'briefs' else 'slides'}, {view.filters_in_words()}.")
    return 0


def _content(home: Home, view: View, given: argparse.Namespace) -> tuple[bytes, int]:
    """The file, and how many slides or schools it holds."""
    paper = _PAPERS[given.paper]
    if given.kind == "briefs":
        return brief.zipped(view, paper=paper), len(view.choices.schools)
    deck = _arranged(home, building.build(view), given.deck)
    content = powerpoint.write(deck, home) if given.kind == "pptx" else portable.write(deck, paper=paper)
    return content, len(deck.slides)


def _arranged(home: Home, deck: Deck, name: str | None) -> Deck:
    """As somebody saved it on the page; without a name in the usual order."""
    if name is None:
        return deck
    with opened(home) as session:
        saved = {each.name.casefold(): each for each in arranging.visible(session, Entitlement())}
    known = saved.get(name.strip().casefold())
    if known is None:
        names = ", ".join(each.name for each in saved.values())
        raise ExportIncomplete(f'No deck is saved as "{name}". Known: {names or "none"}.')
    return replace(deck.arranged(known.slides, hidden=known.hidden, notes=known.notes), name=known.name)


if __name__ == "__main__":
    sys.exit(main())
