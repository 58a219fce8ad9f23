"""The table behind a chart, on screen and as a file that says by itself how its figures were counted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pandas as pd
import polars as pl
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from data_layer.formulas import safe
from metrics.definition import MEASURE_COLUMNS, PEOPLE, PERIOD_COLUMNS, Result
from pages.parts import words

Pairs = Sequence[tuple[str, str]]
_GROUP_HEADS = {"school_id": "School id", "weeks_since": "Weeks since first use"}
_SHEET_HOW = "How this was counted"


class ExportIncomplete(RuntimeError):
    """A file would not hold all that it should; the text says why, and no file is made."""


def table(result: Result) -> pd.DataFrame:
    """The result as people read it: groups and value first, both ends of a period included, hidden rows empty."""
    frame = result.frame.drop(columns=[PEOPLE], errors="ignore")
    own = frame.columns.drop([*PERIOD_COLUMNS, *MEASURE_COLUMNS])
    groups = [*(name for name in own if name in result.by), *(name for name in own if name == "school_id")]
    measures = ["value", *(name for name in MEASURE_COLUMNS if name != "value")]
    columns = [*groups, *measures, *(name for name in own if name not in groups)]
    shown = {_head(name): [_cell(name, value, result) for value in frame[name]] for name in columns}
    last_days = [end - timedelta(days=1) for end in frame["period_end"]]
    return pd.DataFrame({**shown, "From": frame["period_start"].to_list(), "To": last_days})


def how_counted(result: Result, *, filters: str, imports: str) -> list[tuple[str, str]]:
    """The lines that travel with every file: what was counted, for whom, as of when, and what is hidden."""
    metric = result.metric
    return [
        ("Figure", metric.label),
        ("Question", metric.question),
        ("Numerator", metric.numerator),
        ("Denominator", metric.denominator),
        ("Window", metric.window),
        ("Filters", filters),
        ("Data as of", words.day(result.as_of)),
        ("Data version", result.version),
        ("Imports", imports),
        ("Rows too few to show", words.number(result.hidden_count)),
        ("Rows", words.number(len(result.frame))),
        *(("Left out", caveat) for caveat in metric.caveats),
        *(("Note", note) for note in result.notes),
        ("Source of the definition", metric.reference),
    ]


def as_csv(result: Result, how: Pairs) -> bytes:
    """The table, and below it how it was counted. Opens in Excel with its accents."""
    shown = table(result)
    return _written(shown.columns, shown.itertuples(index=False), how)


def noted_csv(shown: pl.DataFrame, how: Pairs) -> bytes:
    """The same of any table."""
    return _written(shown.columns, shown.iter_rows(), how)


def _written(heads: Iterable[str], rows: Iterable[Sequence], how: Pairs) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([[_plain(value) for value in row] for row in rows])
    writer.writerow([])
    writer.writerow([_SHEET_HOW])
    writer.writerows([[_plain(name), _plain(value)] for name, value in how])
    return text.getvalue().encode("utf-8-sig")


def plain_csv(shown: pl.DataFrame) -> bytes:
    """Any table as a file, with no text that a spreadsheet would run."""
    text = shown.with_columns(pl.selectors.string().map_elements(safe, return_dtype=pl.String))
    return text.write_csv().encode("utf-8-sig")


def as_xlsx(result: Result, how: Pairs) -> bytes:
    """The table on one sheet, with numbers as numbers and days as days, and how it was counted on a second."""
    shown = table(result)
    return _book([list(shown.columns), *shown.itertuples(index=False)], how)


def noted_xlsx(shown: pl.DataFrame, how: Pairs) -> bytes:
    """The same of any table."""
    return _book([shown.columns, *shown.iter_rows()], how)


def _book(rows: Sequence[Sequence], how: Pairs) -> bytes:
    book = Workbook()
    _fill(book.active, title="Table", rows=rows, widths=18)
    _fill(book.create_sheet(), title=_SHEET_HOW, rows=[["What", "In words"], *how], widths=60)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: object, *, title: str, rows: Sequence[Sequence], widths: int) -> None:
    sheet.title = title
    for row in rows:
        sheet.append([_plain(value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column in sheet.columns:
        sheet.column_dimensions[column[0].column_letter].width = widths
        for cell in column[1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"


def _head(column: str) -> str:
    return _GROUP_HEADS.get(column, column.replace("_", " ").capitalize())


def _cell(column: str, value: object, result: Result) -> object:
    if column in result.by and column not in {"day", "week", "month"}:
        return words.group(column, value)
    if isinstance(value, float) and not pd.isna(value):
        return round(value, 6)
    return None if _is_missing(value) else value


def _plain(value: object) -> object:
    """A value as a file holds it: nothing for what is missing, and no text that a spreadsheet would run."""
    if _is_missing(value):
        return None
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, bool | int | float | date):
        return value
    return value.item() if hasattr(value, "item") else str(value)


def _is_missing(value: object) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and pd.isna(value))
