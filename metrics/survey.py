"""How many staff were asked, answered and answered favorably, by quarter and group: shared by the survey figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Row

from data_layer.scope import Scope
from data_layer.tables import survey_responses
from metrics import survey_answers
from metrics.definition import PEOPLE
from metrics.policy import Policy
from metrics.remembered import remembered
from metrics.rows import Answer
from metrics.statistics import wilson
from metrics.survey_answers import FAVORABLE_SCORES, Construct, Quarter
from metrics.survey_cell import Cell
from metrics.survey_notes import notes

GROUPS = ("quarter", "school", "role")
POLICY = (*FAVORABLE_SCORES.values(), "buy_in.answered_items_needed")
USEFULNESS = Construct(survey_responses.c.usefulness_answered_count, survey_responses.c.usefulness_sum)
EASE_OF_USE = Construct(survey_responses.c.ease_answered_count, survey_responses.c.ease_sum)
_ALWAYS = (date.min, date.max)
CAVEATS = (
    "Staff are those whom the roster shows at their home school on the quarter's closing day, or on the as-of day "
    "while the quarter runs. Grade level and subject filters do not apply to them.",
    "Each person counts once a quarter, with the latest complete answer. A split other than by quarter shows the "
    "latest quarter in which a survey was held.",
    "An answer that names nobody in the roster counts under the school it names.",
)


@dataclass(frozen=True)
class Survey:
    """The cells of a split, and sentences on what was left out of them or kept with a reservation."""

    keys: list[str]
    cells: list[Cell]
    notes: tuple[str, ...]

    def answer(self, told: Sequence[dict], names: Sequence[str]) -> Answer:
        """What a metric tells of each cell beside what every survey figure tells; `names` are what it tells."""
        rows = [{**_words(cell), **words} for cell, words in zip(self.cells, told, strict=True)]
        return Answer(tuple(dict.fromkeys([*self.keys, *_WORDS, *names])), rows, self.notes)


@remembered
def survey(
    connection: Connection, scope: Scope, *, by: tuple[str, ...], construct: Construct, policy: Policy
) -> Survey:
    """Every group with staff, in every quarter asked for; every quarter, staff or not, where only quarters are."""
    quarters = {quarter.quarter_id: quarter for quarter in _quarters(connection, scope, by)}
    keys = ["quarter", *("school_id" if group == "school" else group for group in by if group != "quarter")]
    rows = _counted(connection, scope.with_period(*_ALWAYS), tuple(keys), construct=construct, policy=policy)
    rows = [row for row in rows if row.quarter in quarters]
    cells: dict[tuple, Cell] = {}
    if keys == ["quarter"]:
        cells = {(quarter_id,): Cell({"quarter": quarter_id}, quarter) for quarter_id, quarter in quarters.items()}
    for row in (row for row in rows if row.kind == "asked"):
        group = _group(row, keys)
        cells.setdefault(tuple(group.values()), Cell(group, quarters[row.quarter])).add(row)
    left_out = [row for row in rows if row.kind != "asked" and not _placed(row, cells, keys)]
    between = connection.execute(survey_answers.between_quarters(scope)).scalar_one()
    return Survey(keys, list(cells.values()), notes(list(cells.values()), left_out, between_quarters=between))


@remembered
def _counted(
    connection: Connection, scope: Scope, keys: tuple[str, ...], *, construct: Construct, policy: Policy
) -> list[Row]:
    """The answers of every quarter begun by as-of: the figures of a page ask for some, for all, and for the latest."""
    quarters = [quarter.quarter_id for quarter in survey_answers.quarters_begun(connection, scope)]
    return connection.execute(
        survey_answers.counts(scope, quarters, list(keys), construct=construct, policy=policy)
    ).all()


def favorable_share(cell: Cell, *, confidence: float) -> dict[str, float | None]:
    """Numerator, denominator and interval of the favorable share."""
    answers, population = cell.answers, cell.eligible_count
    interval = wilson(answers.favorable_count, answers.response_count, confidence=confidence, population=population)
    lower, upper = interval or (None, None)
    counts = {"numerator": answers.favorable_count, "denominator": answers.response_count}
    return {**counts, "favorable_count": answers.favorable_count, "lower": lower, "upper": upper}


def _quarters(connection: Connection, scope: Scope, by: tuple[str, ...]) -> list[Quarter]:
    """All that have begun; without a split by quarter the latest in which a survey was held, or else the latest."""
    begun = survey_answers.quarters_begun(connection, scope)
    held = [quarter for quarter in begun if quarter.answer_count]
    no_quarter = Quarter(None, scope.period_start, scope.period_end, 0)
    return begun if "quarter" in by else [(held or begun or [no_quarter])[-1]]


def _group(row: Row, keys: list[str]) -> dict[str, str | None]:
    return {key: row._mapping[key] for key in keys}


def _placed(row: Row, cells: dict[tuple, Cell], keys: list[str]) -> bool:
    """Whether an answer that names nobody found the group that it names."""
    cell = cells.get(tuple(_group(row, keys).values())) if row.kind == "nameless" else None
    if cell is not None:
        cell.add(row)
    return cell is not None


def _words(cell: Cell) -> dict[str, object]:
    return {**cell.group, **{name: tell(cell) for name, tell in _WORDS.items()}}


_WORDS = {
    "period_start": lambda cell: cell.quarter.starts_on,
    "period_end": lambda cell: cell.quarter.ends_on,
    "eligible_count": lambda cell: cell.eligible_count,
    "response_count": lambda cell: cell.answers.response_count,
    "complete_count": lambda cell: cell.complete_count,
    "partial_count": lambda cell: cell.partial_count,
    "nameless_count": lambda cell: cell.answers.nameless_count,
    "straight_lined_count": lambda cell: cell.answers.straight_lined_count,
    "scale_points": lambda cell: cell.scale_points,
    PEOPLE: lambda cell: cell.people_count,
}
