"""Which staff were asked in a quarter, and which answers are theirs: the selects behind every survey figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
)

from data_layer.scope import Scope
from data_layer.tables import memberships, periods, survey_responses
from metrics.policy import Policy
from metrics.remembered import remembered

FAVORABLE_SCORES = {7: "buy_in.favorable_score_7", 5: "buy_in.favorable_score_5"}  # by the points of the scale
MARKS = ("is_favorable", "is_straight_lined", "has_begun")
_STAFF_HAVE_NO = ("grade_levels", "subjects")


@dataclass(frozen=True)
class Construct:
    """The two columns of survey_responses that hold one construct of the TAM."""

    answered_count: Column
    score_sum: Column


@dataclass(frozen=True)
class Quarter:
    quarter_id: str | None  # None: the calendar has no quarter in the period
    starts_on: date
    ends_on: date
    answer_count: int  # anybody's, complete or not: whether a survey was held at all


def quarters_begun(connection: Connection, scope: Scope) -> list[Quarter]:
    """The quarters of the scope's period that have begun by as-of, in the order of time."""
    of_everybody = Scope(scope.period_start, scope.period_end, scope.as_of, tools=scope.tools)
    return _begun(connection, of_everybody)


@remembered
def _begun(connection: Connection, scope: Scope) -> list[Quarter]:
    answers = survey_responses
    is_answer = and_(answers.c.quarter_id == periods.c.period_id, *_known_by_as_of(scope))
    columns = (periods.c.period_id, periods.c.starts_on, periods.c.ends_on)
    begun = (
        select(*columns, func.count(answers.c.response_id))
        .select_from(periods.outerjoin(answers, is_answer))
        .where(periods.c.kind == "quarter", periods.c.starts_on <= scope.as_of)
        .where(periods.c.starts_on < scope.period_end, periods.c.ends_on > scope.period_start)
        .group_by(*columns)
        .order_by(periods.c.starts_on)
    )
    return [Quarter(*row) for row in connection.execute(begun)]


def counts(
    scope: Scope, quarter_ids: list[str | None], keys: list[str], *, construct: Construct, policy: Policy
) -> Select:
    """Staff and answers by quarter, group, scale and kind, in one table.

    Kinds: `asked` staff with their answers, or without (no scale); `nameless` answers, which name nobody of the
    roster, under the group that they name themselves; answers of a `stranger`, whom the roster knows elsewhere.
    """
    asked, answers = _asked(scope, quarter_ids, keys), _answers(scope, quarter_ids, construct, policy)
    theirs = and_(answers.c.person_id == asked.c.person_id, answers.c.quarter == asked.c.quarter)
    kind = case(
        (asked.c.person_id.is_not(None), "asked"), (answers.c.person_id.is_(None), "nameless"), else_="stranger"
    )
    groups = [func.coalesce(asked.c[key], answers.c[key]).label(key) for key in keys]
    is_here = or_(asked.c.person_id.is_not(None), and_(_is_no_student(answers), *scope.conditions(answers)))
    both = (
        select(*groups, kind.label("kind"), answers.c.scale_points, *_marks(asked, answers, policy))
        .select_from(asked.outerjoin(answers, theirs, full=True))
        .where(is_here)
        .subquery()
    )
    columns = [both.c[name] for name in (*keys, "kind", "scale_points")]
    figures = [func.count(case((both.c[name], 1))).label(f"{name.removeprefix('is_')}_count") for name in MARKS]
    return select(*columns, func.count().label("people_count"), *figures).group_by(*columns)


def between_quarters(scope: Scope) -> Select:
    """How many complete answers of the period were given on days that no quarter holds, such as the summer's."""
    answers = survey_responses
    in_period = [answers.c.submitted_on >= scope.period_start, answers.c.submitted_on < scope.period_end]
    found = select(func.count()).where(answers.c.is_counted, answers.c.quarter_id.is_(None), *in_period)
    return scope.restrict(found.where(*_known_by_as_of(scope)), answers)


def _asked(scope: Scope, quarter_ids: list[str | None], keys: list[str]) -> Subquery:
    """Each staff member once per quarter and group: at their home school on its closing day, or on as-of before it."""
    tomorrow = scope.as_of + timedelta(days=1)
    closes = case((periods.c.ends_on > tomorrow, tomorrow), else_=periods.c.ends_on)
    is_employed = and_(memberships.c.starts_on < closes, memberships.c.ends_on >= closes)
    answers = survey_responses
    begun = select(answers.c.person_id, answers.c.quarter_id).where(*_known_by_as_of(scope)).distinct().subquery()
    is_theirs = and_(begun.c.person_id == memberships.c.person_id, begun.c.quarter_id == periods.c.period_id)
    columns = [
        periods.c.period_id.label("quarter"),
        *(memberships.c[key] for key in keys[1:]),
        memberships.c.person_id,
        begun.c.person_id.is_not(None).label("has_begun"),
    ]
    staff = select(*columns).distinct().select_from(periods.join(memberships, is_employed).outerjoin(begun, is_theirs))
    staff = staff.where(periods.c.kind == "quarter", periods.c.period_id.in_(quarter_ids))
    staff = staff.where(memberships.c.role != "student", memberships.c.is_home)
    return scope.restrict(staff, memberships, without=_STAFF_HAVE_NO).subquery()


def _answers(scope: Scope, quarter_ids: list[str | None], construct: Construct, policy: Policy) -> Subquery:
    """Each person's latest complete answer of each quarter, and every complete one that names nobody."""
    answers = survey_responses
    counted_as = func.coalesce(answers.c.person_id, -answers.c.response_id)  # nobody is nobody else's earlier answer
    latest_first = func.row_number().over(
        partition_by=[answers.c.quarter_id, counted_as], order_by=answers.c.response_id.desc()
    )
    columns = [
        *(answers.c[name] for name in ("person_id", "school_id", "role", "scale_points", "is_straight_lined")),
        answers.c.quarter_id.label("quarter"),
        construct.answered_count.label("answered_count"),
        construct.score_sum.label("score_sum"),
        latest_first.label("place"),
    ]
    complete = select(*columns).where(answers.c.is_counted, answers.c.quarter_id.in_(quarter_ids))
    complete = complete.where(construct.answered_count >= policy["buy_in.answered_items_needed"])
    ranked = complete.where(*_known_by_as_of(scope)).subquery()
    return select(ranked).where(ranked.c.place == 1).subquery()


def _marks(asked: Subquery, answers: Subquery, policy: Policy) -> list[ColumnElement[bool]]:
    """Whole numbers all through: a mean of at least s is a sum of at least s times the items answered."""
    is_favorable = or_(
        *(
            and_(answers.c.scale_points == points, answers.c.score_sum >= policy[name] * answers.c.answered_count)
            for points, name in FAVORABLE_SCORES.items()
        )
    )
    marks = (is_favorable, answers.c.is_straight_lined, asked.c.has_begun)
    return [mark.label(name) for mark, name in zip(marks, MARKS, strict=True)]


def _is_no_student(answers: Subquery) -> ColumnElement[bool]:
    """Whether an answer that names nobody may be one of the staff's."""
    return or_(answers.c.person_id.is_not(None), func.coalesce(func.lower(answers.c.role), "") != "student")


def _known_by_as_of(scope: Scope) -> list[ColumnElement[bool]]:
    answers = survey_responses
    about = [] if scope.tools is None else [answers.c.tool.in_(sorted(scope.tools))]
    return [answers.c.submitted_on <= scope.as_of, *about]
