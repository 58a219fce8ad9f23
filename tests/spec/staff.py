"""Stores of staff and their survey answers, drawn as tables, for the specification of the survey figures."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date

from data_layer.scope import Scope
from metrics import catalogue, policy
from metrics.definition import Result
from tests.building import school_days, store_of

# Q2 runs for two months; its last day is a Friday. The summer begins after Q3.
PERIODS = """
    kind        | period_id  | label   | starts_on  | ends_on
    school_year | 2025-26    | 2025-26 | 2025-11-01 | 2026-06-06
    quarter     | 2025-26 Q2 | Q2      | 2025-11-03 | 2026-01-17
    quarter     | 2025-26 Q3 | Q3      | 2026-01-20 | 2026-03-28
"""
DAYS = school_days(date(2025, 11, 3), date(2026, 6, 5))
SCHOOLS = """
    school_id | name
    oak       | Oak School
    elm       | Elm School
"""
AS_OF = date(2026, 1, 30)  # ten school days after the last day of Q2
POLICY = policy.load()


def whole_year(**words: object) -> Scope:
    return Scope(**{"period_start": date(2025, 11, 1), "period_end": date(2026, 6, 6), "as_of": AS_OF, **words})


@contextmanager
def connected(tmp_path, **tables):
    tables = {"periods": PERIODS, "calendar_days": DAYS, "schools": SCHOOLS, **tables}
    with store_of(tmp_path, **tables).connect() as connection:
        yield connection


def measured(tmp_path, name: str, *by: str, scope: Scope | None = None, **tables) -> Result:
    with connected(tmp_path, **tables) as connection:
        return catalogue.measure(connection, name, scope or whole_year(), by=by, policy=POLICY, version="000001-a")


def staff(count: int, *, first: int = 1, school: str = "oak", role: str = "teacher", **words: object) -> list[dict]:
    """Members of one school's staff, numbered from `first`."""
    employed = {"starts_on": date(2025, 8, 1), "ends_on": date(2026, 7, 1), "is_home": True, **words}
    return [
        {"person_id": first + place, "school_id": school, "role": role, "grade_level": None, **employed}
        for place in range(count)
    ]


def answers(*usefulness: list[int], first: int = 1, **words: object) -> list[dict]:
    """One complete answer each, by the people numbered from `first`; each is the list of its usefulness scores."""
    return [
        {
            "response_id": first + place,
            "person_id": first + place,
            "school_id": "oak",
            "role": "teacher",
            "quarter_id": "2025-26 Q2",
            "submitted_on": date(2025, 12, 1),
            "scale_points": 7,
            "usefulness_answered_count": len(scores),
            "usefulness_sum": sum(scores),
            "ease_answered_count": 6,
            "ease_sum": 6 * 4,
            "is_straight_lined": False,
            "is_counted": len(scores) >= 5,
            **words,
        }
        for place, scores in enumerate(usefulness)
    ]


YES, NO = [5, 5, 5, 5, 5, 5], [4, 5, 5, 5, 5, 5]


def votes(favorable_count: int, response_count: int, **words: object) -> list[dict]:
    """As many answers, of which as many are favorable, each by a whisker."""
    return answers(*[YES] * favorable_count, *[NO] * (response_count - favorable_count), **words)
