"""How are numbers read where a comma stands before the decimals: 12,5 and 12.500,00, as in files with semicolons?

Programs separate cells by semicolons just where the comma is taken. What is written with a point there (12.5, or
12,500.00) is read as it stands; 12,500 is twelve and a half, which no count of seats and no amount of cents can be.
"""

from __future__ import annotations

import polars as pl

SETTLED = "has_decimal_commas"  # by what readings are told so, among all that was settled of a file
_WITH_DECIMALS = r"^[^\d,.]*(\d{1,3}(\.\d{3})+|\d+),\d+[^\d,.]*$"
_IN_GROUPS = r"^[^\d,.]*\d{1,3}(\.\d{3}){2,}[^\d,.]*$"


def with_points(cell: pl.Expr) -> pl.Expr:
    """The number with a point before its decimals and nothing between its thousands."""
    whole = cell.str.replace_all(".", "", literal=True)
    return (
        pl.when(cell.str.contains(_WITH_DECIMALS))
        .then(whole.str.replace(",", ".", literal=True))
        .when(cell.str.contains(_IN_GROUPS))
        .then(whole)
        .otherwise(cell)
    )
