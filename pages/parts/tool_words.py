"""What the page of one tool says: its sentence and its contracts."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from metrics.portfolio import Line
from pages.parts import portfolio_words, words


def answer(line: Line) -> str:
    """What is recommended, by which rule, at what cost and use."""
    use = [f"{words.percent(line.use_rate)} in use"] if line.use_rate is not None else []
    if line.is_hidden:
        use = [f"use {words.HIDDEN}"]
    cost = [f"{words.dollars(float(line.annual_cost_usd))} a year"] if line.annual_cost_usd is not None else []
    ends = [f"contract until {words.day(line.renews_on)}"] if line.renews_on else []
    figures = ", ".join([*cost, *use, *ends])
    return f"{portfolio_words.advice(line)} {words.sentence_case(figures)}{'.' if figures else ''}".strip()


def contracts(lines: Sequence) -> pl.DataFrame:
    """One row for each contract."""
    return pl.DataFrame(
        [
            {
                "Vendor": each.vendor,
                "School": each.school or "Whole district",
                "Seats": each.seat_count,
                "Annual cost": None if each.annual_cost_usd is None else float(each.annual_cost_usd),
                "From": each.starts_on,
                "To": each.ends_on,
                "Days of notice": each.notice_days,
            }
            for each in lines
        ],
        infer_schema_length=None,
    )
