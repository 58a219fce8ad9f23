"""What share of the rows that each source brought was refused, and why?"""

from __future__ import annotations

from sqlalchemy import Connection, Select, String, cast, func, select

from data_layer.scope import Scope
from data_layer.tables import imports, refusals
from metrics.definition import Metric
from metrics.groups import whole
from metrics.log_sources import WHOLE_DISTRICT_ONLY
from metrics.policy import Policy
from metrics.rows import Answer, Row, rows_of

_STANDS = imports.c.undone_at.is_(None)


def refused_row_rate(
    connection: Connection,
    scope: Scope,
    *,
    by: tuple[str, ...] = (),
    policy: Policy,  # noqa: ARG001
) -> Answer:
    """Refused rows over rows read, of all imports that stand; a row with two faults counts under each of them."""
    columns = ("numerator", "denominator", "last_received_on", "people_count", *by)
    if scope.entitlement.schools is not None:
        return Answer(columns, [], (WHOLE_DISTRICT_ONLY,))
    rows = rows_of(connection, _read())
    if "reason" in by:
        read = {row["source"]: row for row in rows}
        rows = [{**read[row["source"]], **row} for row in rows_of(connection, _by_reason())]
    return Answer(columns, [_told(row) for row in rows])


def _read() -> Select:
    """Per source the rows read and refused, and the day its last file came."""
    return (
        select(
            imports.c.label.label("source"),
            whole(imports.c.refused_count).label("numerator"),
            whole(imports.c.read_count).label("denominator"),
            func.max(imports.c.received_at).label("received_at"),
        )
        .where(_STANDS)
        .group_by(imports.c.label)
    )


def _by_reason() -> Select:
    """Per source and fault the rows that have it."""
    row = func.concat_ws("/", cast(refusals.c.import_id, String), refusals.c.file_name, cast(refusals.c.row, String))
    reason = func.concat_ws(" ", refusals.c.column, refusals.c.problem).label("reason")
    return (
        select(imports.c.label.label("source"), reason, func.count(row.distinct()).label("numerator"))
        .join(imports, imports.c.import_id == refusals.c.import_id)
        .where(_STANDS)
        .group_by(imports.c.label, reason)
    )


def _told(row: Row) -> Row:
    return {**row, "last_received_on": row["received_at"].date(), "people_count": None}


METRICS = (
    Metric(
        name="refused_row_rate",
        label="Rows refused",
        question="What share of the rows that each source brought was refused, and why?",
        numerator="Rows that were refused, because a cell in them could not be read or contradicts another.",
        denominator="Rows read.",
        unit="rate",
        better="lower",
        groups=("source", "reason"),
        reference="Every row that was read is loaded, already known, or refused.",
        compute=refused_row_rate,
        caveats=("A row with two faults counts under each of them.", "Imports that were taken back are left out."),
        window="all imports that stand, whatever the period",
        is_about="rows",
        always_by=("source",),
        additive=False,
    ),
)
