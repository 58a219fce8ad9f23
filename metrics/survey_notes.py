"""What a reader of the survey figures has to know about the answers behind them, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Row

from metrics.survey_answers import FAVORABLE_SCORES
from metrics.survey_cell import Cell


def notes(cells: Sequence[Cell], left_out: Sequence[Row], *, between_quarters: int) -> tuple[str, ...]:
    """`left_out`: the rows of survey_answers.counts that found no cell."""
    others = [tally for cell in cells for points, tally in cell.scales.items() if points in FAVORABLE_SCORES]
    other_count = sum(tally.response_count for tally in others) - sum(cell.answers.response_count for cell in cells)
    unknown = [tally for cell in cells for points, tally in cell.scales.items() if points not in FAVORABLE_SCORES]
    counted = {
        "from people who were not staff of these schools on the closing day: left out": _people(left_out, "stranger"),
        "named nobody in the roster and no group shown here: left out": _people(left_out, "nameless"),
        "given on days between two quarters: left out": between_quarters,
        "used a scale of neither 5 nor 7 points: left out": sum(tally.response_count for tally in unknown),
        "used the scale that fewer people of their group used: left out, never mixed in": other_count,
        "named nobody in the roster: counted where they say they belong": sum(
            cell.answers.nameless_count for cell in cells
        ),
        "gave all questions the same score: kept": sum(cell.answers.straight_lined_count for cell in cells),
        "more than there are staff to answer": sum(_surplus(cell) for cell in cells),
    }
    scales = {cell.scale_points for cell in cells} - {None}
    mixed = ["The rows use different scales; do not compare them."] if len(scales) > 1 else []
    said = [f"{count} {'answer' if count == 1 else 'answers'} {what}." for what, count in counted.items() if count]
    return (*said, *mixed)


def _people(rows: Sequence[Row], kind: str) -> int:
    return sum(row.people_count for row in rows if row.kind == kind)


def _surplus(cell: Cell) -> int:
    return max(0, cell.answers.response_count - cell.eligible_count)
