"""What all charts have in common: a value axis that does not mislead, and the line of a target.

A figure is put together from plain parts and made once: each change of a finished Plotly figure checks it anew, which
takes longer than everything else on a page.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable

from metrics.definition import Metric, Result
from metrics.periods import TIME_GROUPS
from metrics.policy import Entry
from pages.parts import theme, words

ROW_HEIGHT = 34
_LABEL_WIDTH = 20
_MIDDLE = 0.5
_LETTER, _AT_AXIS = 6.8, 10  # pixels: a letter of the font on average, and the gap before the axis


def rows_of(result: Result) -> list[dict]:
    """The result's rows, one dictionary each."""
    return result.frame.to_dict("records")


def number_or_gap(value: object) -> float | None:
    """A value as a chart draws it: nothing where there is none."""
    return value if words.is_number(value) else None


def value_axis(metric: Metric, *, room: float = 1.0) -> dict:
    """From zero; a rate from 0 to 100%. `room` is what labels beyond the marks need, 1.2 for a fifth more."""
    if metric.unit == "rate":
        ticks = [0, 0.25, 0.5, 0.75, 1]
        return {"range": [0, room], "tickvals": ticks, "tickformat": ".0%"}
    prefix = "$" if metric.unit == "usd" else ""
    return {"rangemode": "tozero", "tickprefix": prefix, "separatethousands": True, "nticks": 6}


def along_time(rows: Iterable[dict], places: Iterable[object], *, axis: str = "x") -> dict:
    """Which days lie where along an axis, as part of a layout: `marked` puts by it what happened on a day."""
    spans = {
        (str(row["period_start"]), str(row["period_end"]), str(place)): None
        for row, place in zip(rows, places, strict=True)
    }
    return {"meta": {"time": {"axis": axis, "spans": [list(span) for span in sorted(spans)]}}}


def time_group(result: Result) -> str:
    """The group of time that the result is split by."""
    return next(group for group in result.by if group in TIME_GROUPS)


def wrapped(label: str, *, width: int = _LABEL_WIDTH) -> str:
    """A long name on several lines, so that it leaves room for its bar on a phone."""
    return "<br>".join(textwrap.wrap(label, width, break_long_words=False)) or label


def margin_for(labels: Iterable[str], **others: int) -> dict:
    """Room for labels on the left. Plotly would measure them itself, and for that draw every chart twice."""
    lines = [re.sub(r"<.*?>", "", line) for label in labels for line in label.split("<br>")]
    return {"l": _AT_AXIS + round(_LETTER * max(map(len, lines), default=0)), **others}


def target_name(target: Entry, metric: Metric) -> str:
    """What stands beside the line: a target to reach, or an alarm to stay under."""
    shown = words.whole_percent(target.value)
    return f"Alarm over {shown}" if metric.better == "lower" else f"Target {shown}"


def target_line(target: Entry | None, metric: Metric, *, across: str) -> dict:
    """A dashed line with its name, as parts of a layout. `across` is the axis that has the target among its values."""
    if target is None:
        return {}
    along = "y" if across == "x" else "x"
    ends = {f"{across}0": target.value, f"{across}1": target.value, f"{along}0": 0, f"{along}1": 1}
    refs = {f"{along}ref": "paper", f"{across}ref": across}
    line = {"type": "line", "line": {"dash": "dash", "color": theme.QUIET, "width": 2}, **ends, **refs}
    side = "right" if across == "x" and target.value > _MIDDLE else "left"  # where a phone has room for it
    place = {across: target.value, along: 1 if across == "x" else 0, "xanchor": side, "yanchor": "bottom", **refs}
    return {"shapes": [line], "annotations": [{"text": target_name(target, metric), "showarrow": False, **place}]}
