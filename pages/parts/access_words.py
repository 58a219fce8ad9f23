"""The words of access: what roles are called, why a door is closed, and the table of who may do what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from data_layer.access.capabilities import Capability, Reach, Role, reach
from data_layer.records.entries import Grant
from data_layer.records.kinds import Claim
from pages.parts import words

ROLES = {
    Role.TECHNOLOGIST: "Technologist",
    Role.PRINCIPAL: "Principal",
    Role.COACH: "Coach",
    Role.VIEWER: "Board or viewer",
    Role.AUDITOR: "Auditor",
}
_REACHES = {Reach.DISTRICT: "✓ District", Reach.OWN_SCHOOLS: "✓ Own schools", Reach.NOWHERE: "–"}
CLAIMS = {Claim.EMAIL: "Email address", Claim.GROUP: "Group of the sign-in"}


def answer(found: Sequence[Grant], *, needs_sign_in: bool) -> str:
    """How many may sign in, and whether anybody signs in here at all."""
    if not needs_sign_in:
        return "No sign-in is set up here, so that grants count for nobody yet"
    open_ = [each for each in found if not each.is_disabled]
    people = sum(each.kind is Claim.EMAIL for each in open_)
    groups = len(open_) - people
    told = [
        f"{words.number(count)} {one if count == 1 else many}"
        for count, one, many in ((people, "address", "addresses"), (groups, "group", "groups"))
        if count
    ]
    return f"{words.sentence_case(words.listed(told) or 'nobody')} may sign in"


def table() -> pl.DataFrame:
    """What each role may do and where: a row for each capability, as the code decides it."""
    return pl.DataFrame(
        [
            {"What": capability, **{name: _REACHES[reach(role, capability)] for role, name in ROLES.items()}}
            for capability in Capability
        ]
    )


def grants(found: Sequence[Grant], schools: Mapping[str, str]) -> pl.DataFrame:
    """Everybody who was granted a role. A school that the roster does not name any more stands by its id."""
    heads = ("Who", "By", "Role", "Schools", "Last day", "State")
    rows = [
        (
            each.claim,
            CLAIMS[each.kind],
            ROLES[each.role],
            words.listed(schools.get(key, key) for key in each.schools),
            each.ends_on,
            "Shut out" if each.is_disabled else "May sign in",
        )
        for each in found
    ]
    return pl.DataFrame(rows, schema=heads, orient="row")
