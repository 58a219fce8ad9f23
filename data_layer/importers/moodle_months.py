"""Months by the names and abbreviations that Moodle's language packs write."""

from __future__ import annotations

import polars as pl

_NAMES = {
    "01": "jan january januar jän jänner janv janvier",
    "02": "feb february februar feber févr fév février",
    "03": "mar march mär märz mrz mars",
    "04": "apr april avr avril",
    "05": "may mai",
    "06": "jun june juni juin",
    "07": "jul july juli juil juillet",
    "08": "aug august août",
    "09": "sep sept september septembre",
    "10": "oct october okt oktober octobre",
    "11": "nov november novembre",
    "12": "dec december dez dezember déc décembre",
}
_NUMBERS = {name: number for number, names in _NAMES.items() for name in names.split()}


def month_number(name: pl.Expr) -> pl.Expr:
    """`03` for March, März or mars; null for what is no month."""
    return name.str.to_lowercase().replace_strict(_NUMBERS, default=None, return_dtype=pl.String)
