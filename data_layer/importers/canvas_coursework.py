"""Canvas's assignments and submissions: Canvas Data 2 (its headers with or without their prefixes) and its interface.

Canvas keeps a submission for every student to whom the work is assigned, handed in or not. Its own word on lateness
counts where a teacher gave one; elsewhere the due date decides. What is handed in on paper or in an external tool is
not expected in Canvas, as Canvas itself has it.
"""

from __future__ import annotations

import polars as pl

from data_layer.importers.canvas_ids import canvas_id
from data_layer.importers.columns import instant, real_number, text, truth, whole_number
from data_layer.importers.contract import Column, Layout
from data_layer.importers.coursework import (
    ASSIGNMENT_IDENTITY,
    SUBMISSION_IDENTITY,
    as_assignments,
    as_submissions,
    unless_handed_in,
)

_ELSEWHERE = r"\b(?:none|not_graded|wiki_page|on_paper|external_tool)\b"  # kinds of work that Canvas does not expect
_OVERRULED = {"late": True, "none": False, "extended": False}  # what a teacher says instead of the due date


def submission_types() -> dict[str, pl.Expr]:
    """The assignment's type, and whether it is expected, from `kinds`: its submission types, a list or as text."""
    kinds = pl.col("kinds").str.to_lowercase().fill_null("")
    return {
        "assignment_type": pl.when(kinds.str.contains("quiz"))
        .then(pl.lit("quiz"))
        .when(kinds.str.contains("discussion"))
        .then(pl.lit("discussion"))
        .otherwise(pl.lit("assignment")),
        "is_expected": kinds.str.contains("[a-z]") & ~kinds.str.contains(_ELSEWHERE),
    }


def _assignments(rows: pl.DataFrame) -> pl.DataFrame:
    rows = rows.with_columns(**submission_types())
    state = pl.col("workflow_state").str.to_lowercase()
    return rows.with_columns(
        pl.col("is_expected") & (state.fill_null("published") == "published"),
        is_deleted=(state == "deleted").fill_null(False) | (pl.col("change") == "D").fill_null(False),
        updated_at=pl.coalesce("changed_at", "told_at"),
    )


def _submissions(rows: pl.DataFrame) -> pl.DataFrame:
    policy, state = pl.col("late_policy").str.to_lowercase(), pl.col("workflow_state").str.to_lowercase()
    is_graded = (state == "graded").fill_null(False) | pl.col("graded_at").is_not_null()
    is_missing = (policy == "missing").fill_null(False) | pl.col("is_missing").fill_null(False)
    return rows.with_columns(
        state=pl.when(pl.col("person").is_null())
        .then(None)
        .when(pl.col("is_excused").fill_null(False))
        .then(pl.lit("excused"))
        .when(is_missing)
        .then(pl.lit("missing"))
        .when(pl.col("submitted_at").is_not_null())
        .then(pl.lit("submitted"))
        .otherwise(unless_handed_in(pl.col("score"), is_graded=is_graded)),
        is_late=pl.coalesce(policy.replace_strict(_OVERRULED, default=None, return_dtype=pl.Boolean), "is_late"),
        is_graded=is_graded,
        is_deleted=(state == "deleted").fill_null(False),
        updated_at=pl.coalesce("changed_at", pl.max_horizontal("submitted_at", "graded_at"), "told_at"),
    )


def _from_canvas(suffix: str, *, key: str, value: str) -> tuple[Layout, ...]:
    """Both tables, with the prefixes that stand before their headers."""
    changed = (
        Column("changed_at", (f"{value}updated_at",), instant()),
        Column("told_at", ("meta.ts",), instant()),  # all that Canvas Data says of a row that is gone
    )
    return (
        Layout(
            name=f"assignments{suffix}",
            label="a Canvas assignments table",
            table="assignments",
            signature=(f"{key}id", *(f"{value}{name}" for name in ("due_at", "points_possible", "submission_types"))),
            columns=(
                Column("assignment_ref", (f"{key}id",), canvas_id(), required=True, personal=True),
                Column("course_ref", (f"{value}context_id", f"{value}course_id"), canvas_id()),
                Column("kinds", (f"{value}submission_types",), text()),
                Column("due_at", (f"{value}due_at",), instant()),
                Column("points", (f"{value}points_possible",), real_number()),
                Column("workflow_state", (f"{value}workflow_state",), text()),
                Column("change", ("meta.action",), text()),
                *changed,
            ),
            finish=as_assignments(_assignments),
            identity=ASSIGNMENT_IDENTITY,
            known_as="assignments",
        ),
        Layout(
            name=f"submissions{suffix}",
            label="a Canvas submissions table",
            table="submissions",
            signature=tuple(
                f"{value}{name}" for name in ("assignment_id", "user_id", "workflow_state", "submitted_at", "graded_at")
            ),
            columns=(
                Column("assignment_ref", (f"{value}assignment_id",), canvas_id(), personal=True),
                Column("course_ref", (f"{value}course_id",), canvas_id()),
                Column("person", (f"{value}user_id",), canvas_id(), personal=True),
                Column("workflow_state", (f"{value}workflow_state",), text()),
                Column("score", (f"{value}score",), real_number()),
                Column("submitted_at", (f"{value}submitted_at",), instant()),
                Column("graded_at", (f"{value}graded_at",), instant()),
                Column("due_at", (f"{value}cached_due_date",), instant()),
                Column("is_excused", (f"{value}excused",), truth()),
                Column("is_late", (f"{value}late",), truth()),
                Column("is_missing", (f"{value}missing",), truth()),
                Column("late_policy", (f"{value}late_policy_status",), text()),
                Column("attempt", (f"{value}attempt",), whole_number()),
                *changed,
            ),
            finish=as_submissions(_submissions),
            identity=SUBMISSION_IDENTITY,
            known_as="submissions",
        ),
    )


COURSEWORK = (*_from_canvas("", key="", value=""), *_from_canvas("_dap", key="key.", value="value."))
