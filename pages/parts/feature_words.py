"""What the page on features says: which gather dust, which are new, and which most people use."""

from __future__ import annotations

from metrics.definition import Result, Status
from metrics.feature_utilization import DUST, NEW
from pages.parts import words

_NAMED = 4  # features that a sentence names before it only counts


def answer(result: Result, tool: str) -> str:
    """The page's question in one sentence, for one tool."""
    rows = result.frame
    if (rows["status"] == Status.HIDDEN).all():
        return f"Too few people use {tool} here to show which of its features they use."
    known = rows[rows["value"].notna()]
    if known.empty:
        return f"Nobody's use of {tool} is known for these filters."
    top = known.loc[known["value"].idxmax()]
    base = words.out_of(top, result.metric)
    share = f"{words.share(top)} ({base})" if base else words.share(top)
    return f"{_dusty(result, tool)}. The most used is {top['feature']}: {share}.{_new(result)}"


def _dusty(result: Result, tool: str) -> str:
    dusty = named(result, DUST)
    total = len(result.frame)
    if not dusty:
        return f"**No feature of {tool} gathers dust** ({total} in its log)"
    verb = "gathers" if len(dusty) == 1 else "gather"
    return f"**{len(dusty)} of {total} features of {tool} {verb} dust**: {_listed(dusty)}"


def _new(result: Result) -> str:
    new = named(result, NEW)
    return f" New: {_listed(new)}." if new else ""


def named(result: Result, state: str) -> list[str]:
    """The features in a state, the most used first."""
    return result.frame.loc[result.frame["state"] == state, "feature"].to_list()


def marks(result: Result) -> dict[str, str]:
    """The word beside each feature's name."""
    return {feature: state for state in (NEW, DUST) for feature in named(result, state)}


def finding(result: Result, *, group: str) -> str:
    """Where most of those who use the tool use one feature, and where nobody uses one."""
    known = result.frame[result.frame["value"].notna()]
    if known.empty:
        return f"{result.metric.label}: nothing to show for these filters"
    top = known.loc[known["value"].idxmax()]
    unused = int((known["numerator"] == 0).sum())
    cells = {0: "no cell is", 1: "1 cell is"}.get(unused, f"{unused} cells are")
    where = f"{top['feature']}, {words.group(group, top[group])} ({words.share(top)})"
    return f"Most used: {where}; {cells} without any user"


def _listed(features: list[str]) -> str:
    more = [f"{len(features) - _NAMED} more"] if len(features) > _NAMED else []
    return words.listed([*features[:_NAMED], *more])


def most_told(result: Result) -> str:
    """The tool of which most features can be shown: what a visitor sees first."""
    shown = result.frame["value"].notna().groupby(result.frame["tool"], sort=False).sum()
    return str(shown.idxmax())
