"""How is this counted? The same answer beside every figure, on the page about the numbers, and in every file."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from metrics.definition import Metric, Result
from metrics.policy import Entry, Policy
from metrics.profiles import Band, Profile
from pages.parts import measures, words
from pages.parts.view import View

TITLE = "How is this counted?"


def popover(view: View, *results: Result) -> None:
    """Behind one click beside a figure."""
    with st.popover(TITLE, icon=":material/info:"):
        st.markdown("\n\n---\n\n".join(_told(view, result) for result in results))


def metric_in_words(metric: Metric, policy: Policy) -> str:
    """What the figure is, whatever the filters."""
    lines = [
        f"**{metric.label}.** {metric.question}",
        f"- **Out of:** {metric.denominator}",
        f"- **Counted:** {metric.numerator}",
        f"- **Window:** {metric.window}",
        *(f"- **{entry.label}:** {threshold(entry)}" for entry in entries(metric, policy)),
        *(f"- {caveat}" for caveat in metric.caveats),
        f"- **Source:** {metric.reference}",
    ]
    return "\n".join(lines)


def entries(metric: Metric, policy: Policy) -> Iterable[Entry]:
    """The thresholds that the figure depends on, the target first."""
    names = dict.fromkeys([*([metric.target] if metric.target else []), *metric.policy])
    return [policy.entry(name) for name in names]


def threshold(entry: Entry) -> str:
    """A threshold's value with its unit, who set it, and why."""
    by_district = " Set by the district." if entry.is_overridden else ""
    return f"{value(entry)}.{by_district} {entry.reference}"


def value(entry: Entry) -> str:
    """A threshold as people say it: 85% of staff, 30 instructional days."""
    if isinstance(entry.value, str):
        return entry.value
    if entry.unit.startswith(("share", "probability")):
        unit = entry.unit.removeprefix("share").removeprefix("probability").strip()
        return f"{words.whole_percent(entry.value)} {unit}".strip()
    return f"{entry.value:g} {entry.unit}"


def ranges(rules: Profile) -> str:
    """The profile that small groups are hidden by, and the ranges that it tells shares in."""
    low, high = ("below", "above") if rules.is_strict else ("up to", "from")
    told = [
        f"- {_size(band, rules)}: {low} {words.whole_percent(band.low)}, {high} {words.whole_percent(band.high)}"
        for band in rules.coding
    ]
    unanimous = ["- where all or none did it, nothing is shown"] if rules.hides_unanimous else []
    return "\n".join([*told, *unanimous, "", f"Rules: {rules.label}. {rules.reference}"])


def _size(band: Band, rules: Profile) -> str:
    if band.up_to is not None:
        return f"groups of up to {band.up_to} people"
    return "larger groups" if len(rules.coding) > 1 else "groups of every size"


def _told(view: View, result: Result) -> str:
    policy = measures.policy_of(view.source)
    return "\n".join(
        [
            metric_in_words(result.metric, policy),
            *(f"- {note}" for note in result.notes),
            f"- **Shown for:** {view.about(result)}",
            f"- **Data as of:** {words.day(result.as_of)}, version {result.version}",
            f"- **From:** {words.imported(view.choices.imports)}",
        ]
    )
