"""The first tables: one for each kind of entry, and what entries said before they were changed."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _text(name: str, *, length: int | None = None, is_needed: bool = True) -> sa.Column:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=not is_needed)


def _name(name: str) -> sa.Column:
    return _text(name, length=200)


def _word(name: str) -> sa.Column:
    return _text(name, length=60)


def _link() -> sa.Column:
    return _text("evidence_link", length=2000, is_needed=False)


def _known(kind: type, *names: str) -> list[sa.Column]:
    return [sa.Column(name, kind(), nullable=False) for name in names]


def _maybe(kind: type, *names: str) -> list[sa.Column]:
    return [sa.Column(name, kind(), nullable=True) for name in names]


def _table(name: str, *columns: sa.Column, unique: tuple[str, ...] = ()) -> None:
    every = [
        sa.Column("entry_id", sa.String(64), nullable=False),
        *_known(sa.Integer, "version"),
        _name("signed_by"),
        *_known(sa.Date, "signed_on"),
        *_known(sa.Boolean, "is_withdrawn"),
        sa.PrimaryKeyConstraint("entry_id", name=f"pk_{name}"),
    ]
    limits = [sa.UniqueConstraint(*unique, name=f"uq_{name}")] if unique else []
    op.create_table(name, *every, *columns, *limits)


_DAYS = sa.Date, "starts_on"


def upgrade() -> None:
    _judgments()
    _sunsets()
    _checklist()
    _people_and_money()
    op.create_table(
        "revisions",
        sa.Column("entry_id", sa.String(64), nullable=False),
        *_known(sa.Integer, "version"),
        _name("table_name"),
        *_known(sa.JSON, "contents"),
        sa.PrimaryKeyConstraint("entry_id", "version", name="pk_revisions"),
    )


def _judgments() -> None:
    money = _maybe(sa.BigInteger, "saved_usd")
    rule = _text("rule", is_needed=False)
    term = [*_maybe(sa.Date, "contract_ends_on"), *money, *_maybe(sa.Integer, "seat_count")]
    _table("decisions", _name("tool"), _word("verdict"), _text("reason"), rule, *term)
    _table("exemptions", _name("tool"), _text("reason"), *_known(*_DAYS), *_maybe(sa.Date, "ends_on"))
    _table("selections", _name("tool"), _word("route"), unique=("tool",))


def _sunsets() -> None:
    found = [*_maybe(sa.Integer, "lost_minutes"), *_maybe(sa.Text, "outcome"), *_maybe(sa.Date, "reviewed_on")]
    _table("incidents", _name("tool"), *_known(sa.Date, "occurred_on"), _text("what"), *found)
    _table("sunsets", _name("tool"), _word("state"), unique=("tool",))
    step = [*_known(sa.Integer, "number"), _word("step"), *_known(sa.Date, "taken_on"), _text("reason")]
    _table("sunset_steps", _name("tool"), *step, unique=("tool", "number"))
    _table("notices", _name("tool"), _name("audience"), *_maybe(sa.Date, "sent_on"))


def _checklist() -> None:
    days = [*_known(sa.Date, "reviewed_on"), *_maybe(sa.Date, "expires_on")]
    answer = [_word("criterion"), _word("answer"), _link(), _text("note", is_needed=False), *days]
    _table("checklist_entries", _name("tool"), *answer, unique=("tool", "criterion"))
    counts = _maybe(sa.Integer, "student_count", "site_count")
    effect = [_text("p_value", length=40, is_needed=False), *_maybe(sa.Boolean, "is_effect_positive")]
    questions = ("selection_controls", "negative_evidence", "same_population", "same_setting", "ongoing_study")
    answers = _maybe(sa.Boolean, *(f"has_{question}" for question in questions))
    study = [_name("title"), _link(), _word("design"), _word("rating")]
    _table("studies", _name("tool"), *study, *counts, *effect, *answers)


def _people_and_money() -> None:
    key = _text("person_key", length=64)
    _table("staff_standings", key, _word("standing"), *_known(*_DAYS), *_maybe(sa.Date, "ends_on"))
    cost = _known(sa.BigInteger, "annual_cost_usd")
    _table("hidden_fees", _name("tool"), _name("label"), *cost, *_known(*_DAYS), *_maybe(sa.Date, "ends_on"))


def downgrade() -> None:
    judgments = ("decisions", "exemptions", "selections", "incidents", "sunsets", "sunset_steps", "notices")
    for name in (*judgments, "checklist_entries", "studies", "staff_standings", "hidden_fees", "revisions"):
        op.drop_table(name)
