"""What staff answered, what tests measured, and what other districts report."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Double, Integer, String

from data_layer.tables.definition import table

survey_responses = table(
    "survey_responses",
    "one response of one person to one TAM survey; is_counted marks the person's latest complete one of its quarter",
    Column("response_id", Integer),
    Column("person_id", Integer),  # null where the answer names nobody the roster knows
    Column("school_id", String),  # the home school on that day, or the one the answer names
    Column("role", String),
    Column("quarter_id", String),
    Column("submitted_on", Date),
    Column("tool", String),  # what the survey asks about, where it says
    Column("scale_points", Integer),
    Column("usefulness_answered_count", Integer),
    Column("usefulness_sum", Integer),
    Column("ease_answered_count", Integer),
    Column("ease_sum", Integer),
    Column("is_straight_lined", Boolean),
    Column("is_counted", Boolean),
)
assessments = table(
    "assessments",
    "one sitting of one test by one person of the roster",
    Column("person_id", Integer),
    Column("test", String),
    Column("subject", String),
    Column("completed_on", Date),
    Column("score", Integer),
    Column("percentile", Integer),
    Column("placement", String),
    Column("minutes", Double),
)
product_shares = table(
    "product_shares",
    "what share of the students opened one product on one day, as a service outside says it; it names nobody",
    Column("product", String),  # its name where the list of products was imported, else its number there
    Column("vendor", String),
    Column("used_on", Date),
    Column("access_rate", Double),
    Column("loads_per_thousand", Double),  # page loads for each 1,000 students
)
survey_scale_scores = table(
    "survey_scale_scores",
    "one response to one scale of any survey; is_counted marks the person's latest of its quarter",
    Column("instrument", String),  # tam, ttis, or the district's own
    Column("scale", String),
    Column("person_id", Integer),  # null where the answer names nobody the roster knows
    Column("school_id", String),
    Column("role", String),
    Column("quarter_id", String),
    Column("submitted_on", Date),
    Column("tool", String),
    Column("scale_points", Integer),
    Column("answered_count", Integer),
    Column("score_sum", Integer),
    Column("is_counted", Boolean),
)
