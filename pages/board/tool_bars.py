"""A figure by tool as the bars of a slide: the foremost tools are drawn, and the slide says of how many."""

from __future__ import annotations

from metrics.definition import Result
from metrics.policy import Entry
from pages.board.deck import Chart
from pages.board.foremost import foremost
from pages.parts.charts import bars


def tool_bars(result: Result, *, measure: str, target: Entry | None = None) -> Chart:
    shown, remark = foremost(result, "tool")
    return Chart(
        measure=measure,
        alt=bars.describe(shown, group="tool", target=target),
        draw=lambda: bars.draw(shown, group="tool", target=target),
        result=shown,
        remark=remark,
    )
