"""Which importer reads a table: exactly one recognises it, or the file is refused with what came closest."""

from __future__ import annotations

from collections.abc import Sequence

from data_layer.importers import (
    blackboard,
    brightspace,
    calendar,
    caliper,
    canvas,
    canvas_sis,
    clever,
    clever_roster,
    edfi_lms,
    google,
    iready,
    learnplatform,
    licenses,
    microsoft_insights,
    moodle,
    oneroster,
    oulad,
    payments,
    schoology,
    sds,
    staff_survey,
    tool_activity,
    xapi,
)
from data_layer.importers.contract import FileRefused, Head, Importer, Layout

IMPORTERS: tuple[Importer, ...] = (
    oneroster.IMPORTER,
    sds.IMPORTER,
    clever_roster.IMPORTER,
    canvas_sis.IMPORTER,
    calendar.IMPORTER,
    licenses.IMPORTER,
    payments.IMPORTER,
    canvas.IMPORTER,
    moodle.IMPORTER,
    clever.IMPORTER,
    schoology.IMPORTER,
    brightspace.IMPORTER,
    blackboard.IMPORTER,
    microsoft_insights.IMPORTER,
    edfi_lms.IMPORTER,
    google.IMPORTER,
    iready.IMPORTER,
    learnplatform.IMPORTER,
    oulad.IMPORTER,
    caliper.IMPORTER,
    xapi.IMPORTER,
    staff_survey.IMPORTER,
    tool_activity.IMPORTER,
)

_CLOSE = 0.5  # share of the headers a layout is known by, above which it is worth naming
_SET_ASIDE = "ignored"
SAY_YOURSELF = (
    "Say what its columns mean: on the page Import data, or with the draft of `python -m data_layer mapping guess`. "
    "docs/files.md lists the exports that are known."
)


def recognise(head: Head, *, among: Sequence[Importer] | None = None) -> tuple[Importer, Layout]:
    """The one importer and layout for this table: among all that are shipped, or among a home's own."""
    importers = among or IMPORTERS
    found = claimants(importers, head)
    if len(found) == 1:
        return found[0]
    if found:
        raise FileRefused(
            f"The file could be {_either([layout.label for _, layout in found])}.",
            "Export it again with all of its columns, so that it can be told apart.",
        )
    if reason := next((why for each in importers if each.explain and (why := each.explain(head))), None):
        raise reason
    raise FileRefused(_what_came_closest(importers, head), SAY_YOURSELF)


def claimants(importers: Sequence[Importer], head: Head) -> list[tuple[Importer, Layout]]:
    """A district's own mapping never stands before an importer; of several, the one that knows most headers claims."""
    found = [(importer, layout) for importer in importers for layout in importer.layouts if layout.recognises(head)]
    if known := [claim for claim in found if not claim[0].is_mapping]:
        return known
    most = max((len(layout.signature) for _, layout in found), default=0)
    return [claim for claim in found if len(claim[1].signature) == most]


def _what_came_closest(importers: Sequence[Importer], head: Head) -> str:
    """Layouts that go by more than headers, and those of which nothing is kept, are nobody's likeness."""
    layouts = [layout for importer in importers for layout in importer.layouts]
    wanted = [layout for layout in layouts if layout.table != _SET_ASIDE and not layout.matches]
    closest = max(wanted, key=lambda layout: (_likeness(layout, head), _shared_columns(layout, head)))
    if _likeness(closest, head) <= _CLOSE:
        return "The file is none of the exports that are known here."
    likely = f"The file is not recognised. It looks most like {closest.label}, but"
    if missing := closest.missing(head):
        return f"{likely} has no column {_either(missing)}."
    strange = [name for name in closest.absent if head.has(name)]
    return f"{likely} has a column {_either(strange)}, which that never has."


def _likeness(layout: Layout, head: Head) -> float:
    """Share of the headers that the layout is known by; one that it never has weighs like one that is missing."""
    strange = sum(head.has(name) for name in layout.absent)
    return (len(layout.signature) - len(layout.missing(head))) / (len(layout.signature) + strange)


def _shared_columns(layout: Layout, head: Head) -> int:
    return sum(any(head.has(name) for name in column.sources) for column in layout.columns)


def _either(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
