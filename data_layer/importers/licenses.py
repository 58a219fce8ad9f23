"""The license list template: what each tool costs, for whom and until when, and who holds its seats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from data_layer.importers.columns import choice, day, dollars, identifier, text, whole_number
from data_layer.importers.contract import Check, Column, Importer, Layout, Reading

_TIERS = {"core": "core", "supplemental": "supplemental", "supplementary": "supplemental"}
_WHOLE_DISTRICT = ("district", "district-wide", "districtwide", "district wide", "all schools")


def _tool() -> Reading:
    """A tool's name with single blanks inside, so that logs and seats join it."""
    return Reading(
        lambda cell: cell.str.strip_chars().str.replace_all(r"\s+", " "),
        "is not a tool's name",
        "Write the tool's name as your logs and seat lists write it.",
    )


def _or_blank(reading: Reading, *, means: str) -> Reading:
    """A number whose blank cell means something: "Site" or "N/A" stand in many lists."""
    return replace(reading, remedy=f"{reading.remedy.rstrip('.')}, or leave it blank {means}.")


def _district_wide_as_blank(rows: pl.DataFrame, _settled: Mapping[str, object]) -> pl.DataFrame:
    named = ~pl.col("school").str.to_lowercase().is_in(_WHOLE_DISTRICT)
    return rows.with_columns(pl.when(named).then("school").alias("school"))


CONTRACTS = Layout(
    name="licenses",
    label="a license list",
    table="contracts",
    signature=("tool", "vendor", "school", "seats", "annual_cost", "start", "end"),
    columns=(
        Column("tool", ("tool",), _tool(), required=True),
        Column("vendor", ("vendor",), text()),
        Column("category", ("category",), text()),
        Column("tier", ("core_or_supplemental",), choice(_TIERS, what="tier")),
        Column("school", ("school",), text()),
        Column("seat_count", ("seats",), _or_blank(whole_number(), means="for a site license")),
        Column("annual_cost_usd", ("annual_cost",), _or_blank(dollars(), means="where nobody knows it")),
        Column("starts_on", ("start",), day(), required=True),
        Column("ends_on", ("end",), day(), required=True),
        Column("notice_days", ("notice_days",), whole_number()),
    ),
    checks=(
        Check(
            "ends_on",
            pl.col("ends_on") >= pl.col("starts_on"),
            "lies before the start",
            "Swap start and end, or correct one of them; the end is the last day of the term.",
        ),
    ),
    finish=_district_wide_as_blank,
    identity=("tool", "category", "tier", "school", "starts_on", "ends_on"),
)

SEATS = Layout(
    name="seats",
    label="a list of assigned seats",
    table="seats",
    signature=("tool", "person", "assigned_on"),
    columns=(
        Column("tool", ("tool",), _tool(), required=True),
        Column("person", ("person",), identifier(), required=True, personal=True),
        Column("assigned_on", ("assigned_on",), day()),
    ),
    identity=("tool", "person"),
)

IMPORTER = Importer(name="licenses", label="License list and assigned seats (our template)", layouts=(CONTRACTS, SEATS))
