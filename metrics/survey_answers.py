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

from data_layer.scope import Choice, Scope
from data_layer.tables import memberships, periods, survey_responses
from metrics.periods import all_periods
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
    answer_counts = _answer_counts(connection, scope.as_of, scope.tools)
    return [
        Quarter(each.period_id, each.starts_on, each.ends_on, answer_counts.get(each.period_id, 0))
        for each in all_periods(connection, "quarter")
        if each.starts_on <= scope.as_of and each.starts_on < scope.period_end and each.ends_on > scope.period_start
    ]


@remembered
def _answer_counts(connection: Connection, as_of: date, tools: Choice) -> dict[str, int]:
    quarter = survey_responses.c.quarter_id
    counted = select(quarter, func.count()).where(*_known_by_as_of(as_of, tools)).group_by(quarter)
    return dict(tuple(row) for row in connection.execute(counted))


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
    return scope.restrict(found.where(*_known_by_as_of(scope.as_of, scope.tools)), answers)


def _asked(scope: Scope, quarter_ids: list[str | None], keys: list[str]) -> Subquery:
    """Each staff member once per quarter and group: at their home school on its closing day, or on as-of before it."""
    tomorrow = scope.as_of + timedelta(days=1)
    closes = case((periods.c.ends_on > tomorrow, tomorrow), else_=periods.c.ends_on)
    is_employed = and_(memberships.c.starts_on < closes, memberships.c.ends_on >= closes)
    answers = survey_responses
    begun = (
        select(answers.c.person_id, answers.c.quarter_id)
        .where(*_known_by_as_of(scope.as_of, scope.tools))
        .distinct()
        .subquery()
    )
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
    ranked = complete.where(*_known_by_as_of(scope.as_of, scope.tools)).subquery()
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


def _known_by_as_of(as_of: date, tools: Choice) -> list[ColumnElement[bool]]:
    answers = survey_responses
    about = [] if tools is None else [answers.c.tool.in_(sorted(tools))]
    return [answers.c.submitted_on <= as_of, *about]
