"""Which importer reads a table: exactly one recognises it, or the file is refused with what came closest."""

from __future__ import annotations

from data_layer.importers import calendar, licenses, oneroster
from data_layer.importers.contract import FileRefused, Head, Importer, Layout

IMPORTERS: tuple[Importer, ...] = (
    oneroster.IMPORTER,
    calendar.IMPORTER,
    licenses.IMPORTER,
)

_CLOSE = 0.5  # share of the headers a layout is known by, from which on it is worth naming


def recognise(head: Head) -> tuple[Importer, Layout]:
    """The one importer and layout for this table."""
    found = [(importer, layout) for importer in IMPORTERS for layout in importer.layouts if layout.recognises(head)]
    if len(found) == 1:
        return found[0]
    if found:
        raise FileRefused(
            f"{head.label} could be {_either([layout.label for _, layout in found])}.",
            "Export it again with all of its columns, so that it can be told apart.",
        )
    raise FileRefused(_what_came_closest(head), f"These exports are known: {_listed()}.")


def _what_came_closest(head: Head) -> str:
    layouts = [layout for importer in IMPORTERS for layout in importer.layouts if layout.signature]
    closest = max(layouts, key=lambda layout: (_likeness(layout, head), len(layout.signature)))
    if _likeness(closest, head) < _CLOSE:
        return f"{head.label} is none of the exports that are known here."
    likely = f"{head.label} is not recognised. It looks most like {closest.label}, but has"
    if missing := closest.missing(head):
        return f"{likely} no column {_either(missing)}."
    return f"{likely} a column {_either([name for name in closest.absent if head.has(name)])}, which that never has."


def _likeness(layout: Layout, head: Head) -> float:
    return 1 - len(layout.missing(head)) / len(layout.signature)


def _either(names: list[str] | tuple[str, ...]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _listed() -> str:
    return "; ".join(importer.label for importer in IMPORTERS)
