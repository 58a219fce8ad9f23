"""Which pages there are, where each stands and who may open it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from data_layer.access.capabilities import Capability as Can
from pages.parts.view import View
from pages.views import (
    about,
    access,
    adoption,
    audit_log,
    board,
    buy_in,
    calendar_notes,
    changes,
    checklist,
    data_health,
    features,
    import_data,
    licenses,
    month,
    new_tools,
    overview,
    portfolio,
    renewals,
    sunsets,
    tool,
    work,
)


@dataclass(frozen=True)
class Place:
    """One page: where it stands, what it is called, who draws it, under which head, and whether the filters change it.

    Without a head it stands in the bar itself. Whoever lacks what it `needs` does not see it. `has_own_periods`: it
    asks for its periods itself.
    """

    path: str
    title: str
    icon: str
    draw: Callable[[View], None]
    head: str = ""
    needs: Can = Can.SEE_FIGURES
    is_filtered: bool = True
    has_past: bool = True  # whether it can be opened as it was published
    has_own_periods: bool = False


PAGES = (
    Place("", "Overview", ":material/home:", overview.show),
    Place("adoption", "Adoption", ":material/trending_up:", adoption.show),
    Place("work", "Work handed in", ":material/assignment_turned_in:", work.show),
    Place("buy_in", "Staff buy-in", ":material/groups:", buy_in.show),
    Place("features", "Features", ":material/grid_on:", features.show),
    Place("licenses", "Licenses", ":material/confirmation_number:", licenses.show),
    Place("board", "Board", ":material/co_present:", board.show),
    Place("portfolio", "Portfolio", ":material/work:", portfolio.show, "Tools", Can.SEE_TOOLS, is_filtered=False),
    Place("tool", "Tool", ":material/build:", tool.show, "Tools", Can.SEE_RECORDS, is_filtered=False),
    Place(
        "new_tools", "New tools", ":material/fiber_new:", new_tools.show, "Tools", Can.SEE_RECORDS, is_filtered=False
    ),
    Place("renewals", "Renewals", ":material/event:", renewals.show, "Tools", Can.SEE_RENEWALS, is_filtered=False),
    Place(
        "sunsets",
        "Sunset register",
        ":material/wb_twilight:",
        sunsets.show,
        "Tools",
        Can.SEE_RECORDS,
        is_filtered=False,
    ),
    Place(
        "checklist", "Checklist", ":material/checklist:", checklist.show, "Tools", Can.SEE_RECORDS, is_filtered=False
    ),
    Place(
        "import_data",
        "Import data",
        ":material/upload_file:",
        import_data.show,
        "Data",
        Can.IMPORT_FILES,
        is_filtered=False,
        has_past=False,
    ),
    Place(
        "data_health",
        "Data health",
        ":material/monitor_heart:",
        data_health.show,
        "Data",
        Can.SEE_DATA_HEALTH,
        is_filtered=False,
        has_past=False,
    ),
    Place("month", "Month", ":material/calendar_month:", month.show, "Data", has_own_periods=True),
    Place("changes", "What changed", ":material/compare_arrows:", changes.show, "Data", has_own_periods=True),
    Place(
        "calendar_notes",
        "Calendar notes",
        ":material/push_pin:",
        calendar_notes.show,
        "Data",
        is_filtered=False,
        has_past=False,
    ),
    Place(
        "audit_log",
        "Audit log",
        ":material/policy:",
        audit_log.show,
        "Data",
        Can.SEE_AUDIT_LOG,
        is_filtered=False,
        has_past=False,
    ),
    Place(
        "access", "Access", ":material/key:", access.show, "Data", Can.CHANGE_ACCESS, is_filtered=False, has_past=False
    ),
    Place("about", "About the numbers", ":material/menu_book:", about.show, "Data", is_filtered=False, has_past=False),
)
