"""The store's tables as SQLAlchemy Core; each says its grain. Metrics read these and nothing else.

Days are the district's local days. Spans are half-open: [starts_on, ends_on). People are small whole
numbers that mean nothing outside one store; their pseudonyms stand in `people` alone.
"""

from __future__ import annotations

from data_layer.tables.belief import assessments, product_shares, survey_responses, survey_scale_scores
from data_layer.tables.days import calendar_days, periods
from data_layer.tables.definition import metadata
from data_layer.tables.imported import facts, import_files, imports, part_tools, parts, refusals
from data_layer.tables.matching import actor_course_days, actor_feature_days, actor_people, actor_tool_days, actors
from data_layer.tables.money import contracts, entitlements, payments, seats
from data_layer.tables.roster import (
    class_subjects,
    enrolled_days,
    memberships,
    people,
    schools,
    subject_enrolled_days,
    subject_memberships,
)
from data_layer.tables.use import (
    active_days,
    feature_days,
    feature_months,
    first_uses,
    match_days,
    source_days,
    subject_days,
    tools,
    usage_days,
    usage_months,
    usage_weeks,
)
from data_layer.tables.work import class_memberships, due_days

__all__ = [
    "active_days",
    "actor_course_days",
    "actor_feature_days",
    "actor_people",
    "actor_tool_days",
    "actors",
    "assessments",
    "calendar_days",
    "class_memberships",
    "class_subjects",
    "contracts",
    "due_days",
    "enrolled_days",
    "entitlements",
    "facts",
    "feature_days",
    "feature_months",
    "first_uses",
    "import_files",
    "imports",
    "match_days",
    "memberships",
    "metadata",
    "part_tools",
    "parts",
    "payments",
    "people",
    "periods",
    "product_shares",
    "refusals",
    "schools",
    "seats",
    "source_days",
    "subject_days",
    "subject_enrolled_days",
    "subject_memberships",
    "survey_responses",
    "survey_scale_scores",
    "tools",
    "usage_days",
    "usage_months",
    "usage_weeks",
]
