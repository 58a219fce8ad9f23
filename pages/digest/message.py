"""The digest's words: what is new since the last mail, then what is still open, each under its rule."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from metrics.alerts import Alert
from pages.parts import words

Key = tuple[str, str, str]


def key(alert: Alert) -> Key:
    """By what an alert is known again in the next digest."""
    return alert.rule.name, alert.subject, alert.since.isoformat()


def subject(found: Sequence[Alert], told: Collection[Key]) -> str:
    new = len(_new(found, told))
    things = "1 thing needs attention" if len(found) == 1 else f"{len(found)} things need attention"
    return f"Rollcall: {things}, {new} of them new" if found else "Rollcall: nothing needs attention"


def text(found: Sequence[Alert], told: Collection[Key], *, as_of: date, expected_on: date) -> str:
    """`told`: the alerts of the last digest that was sent. `expected_on`: up to when there should be data."""
    new = _new(found, told)
    parts = [
        f"Whole district, as of {words.day(as_of)}, the last day with data; deadlines and missing data as of "
        f"{words.day(expected_on)}. Groups too small to show are left out.",
        *_section("New", new),
        *_section("Still open", [alert for alert in found if alert not in new]),
        "Each is explained on the page Overview of Rollcall. The limits are those of policy.toml.",
    ]
    return "\n\n".join(parts) + "\n"


def _section(head: str, alerts: Sequence[Alert]) -> list[str]:
    if not alerts:
        return []
    return ["\n".join([head.upper(), *(f"- [{alert.rule}] {alert.told}" for alert in alerts)])]


def _new(found: Sequence[Alert], told: Collection[Key]) -> list[Alert]:
    return [alert for alert in found if key(alert) not in told]
