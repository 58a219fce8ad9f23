"""Months by the names and abbreviations that Moodle's language packs write."""

from __future__ import annotations

import polars as pl

_NAMES = {
    "01": "jan january januar jän jänner janv janvier ene enero janeiro gen gennaio",
    "02": "feb february februar feber févr fév février febrero fev fevereiro febbraio",
    "03": "mar march mär märz mrz mars marzo março",
    "04": "apr april avr avril abr abril aprile",
    "05": "may mai mayo maio mag maggio",
    "06": "jun june juni juin junio junho giu giugno",
    "07": "jul july juli juil juillet julio julho lug luglio",
    "08": "aug august août ago agosto",
    "09": "sep sept september septembre septiembre setiembre set setembro settembre",
    "10": "oct october okt oktober octobre octubre out outubro ott ottobre",
    "11": "nov november novembre noviembre novembro",
    "12": "dec december dez dezember déc décembre dic diciembre dezembro dicembre",
}
_NUMBERS = {name: number for number, names in _NAMES.items() for name in names.split()}


def month_number(name: pl.Expr) -> pl.Expr:
    """`03` for March, März or mars; null for what is no month."""
    return name.str.to_lowercase().replace_strict(_NUMBERS, default=None, return_dtype=pl.String)
