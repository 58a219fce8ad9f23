"""What axe-core finds on a page: nothing serious of our making, and of Streamlit's only what is listed here."""

from __future__ import annotations

from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_GRAVE = {"serious", "critical"}
_OF_COLORS = {"runOnly": ["color-contrast"]}


@dataclass(frozen=True)
class Known:
    """A violation that Streamlit 1.67 brings: the rule, what it is found in, and what we did about it."""

    rule: str
    within: str  # a selector: the element itself, or one around it
    why: str


STREAMLITS = (
    Known(
        "list",
        '[data-testid="stSidebarNavItems"]',
        "On narrow screens Streamlit groups the navigation's list items in a div. A screen reader still reads each "
        "as a link with its name, and the same pages stand in a plain bar on wide screens; the markup is not ours.",
    ),
    Known(
        "listitem",
        '[data-testid="stSidebarNavItems"]',
        "The items in that div: the other half of the same fault.",
    ),
    Known(
        "svg-img-alt",
        '[data-testid="stMetric"]',
        "The sparkline of st.metric marks its points as graphics without a name, and takes no text for them. What it "
        "shows stands beside it in words: the value and its change; each course has a chart with alternative text.",
    ),
)


def violations(page: Page, *, of_colors_alone: bool = False) -> list[str]:
    """The serious and critical violations that are not listed, each with its rule and its element."""
    found = Axe().run(page, options=_OF_COLORS if of_colors_alone else None).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary'][:200]}"
        for violation in found
        if violation["impact"] in _GRAVE
        for node in violation["nodes"]
        if not _is_known(page, violation["id"], node["target"])
    ]


def _is_known(page: Page, rule: str, target: list) -> bool:
    """Whether the element stands within one of those listed under this rule. Within a frame, nothing does."""
    if len(target) != 1 or not isinstance(target[0], str):
        return False
    return any(
        page.evaluate(
            "([target, within]) => !!document.querySelector(target)?.closest(within)", [target[0], known.within]
        )
        for known in STREAMLITS
        if known.rule == rule
    )
