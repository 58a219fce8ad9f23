"""Under which codes one person stands in the home: those of rosters, of logs, and of logins that are theirs alone."""

from __future__ import annotations

import re

import duckdb
import polars as pl

from data_layer.privacy import Pseudonyms

_CODE = re.compile(r"[0-9a-f]{32}")
_OWNERS = "SELECT owner, alias, person_id FROM landed_identifiers LEFT JOIN people ON person_key = owner"


class NotOnePerson(ValueError):
    """Nobody goes by this, or several people do; the text says what to do."""


def code_of(pseudonyms: Pseudonyms, person: str) -> str:
    """The code of an identifier as it is typed; a code stands for itself."""
    typed = person.strip().lower()
    return typed if _CODE.fullmatch(typed) else pseudonyms.replace(pl.Series([typed])).item()


def all_of(connection: duckdb.DuckDBPyConnection, code: str) -> set[str]:
    """Every code of whoever has this one. What two people share is neither's."""
    people = _numbers(connection, code)
    if len(people) > 1:
        raise NotOnePerson("Several people go by this. Name the person by an id of the roster that is theirs alone.")
    codes = {code, *_known(connection, people)}
    while fresh := _linked(connection, codes, people) - codes:
        codes |= fresh
    return codes


def _numbers(connection: duckdb.DuckDBPyConnection, code: str) -> set[int]:
    rows = connection.execute(
        f"""SELECT person_id FROM people WHERE person_key = $code
            UNION SELECT person_id FROM actor_people JOIN actors USING (actor_id) WHERE actor_key = $code
            UNION SELECT person_id FROM ({_OWNERS}) WHERE alias = $code""",
        {"code": code},
    ).fetchall()
    return {number for (number,) in rows if number is not None}


def _known(connection: duckdb.DuckDBPyConnection, people: set[int]) -> set[str]:
    rows = connection.execute(
        """SELECT person_key FROM people WHERE person_id IN (SELECT unnest($people))
           UNION SELECT actor_key FROM actor_people JOIN actors USING (actor_id)
           WHERE person_id IN (SELECT unnest($people))""",
        {"people": sorted(people)},
    ).fetchall()
    return {code for (code,) in rows}


def _linked(connection: duckdb.DuckDBPyConnection, codes: set[str], people: set[int]) -> set[str]:
    """Logins of these codes, and what else a system calls whoever has these logins; none that somebody else has too."""
    rows = connection.execute(
        f"""WITH pairs AS ({_OWNERS}),
            others AS (SELECT owner AS code FROM pairs WHERE person_id NOT IN (SELECT unnest($people))
                       UNION SELECT alias FROM pairs WHERE person_id NOT IN (SELECT unnest($people)))
            SELECT code FROM (SELECT alias AS code FROM pairs WHERE owner IN (SELECT unnest($codes))
                              UNION SELECT owner FROM pairs WHERE alias IN (SELECT unnest($codes)))
            WHERE code IS NOT NULL AND code NOT IN (FROM others WHERE code IS NOT NULL)""",
        {"codes": sorted(codes), "people": sorted(people) or [-1]},
    ).fetchall()
    return {code for (code,) in rows}
