"""Moodle's log report as its download in JSON: rows without column headers, in no told language.

Moodle writes the cells alone, in the order of the report's columns. The log of the site has the course in front. It is
known by its shape: where an event came from in the last cell but one, and users by number in the one before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from data_layer.importers.contract import Head, Layout
from data_layer.importers.moodle_log import log_report
from data_layer.importers.moodle_wordings import WORDINGS, Wording

_CELL_COUNT = 9  # time, person, affected person, context, component, event, description, origin, address
_ORIGINS = ["web", "ws", "cli", "cron", "restore", "-", ""]
_USER = r"[Uu]ser with id '-?\d+'"
_NO_COLUMN = "(none)"


def _wording(*, before: int) -> Wording:
    """The numbers of the columns in place of their names, with so many columns in front of the usual ones."""
    numbers = ("time", "person", "affected", "context", "component", "name", "description", "origin")
    column = {name: f"column {place}" for place, name in enumerate(numbers, start=before + 1)}
    column["person"] = (column["person"],)
    del column["affected"]
    return Wording(
        suffix="_site_json" if before else "_json",
        course="column 1" if before else _NO_COLUMN,
        acting_as=tuple(dict.fromkeys(phrase for each in WORDINGS for phrase in each.acting_as)),
        courses=tuple(dict.fromkeys(each.course for each in WORDINGS)),
        **column,
    )


def _is_a_log(wording: Wording) -> Callable[[Head], bool]:
    def matches(head: Head) -> bool:
        origin, said = (head.sample[name].fill_null("") for name in (wording.origin, wording.description))
        return len(said) > 0 and origin.str.to_lowercase().is_in(_ORIGINS).all() and said.str.contains(_USER).any()

    return matches


def _layout(*, before: int) -> Layout:
    wording, width = _wording(before=before), before + _CELL_COUNT
    return replace(
        log_report(wording),
        signature=tuple(f"column {place}" for place in range(1, width + 1)),
        absent=(f"column {width + 1}",),
        matches=_is_a_log(wording),
    )


JSON_REPORTS = (_layout(before=0), _layout(before=1))
