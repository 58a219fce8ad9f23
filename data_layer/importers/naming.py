"""What a file says people are called: staff in lists of people, and whoever holds a seat as the seat list writes it.

Everything else that names somebody is dropped when the file is read. Of students no list of people is looked at.
"""

from __future__ import annotations

import polars as pl

from data_layer.importers.contract import ROW, Layout, fold

NAMED_SCHEMA = dict.fromkeys(("person", "role", "name", "email", "seat_login"), pl.String)
STAFF = ("teacher", "staff")
_GIVEN = ("givenname", "first name")
_FAMILY = ("familyname", "last name")
_WHOLE = ("full name", "display name", "name")
_EMAIL = ("email", "teacher email", "staff email", "secondary email", "email address")
_LOGIN = ("username", "login id")  # an email address in many systems


def named(layout: Layout, text: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Whom these rows name, by what becomes a pseudonym. Where no role is given, the roster must say who is staff."""
    if layout.table == "seats":
        return _shaped(rows.select("person", seat_login="person"))
    if layout.table != "users":
        return pl.DataFrame(schema=NAMED_SCHEMA)
    found = text.select(ROW, name=_name(text), email=_email(text))
    listed = rows.select(ROW, "person", "role").filter(pl.col("role").is_in(STAFF) | pl.col("role").is_null())
    return _shaped(listed.join(found, on=ROW, maintain_order="left"))


def _shaped(rows: pl.DataFrame) -> pl.DataFrame:
    columns = [pl.col(name) if name in rows.columns else pl.lit(None, pl.String).alias(name) for name in NAMED_SCHEMA]
    return rows.select(columns).drop_nulls("person").unique(maintain_order=True)


def _name(text: pl.DataFrame) -> pl.Expr:
    """Given and family name, or the whole one where the file has it in one cell."""
    parts = [_cell(text, headers) for headers in (_GIVEN, _FAMILY)]
    both = pl.concat_str(parts, separator=" ", ignore_nulls=True)
    return pl.coalesce(pl.when(both != "").then(both), _cell(text, _WHOLE))


def _email(text: pl.DataFrame) -> pl.Expr:
    login = _cell(text, _LOGIN)
    return pl.coalesce(_cell(text, _EMAIL), pl.when(login.str.contains("@")).then(login))


def _cell(text: pl.DataFrame, headers: tuple[str, ...]) -> pl.Expr:
    """The cells under the first of these headers that the file has; blanks are nothing."""
    known = {fold(column): column for column in text.columns}
    column = next((known[fold(header)] for header in headers if fold(header) in known), None)
    if column is None:
        return pl.lit(None, pl.String)
    bare = pl.col(column).str.strip_chars()
    return pl.when(bare != "").then(bare)
