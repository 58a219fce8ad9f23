"""The words of access: what roles are called, why a door is closed, and the table of who may do what."""

from __future__ import annotations

from collections.abc import Mapping

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
_REACHES = {Reach.DISTRICT: "✓ Whole district", Reach.OWN_SCHOOLS: "✓ Own schools", Reach.NOWHERE: "–"}
CLAIMS = {Claim.EMAIL: "Email address", Claim.GROUP: "Group of the sign-in"}


def table() -> pl.DataFrame:
    """What each role may do and where: a row for each capability, as the code decides it."""
    return pl.DataFrame(
        [
            {"What": capability, **{name: _REACHES[reach(role, capability)] for role, name in ROLES.items()}}
            for capability in Capability
        ]
    )


def grants(found: list[Grant], schools: Mapping[str, str]) -> pl.DataFrame:
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
