"""Of the people who use a tool, what share uses each of its features, and which features gather dust?"""

from __future__ import annotations

from sqlalchemy import Connection

from data_layer.scope import Scope
from metrics import feature_use
from metrics.coverage import coverage
from metrics.definition import PEOPLE, Metric
from metrics.enrollment import enrolled
from metrics.feature_use import Feature, Quiet, key_of
from metrics.policy import Policy
from metrics.rows import Answer, Row
from metrics.shaping import keys_of

NEW, DUST = "new", "gathers dust"
_FIGURES = ("numerator", "denominator", "state", PEOPLE)
_GROUPS = ("school", "grade_level", "role")


def feature_utilization(connection: Connection, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Answer:
    """A row for each feature that anybody ever used and each group, whether or not it was used there."""
    known = coverage(connection, scope)
    looked = feature_use.whole_months(known)
    split = tuple(group for group in by if group != "feature")
    features = feature_use.features(connection, known)
    users = _counts(feature_use.people(connection, looked, by=by), by)
    active = _counts(feature_use.people(connection, looked, by=split), split)
    standing = tuple(group for group in split if group != "month")
    quiet = feature_use.quiet(connection, known, by=standing, policy=policy)
    rows = []
    for group in known.named(enrolled(connection, looked, split)):
        base = active.get(key_of(group, split), 0)
        for feature in (each for each in features if each.tool_id == group["tool_id"]):
            row = {**group, "feature": feature.feature}
            state = _state(feature, key_of(group, standing), quiet=quiet, policy=policy)
            figures = (users.get(key_of(row, by), 0), base, state, base)
            rows.append(row | dict(zip(_FIGURES, figures, strict=True)))
    return Answer((*keys_of(by), *_FIGURES), rows, known.notes, orders={"feature": _most_used_first(rows)})


def users(connection: Connection, scope: Scope, *, by: tuple[str, ...]) -> list[Row]:
    """The people who used a tool at all, whatever its features."""
    known = coverage(connection, scope)
    split = tuple(group for group in by if group != "feature")
    rows = feature_use.people(connection, feature_use.whole_months(known), by=split)
    return [row | {PEOPLE: row["use_count"]} for row in known.named(rows)]


def _counts(rows: list[Row], by: tuple[str, ...]) -> dict[tuple, int]:
    return {key_of(row, by): row["use_count"] for row in rows}


def _state(feature: Feature, group: tuple, *, quiet: Quiet, policy: Policy) -> str | None:
    """New wherever it is new to the district; else whether it gathers dust among this group."""
    if feature.age_days < policy["features.new_for"]:
        return NEW
    is_used = (*group, feature.feature) in quiet.used
    is_known = quiet.active_counts.get(group, 0) >= policy["features.dust_users"]
    return DUST if is_known and not is_used else None


def _most_used_first(rows: list[Row]) -> list[str]:
    """The features in the order of their users, over all groups."""
    totals: dict[str, int] = {}
    for row in rows:
        totals[row["feature"]] = totals.get(row["feature"], 0) + row["numerator"]
    return sorted(totals, key=lambda feature: (-totals[feature], feature))


METRICS = (
    Metric(
        name="feature_utilization",
        label="Feature utilization",
        question="Of the people who use a tool, what share uses each of its features?",
        numerator="People who used the feature.",
        denominator="People who used the tool at all: viewed, worked on or made something.",
        unit="rate",
        better="higher",
        groups=("tool", "feature", *_GROUPS, "month"),
        reference="District choice; no published evidence for a share that a feature should reach.",
        compute=feature_utilization,
        people=users,
        policy=("features.dust_after", "features.dust_users", "features.new_for"),
        caveats=(
            "Counted in whole months: a month that the period touches counts with all of its days.",
            "Features go by the names that the tool's log gives them. One that nobody ever used is in no log, and so "
            "not here.",
            "New, and gathering dust, are as of the last known day, whichever month is shown.",
        ),
        is_about="people",
        alike_over=("month",),
        is_shared_whole=True,
        always_by=("tool", "feature"),
    ),
)
