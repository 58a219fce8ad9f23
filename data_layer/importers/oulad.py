"""The Open University's learning analytics data set: clicks by person, page and day of the course, and assessments.

Its lists of courses, pages and students hold nothing that the clicks do not, and are set aside.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from data_layer.importers.columns import identifier, text, whole_number
from data_layer.importers.contract import Column, Importer, Layout
from data_layer.importers.landing import completed
from data_layer.importers.oulad_assessments import ASSESSMENTS
from data_layer.importers.oulad_days import COURSE, course_day, course_ref, on_day, starts_of

_TOOL = "Open University VLE"


def _clicks(rows: pl.DataFrame, settled: Mapping[str, object]) -> pl.DataFrame:
    return completed(
        rows.with_columns(
            pl.lit(_TOOL).alias("tool"),
            pl.lit("view").alias("event_class"),
            on_day(settled["starts"]).cast(pl.Datetime("us")).alias("local_at"),
            course_ref(),
            is_daily=pl.lit(True),
        ),
        "events",
    )


def _set_aside(name: str, *signature: str) -> Layout:
    return Layout(name, f"the Open University's list of {name}", "ignored", signature, ())


IMPORTER = Importer(
    name="oulad",
    label="Open University learning analytics",
    layouts=(
        Layout(
            name="clicks",
            label="the Open University's clicks by day",
            table="events",
            signature=(*COURSE, "id_student", "id_site", "date", "sum_click"),
            columns=(
                Column("module", ("code_module",), text(), required=True),
                Column("presentation", ("code_presentation",), text(), required=True),
                Column("actor", ("id_student",), identifier("oulad"), required=True, personal=True),
                Column("course_day", ("date",), course_day(), required=True),
                Column("event_count", ("sum_click",), whole_number(minimum=1), required=True),
            ),
            settle=starts_of,
            finish=_clicks,
        ),
        *ASSESSMENTS,
        _set_aside("courses", *COURSE, "module_presentation_length"),
        _set_aside("pages", "id_site", *COURSE, "activity_type", "week_from"),
        _set_aside("students", *COURSE, "id_student", "highest_education", "imd_band", "final_result"),
        _set_aside("registrations", *COURSE, "id_student", "date_registration", "date_unregistration"),
    ),
)
