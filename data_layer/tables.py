"""The store's tables as SQLAlchemy Core; each says its grain. Metrics read these and nothing else.

Days are the district's local days. Spans are half-open: [starts_on, ends_on). People are small whole
numbers that mean nothing outside one store; their pseudonyms stand in `people` alone.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
)

metadata = MetaData()


def _table(name: str, grain: str, *columns: Column) -> Table:
    return Table(name, metadata, *columns, comment=grain)


# --- what was imported -------------------------------------------------------------------------------

imports = _table(
    "imports",
    "one import: the files of one source that came together",
    Column("import_id", Integer),
    Column("importer", String),
    Column("label", String),
    Column("received_at", DateTime),
    Column("read_count", BigInteger),
    Column("loaded_count", BigInteger),
    Column("known_count", BigInteger),
    Column("refused_count", BigInteger),
    Column("undone_at", DateTime),  # null while the import stands
)
import_files = _table(
    "import_files",
    "one table (file, or sheet of a workbook) of one import",
    Column("import_id", Integer),
    Column("file_name", String),
    Column("label", String),  # what the file was recognised as, in words
    Column("layout", String),  # and by name
    Column("digest", String),  # SHA-256 of the bytes under the home's key
    Column("read_count", BigInteger),
    Column("loaded_count", BigInteger),
    Column("known_count", BigInteger),
    Column("refused_count", BigInteger),
    Column("note", String),  # encoding, separator and what else was found out
)
refusals = _table(
    "refusals",
    "one cell (or row) that could not be loaded",
    Column("import_id", Integer),
    Column("file_name", String),
    Column("row", BigInteger),
    Column("column", String),
    Column("value", String),
    Column("problem", String),
    Column("remedy", String),
    Column("consequence", String),  # why it matters
)
facts = _table(
    "facts",
    "one thing that is so of the whole store, with words for the screen",
    Column("name", String),  # time_zone, calendar_source, first_day, last_day, ...
    Column("value", String),
    Column("note", String),
)

parts = _table(
    "parts",
    "one Parquet part of one import: the rows of one landing table, kept whole and never changed",
    Column("import_id", Integer),
    Column("landing", String),
    Column("row_count", BigInteger),
    Column("first_on", Date),  # events only: the days its rows span, as the source wrote them
    Column("last_on", Date),
)

part_tools = _table(
    "part_tools",
    "one tool in the events of one import: whether they hold logins that the tool itself recorded",
    Column("import_id", Integer),
    Column("tool", String),
    Column("has_own_logins", Boolean),
)

# --- time --------------------------------------------------------------------------------------------

calendar_days = _table(
    "calendar_days",
    "one local day of a known school year",
    Column("day", Date),
    Column("is_instructional", Boolean),
    Column("instructional_number", Integer),  # running count of instructional days up to and with this day
    Column("week", Date),  # its Monday
    Column("month", Date),  # its first day
    Column("quarter_id", String),  # "2025-26 Q1"; null where no quarter covers the day
    Column("semester_id", String),
    Column("school_year", String),  # "2025-26"
)
periods = _table(
    "periods",
    "one period of a kind (school_year, semester, quarter, month)",
    Column("kind", String),
    Column("period_id", String),
    Column("label", String),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("instructional_day_count", Integer),
)

# --- who and where -----------------------------------------------------------------------------------

schools = _table("schools", "one school", Column("school_id", String), Column("name", String), Column("level", String))
people = _table(
    "people",
    "one key under which a roster lists a person; rosters of several systems may list one person under several",
    Column("person_id", Integer),
    Column("person_key", String),
)
memberships = _table(
    "memberships",
    "one person at one school in one role (and grade level, for students) over one span",
    Column("person_id", Integer),
    Column("school_id", String),
    Column("grade_level", String),  # PK, KG, 01..12; null for staff and where the roster gives none
    Column("role", String),  # student, teacher, staff
    Column("school_year", String),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("is_home", Boolean),  # the one school under which the person's own use is counted
)
subject_memberships = _table(
    "subject_memberships",
    "one student in at least one class of one subject at one school over one span",
    Column("person_id", Integer),
    Column("school_id", String),
    Column("grade_level", String),
    Column("subject", String),
    Column("starts_on", Date),
    Column("ends_on", Date),
)
class_subjects = _table(
    "class_subjects", "one class and its broad subject", Column("class_id", String), Column("subject", String)
)
enrolled_days = _table(
    "enrolled_days",
    "one instructional day x school x grade level x role: how many people are enrolled there (home school only)",
    Column("day", Date),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("people_count", Integer),
)
subject_enrolled_days = _table(
    "subject_enrolled_days",
    "one instructional day x school x grade level x subject: how many students are enrolled",
    Column("day", Date),
    Column("school_id", String),
    Column("grade_level", String),
    Column("subject", String),
    Column("people_count", Integer),
)

# --- use ---------------------------------------------------------------------------------------------

tools = _table(
    "tools",
    "one tool that a log, a contract or a seat list names",
    Column("tool_id", Integer),
    Column("name", String),
    Column("vendor", String),
    Column("category", String),
    Column("tier", String),  # core, supplemental
    Column("has_own_logins", Boolean),  # whether any log holds its logins; where none does, visits are counted
    Column("has_log", Boolean),  # whether any log of this tool was imported: without one, no use is unknown, not zero
    Column("has_seat_list", Boolean),  # whether any list tells who holds its seats
    Column("first_logged_on", Date),  # of what a log tells day by day
    Column("last_logged_on", Date),  # of that, and of lists of when somebody was last seen
    Column("last_active_on", Date),  # the latest qualifying use by anybody on the roster
)
usage_days = _table(
    "usage_days",
    "one person x local day x tool, at the person's home school, grade level and role of that day",
    Column("day", Date),
    Column("tool_id", Integer),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("person_id", Integer),
    Column("login_count", Integer),
    Column("event_count", Integer),  # qualifying events: view or better
    Column("minutes", Double),
    Column("is_instructional", Boolean),
    Column("is_active", Boolean),  # at least one qualifying event
)
active_days = _table(
    "active_days",
    "one local day x tool x school x grade level x role: how many people used it; without a tool: any tool",
    Column("day", Date),
    Column("tool_id", Integer),  # null: any tool, where a person who used two counts once
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("is_instructional", Boolean),
    Column("people_count", Integer),
    Column("login_count", Integer),
)
usage_weeks = _table(
    "usage_weeks",
    "one person x school week (its Monday) x tool",
    Column("week", Date),
    Column("tool_id", Integer),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("person_id", Integer),
    Column("active_day_count", Integer),
)
usage_months = _table(
    "usage_months",
    "one person x calendar month x tool",
    Column("month", Date),
    Column("tool_id", Integer),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("person_id", Integer),
    Column("login_count", Integer),  # on instructional days
    Column("active_day_count", Integer),  # instructional days with use
    Column("other_active_day_count", Integer),  # weekends, breaks
    Column("event_count", Integer),
    Column("last_active_on", Date),
)
feature_months = _table(
    "feature_months",
    "one person x calendar month x tool x feature",
    Column("month", Date),
    Column("tool_id", Integer),
    Column("feature", String),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("person_id", Integer),
    Column("event_count", Integer),
    Column("last_active_on", Date),
)
feature_days = _table(
    "feature_days",
    "one local day x tool x feature x school x grade level x role: how many people used it",
    Column("day", Date),
    Column("tool_id", Integer),
    Column("feature", String),
    Column("school_id", String),
    Column("grade_level", String),
    Column("role", String),
    Column("people_count", Integer),
)
subject_days = _table(
    "subject_days",
    "one student x local day x subject: use inside courses of that subject",
    Column("day", Date),
    Column("subject", String),
    Column("school_id", String),
    Column("grade_level", String),
    Column("person_id", Integer),
    Column("login_count", Integer),  # visits: 30 quiet minutes begin a new one
    Column("event_count", Integer),
    Column("is_instructional", Boolean),
)
match_days = _table(
    "match_days",
    "one local day x tool x source x match: how many events and actors; unmatched ones are kept here alone",
    Column("day", Date),
    Column("tool_id", Integer),
    Column("match", String),  # matched, unmatched, ambiguous, not enrolled (known, but no membership that day)
    Column("event_count", BigInteger),
    Column("actor_count", Integer),
    Column("is_last_seen", Boolean),  # no log tells of the day, only reports of when somebody was last seen
    Column("source", String),  # what the imports that tell of it were recognised as
)
source_days = _table(
    "source_days",
    "one local day x source of logs: how many events it told of; what only says when somebody was last seen is none",
    Column("day", Date),
    Column("source", String),  # what its imports were recognised as
    Column("event_count", BigInteger),
)
first_uses = _table(
    "first_uses",
    "one person x tool: the first and the last day of qualifying use in the whole store",
    Column("person_id", Integer),
    Column("tool_id", Integer),
    Column("first_active_on", Date),
    Column("last_active_on", Date),
)

# --- work handed in ------------------------------------------------------------------------------------

class_memberships = _table(
    "class_memberships",
    "one student in one class over one span, within a stay at the home school",
    Column("person_id", Integer),
    Column("class_id", String),
    Column("starts_on", Date),
    Column("ends_on", Date),
)
due_days = _table(
    "due_days",
    "one student x local day x class x type of assignment: the work due on that day, by what became of it",
    Column("day", Date),
    Column("class_id", String),  # null where the LMS's course is tied to no class of the roster
    Column("subject", String),  # "(no subject)" where no class gives it
    Column("assignment_type", String),  # assignment, quiz, discussion, question
    Column("school_id", String),  # the student's home school on that day
    Column("grade_level", String),
    Column("person_id", Integer),
    Column("on_time_count", Integer),
    Column("late_count", Integer),
    Column("missing_count", Integer),
    Column("unresolved_count", Integer),  # scored zero, or marked as graded, though nothing was handed in
    Column("excused_count", Integer),
)

# --- behind the rollups: no metric reads these ---------------------------------------------------------

actors = _table("actors", "one pseudonym that a log names", Column("actor_id", Integer), Column("actor_key", String))
actor_people = _table(
    "actor_people",
    "one actor: the person of the roster it is, or why nobody is",
    Column("actor_id", Integer),
    Column("person_id", Integer),
    Column("match", String),  # matched, unmatched, ambiguous
)
actor_tool_days = _table(
    "actor_tool_days",
    "one actor x local day x tool x source, before anybody is matched: recomputed only for days an import touches",
    Column("day", Date),
    Column("actor_id", Integer),
    Column("tool_id", Integer),
    Column("login_count", Integer),
    Column("event_count", Integer),
    Column("action_count", Integer),  # events of any class, logins included
    Column("minutes", Double),
    Column("is_last_seen", Boolean),  # only reports of when somebody was last seen tell of it, and no log
    Column("source", String),  # what the imports that tell of it were recognised as
)
actor_feature_days = _table(
    "actor_feature_days",
    "one actor x local day x tool x feature",
    Column("day", Date),
    Column("actor_id", Integer),
    Column("tool_id", Integer),
    Column("feature", String),
    Column("event_count", Integer),
)
actor_course_days = _table(
    "actor_course_days",
    "one actor x local day x course, as the log names the course",
    Column("day", Date),
    Column("actor_id", Integer),
    Column("tool_id", Integer),
    Column("course_ref", String),
    Column("login_count", Integer),
    Column("event_count", Integer),
)

# --- belief ------------------------------------------------------------------------------------------

survey_responses = _table(
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
assessments = _table(
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
product_shares = _table(
    "product_shares",
    "what share of the students opened one product on one day, as a service outside says it; it names nobody",
    Column("product", String),  # its name where the list of products was imported, else its number there
    Column("vendor", String),
    Column("used_on", Date),
    Column("access_rate", Double),
    Column("loads_per_thousand", Double),  # page loads for each 1,000 students
)
survey_scale_scores = _table(
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

# --- money -------------------------------------------------------------------------------------------

contracts = _table(
    "contracts",
    "one contract line for one tool",
    Column("contract_id", Integer),
    Column("tool_id", Integer),
    Column("vendor", String),
    Column("category", String),
    Column("tier", String),
    Column("school_id", String),  # null: district-wide
    Column("seat_count", Integer),  # null: site license
    Column("annual_cost_usd", Numeric(14, 2)),
    Column("starts_on", Date),
    Column("ends_on", Date),  # the last day of the term, itself included, as contracts say it
    Column("notice_days", Integer),
)
payments = _table(
    "payments",
    "one payment, purchase or contract of a vendor, joined to the license list only where a person said so",
    Column("payment_id", Integer),
    Column("vendor", String),  # as the list writes it; null where the name may be a person's
    Column("payee", String),  # the same without case, punctuation and legal form
    Column("license_vendor", String),  # null until a person has joined them
    Column("tool_id", Integer),  # null where the vendor sells several tools
    Column("document", String),
    Column("amount_usd", Numeric(14, 2)),  # negative: a credit
    Column("paid_on", Date),
    Column("starts_on", Date),
    Column("ends_on", Date),
)
seats = _table(
    "seats",
    "one seat of a tool assigned to one person",
    Column("tool_id", Integer),
    Column("seat_number", Integer),  # numbers the seats of a tool; stands for the holder where nobody matches
    Column("person_id", Integer),  # null where the seat's holder matches nobody in the roster
    Column("school_id", String),  # the holder's home school on the assigning day or the first day after it
    Column("role", String),
    Column("grade_level", String),
    Column("assigned_on", Date),
    Column("holder_key", String),  # the code under which the seat list names the holder
)
entitlements = _table(
    "entitlements",
    "one person who may use one tool over one span: by seat where seats are listed, else by the contract's schools",
    Column("tool_id", Integer),
    Column("person_id", Integer),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("basis", String),  # seat, contract
)
