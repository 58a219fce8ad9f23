"""What stands inside a cell that is JSON, under a name of its own."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl


def opened(text: pl.DataFrame, places: Mapping[str, tuple[str, str]]) -> pl.DataFrame:
    """The frame with a column for each named place: the header it lies under, and the path in there.

    A cell that is no JSON (an interface may write only a name where it could write the whole thing), or that lacks
    the place, gives nothing; so does a header that the file does not have.
    """
    return text.with_columns(
        (pl.col(header).str.json_path_match(path) if header in text.columns else pl.lit(None, pl.String)).alias(name)
        for name, (header, path) in places.items()
    )
