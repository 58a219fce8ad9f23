"""The one sentence that answers each page's question, written from its figures, or saying plainly why it cannot be."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from metrics.definition import Result, Status
from metrics.policy import Entry
from metrics.statistics import Verdict
from pages.parts import words
from pages.parts.charts import heatmap
from pages.parts.charts.axes import time_group
from pages.parts.charts.heatmap import Grid

Row = Mapping[str, object]

_NAMED = 4  # tools that a sentence names


def buy_in(row: pd.Series, target: Entry, *, before: pd.Series | None = None) -> str:
    """Staff buy-in of one quarter with its verdict; `before` is the quarter before in which a survey was held."""
    goal = words.whole_percent(target.value)
    if row["status"] == Status.HIDDEN:
        return f"Too few staff answered in {row['quarter']} to show their buy-in."
    if not words.is_number(row["value"]):
        return _no_survey(row)
    value = words.percent(row["value"], beside=target.value)
    base = f"{words.counted(row)} who answered in {row['quarter']}"
    since = f", {_moved(row, before)} from {before['quarter']}" if before is not None else ""
    icon = words.VERDICTS[row["status"]][0]
    return f"{icon} Staff buy-in is **{value}** ({base}){since}: {_against(row, target=target, goal=goal)}."


def adoption(result: Result, *, before: pd.Series | None, since: str, tools: Result) -> str:
    """How many of the enrolled use something on a school day, how that moved, and which tool most people use."""
    if result.is_empty:
        return "What is used here was not measured: no log covers these days, or nobody is enrolled."
    use, scope = result.frame.iloc[-1], result.scope
    if use["status"] == Status.HIDDEN:
        return "Too few people are enrolled here to show what they use."
    who = "students" if scope.roles in (None, frozenset({"student"})) else "those enrolled"
    what = words.listed(sorted(scope.tools)) if scope.tools else "at least one tool"
    has_before = before is not None and words.is_number(before["value"])
    moved = f", {_moved(use, before)} from {since}" if has_before else ""
    opening = f"On an average school day **{words.percent(use['value'])}** of {who} use {what}{moved}"
    return f"{opening}. {leading(tools)}."


def leading(tools: Result) -> str:
    """The tool that most of those use who may, and the one that fewest do."""
    known = _from_the_highest(tools.frame)
    if known.empty:
        return "For no tool is it known how many of those who may use it do"
    high, low = known.iloc[0], known.iloc[-1]
    most_used = f"{high['tool']} reaches {words.share(high)} of those who may use it"
    return most_used if len(known) == 1 else f"{most_used}, {low['tool']} {words.share(low)}"


def leading_last(result: Result) -> str:
    """The same in the last period of time for which anything is known."""
    time = time_group(result)
    known = result.frame[result.frame["value"].notna()]
    if known.empty:
        return f"{result.metric.label}: nothing to show for these filters"
    last = known[time].max()
    rows = _from_the_highest(known[known[time] == last])
    told = [f"{row['tool']} {words.share(row)}" for _, row in rows.iterrows()]
    return f"Share of people using it in {words.group(time, last)}: {words.listed(told[:_NAMED])}"


def move(now: Row, before: Row, result: Result, *, what: str) -> list[str]:
    """How one figure moved, with the direction as an icon and a word; nothing where it cannot be compared."""
    if not (words.is_number(now["value"]) and words.is_number(before["value"])):
        return []
    earlier, current = (words.amount(row["value"], result.metric) for row in (before, now))
    if earlier == current:
        return [f":material/trending_flat: **{what}** stayed at {current}"]
    is_up = now["value"] > before["value"]
    icon, direction = (":material/trending_up:", "rose") if is_up else (":material/trending_down:", "fell")
    return [f"{icon} **{what}** {direction} from {earlier} to {current}"]


def moves(result: Result, *, earlier: object, last: object, group: str | None = None, most: int = 1) -> list[str]:
    """The groups whose figure moved furthest between two months, in sentences; hidden ones are left out."""
    rows = [row for row in result.frame.to_dict("records") if words.is_number(row["value"])]
    before = {row[group] if group else None: row for row in rows if row["month"] == earlier}
    pairs = [(row, before.get(row[group] if group else None)) for row in rows if row["month"] == last]
    known = [(row, other) for row, other in pairs if other]
    known.sort(key=lambda pair: -abs(pair[0]["value"] - pair[1]["value"]))
    label = result.metric.label
    return [
        told
        for row, other in known[:most]
        for told in move(row, other, result, what=f"{label}, {row[group]}" if group else label)
    ]


def extremes(result: Result, grid: Grid, *, noun: str) -> str:
    """Where it is most and where least, in the numbers that the heatmap prints."""
    known = _from_the_highest(result.frame)
    if known.empty:
        return f"{result.metric.label}: nothing to show for these filters"
    high, low = (heatmap.cell_in_words(row, result, grid) for row in (known.iloc[0], known.iloc[-1]))
    return f"Most {noun} in {high}, fewest in {low}"


def after_weeks(result: Result, *, weeks: int) -> str:
    """How many of those who began still came so many school weeks later."""
    known = result.frame[result.frame["value"].notna() & (result.frame["weeks_since"] <= weeks)]
    if known.empty:
        return "Nobody's first use lies in this period"
    row = known.sort_values("weeks_since").iloc[-1]
    later = words.group("weeks_since", row["weeks_since"])
    return f"{words.percent(row['value'])} of those who began used something in {later} after it"


def licenses(dormancy: pd.Series, spend: pd.Series, tools: Result, alarm: Entry) -> str:
    """What lies unused, in dollars and in seats, and which tools are over the alarm."""
    if dormancy["status"] == Status.HIDDEN:
        return "Too few people hold seats here to show their use."
    if not words.is_number(dormancy["value"]):
        return "The use of these seats was not measured: there is no log of the tools, or no list of what was bought."
    share = words.percent(dormancy["value"], beside=alarm.value)
    seats = f"{words.counted(dormancy)} seats ({share})"
    told = f"{seats} are not in use"
    if words.is_number(spend["value"]):
        told = f"**{words.dollars(spend['value'])}** a year goes into seats that nobody uses: {told}"
    is_over = (tools.frame["status"] == Status.NOT_MET).any()
    return f"{':material/warning: ' if is_over else ''}{told}. {alarmed(tools, alarm)}."


def alarmed(result: Result, alarm: Entry, *, group: str = "tool") -> str:
    """The tools (or schools) of whose seats more lie unused than the alarm allows, the worst first."""
    over = result.frame[result.frame["status"] == Status.NOT_MET].sort_values("value", ascending=False)
    limit = "half" if alarm.value == 0.5 else words.whole_percent(alarm.value)
    if over.empty:
        return f"No {group} has over {limit} of its seats unused"
    names = [f"{words.group(group, row[group])} ({words.percent(row['value'])})" for _, row in over.iterrows()]
    return f"Over {limit} of the seats {'at' if group == 'school' else 'of'} {words.listed(names)} are unused"


def funnel(stages: Result) -> str:
    """How many seats are left at each stage, over all tools."""
    left = [f"{words.number(row['numerator'])} {row['stage']}" for _, row in _counted(stages).iterrows()]
    return f"Seats: {words.listed(left)}" if left else "Too few people hold seats here to show where they get lost"


def bands(result: Result) -> str:
    """How many seats lie unused, and for how long."""
    rows = _counted(result)
    if (result.frame["status"] == Status.HIDDEN).all():
        return "Too few people hold seats here to show how long they lie unused"
    idle = rows[~rows["band"].isin(["active", "new", "unassigned"])]
    told = [f"{words.number(row['numerator'])} {_idle_for(row['band'])}" for _, row in idle.iterrows()]
    return f"Assigned seats not in use: {words.listed(told)}" if told else "No assigned seat lies unused"


def _counted(result: Result) -> pd.DataFrame:
    return result.frame[result.frame["numerator"].fillna(0) > 0]


def _idle_for(band: str) -> str:
    return band if band.startswith("never") else f"for {words.group('band', band).lower()}"


def most(result: Result, *, group: str) -> str:
    """Which group has the most and which the least: `GoalPath has the most: $25,872`."""
    known = _from_the_highest(result.frame)
    if known.empty:
        return f"{result.metric.label}: nothing to show for these filters"
    high, low = (
        f"{words.group(group, row[group])} ({words.amount(row['value'], result.metric)})"
        for row in (known.iloc[0], known.iloc[-1])
    )
    if len(known) == 1:
        return f"{result.metric.label}: {high}"
    return f"{result.metric.label}: highest for {high}, lowest for {low}"


def verdicts(result: Result, *, noun: str) -> str:
    """How many of the groups met the target: `2 of 8 schools met the target; 3 are too close to call`."""
    statuses = list(result.frame["status"])
    counts = {status: statuses.count(status) for status in (Status.MET, Status.NOT_MET, Status.INCONCLUSIVE)}
    judged = sum(counts.values())
    if not judged:
        return f"No {noun} has enough answers to show"
    if judged == 1:
        row = next(row for row in result.frame.to_dict("records") if row["status"] in counts)
        return f"{words.group(noun, row[noun])}: {words.VERDICTS[row['status']][1].lower()}"
    open_ = counts[Status.INCONCLUSIVE]
    unclear = f"; {open_} {'is' if open_ == 1 else 'are'} too close to call" if open_ else ""
    return f"{counts[Status.MET] or 'None'} of {judged} {noun}s met the target{unclear}"


def course(result: Result) -> str:
    """How a figure moved between the first and the last moment with a value."""
    time = time_group(result)
    known = result.frame[result.frame["value"].notna()].sort_values(time)
    label = result.metric.label
    if known.empty:
        return f"{label}: nothing to show for these filters"
    first, last = known.iloc[0], known.iloc[-1]
    now = f"{label}: {words.amount(last['value'], result.metric)} in {words.group(time, last[time])}"
    if len(known) == 1:
        return now
    by = last["value"] - first["value"]
    told = words.difference(by, result.metric)
    if told == words.difference(0, result.metric):
        return f"{now}, as it was in {words.group(time, first[time])}"
    return f"{now}, {told} {'more' if by > 0 else 'less'} than in {words.group(time, first[time])}"


def _from_the_highest(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["value"].notna()].sort_values("value", ascending=False, kind="stable")


def _moved(row: pd.Series, before: pd.Series) -> str:
    by = row["value"] - before["value"]
    return f"{'down' if by < 0 else 'up'} {words.points(by)}"


def _no_survey(row: pd.Series) -> str:
    if pd.isna(row.get("quarter")):
        return "No quarter of the school calendar lies in this period, so no survey could be asked for."
    late = ", and its survey is overdue" if row["verdict"] == Verdict.OVERDUE else ""
    return f"Staff buy-in was not measured in {row['quarter']}{late}."


def _against(row: pd.Series, *, target: Entry, goal: str) -> str:
    """The verdict in words, with how sure it is."""
    short = f"{words.points(target.value - row['value'])} short of the {goal} target"
    ends = [words.percent(row[end], beside=target.value) for end in ("lower", "upper") if words.is_number(row[end])]
    between = f" (all staff may lie anywhere between {' and '.join(ends)})" if ends else ""
    told = {
        Verdict.MET_FOR_CERTAIN: f"the {goal} target is met, whatever the others would have answered",
        Verdict.MET: f"the {goal} target is met",
        Verdict.NOT_MET_FOR_CERTAIN: f"{short}, whatever the others would have answered",
        Verdict.NOT_MET: short,
        Verdict.INCONCLUSIVE: f"too few answers to say whether the {goal} target is met{between}",
    }
    return told[Verdict(row["verdict"])]
