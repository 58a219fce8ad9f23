"""The one table of who may do what, and where. Pages, commands and the page *Access* read it; nobody else decides."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from data_layer.scope import Entitlement


class Role(StrEnum):
    """What somebody is in the district, as far as Rollcall is concerned. Of several the first here counts."""

    TECHNOLOGIST = "technologist"
    PRINCIPAL = "principal"
    COACH = "coach"
    VIEWER = "viewer"
    AUDITOR = "auditor"


class Capability(StrEnum):
    """One thing that somebody may do, in the words of the page *Access*."""

    SEE_FIGURES = "Read and download figures on use, buy-in and licenses"
    SEE_RENEWALS = "Read when contracts end and what they cost"
    SEE_TOOLS = "Compare what all tools cost and who uses them"
    SAVE_DECKS = "Arrange slides for a board, and save them under a name"
    SEE_RECORDS = "Read what was decided about a tool, why, and who signed it"
    EDIT_RECORDS = "Decide: sunset steps, reviews, how a tool was chosen"
    ANNOTATE = "Mark days on every trend: rollouts, training days, outages"
    SEE_DATA_HEALTH = "See how fresh and complete the data is"
    IMPORT_FILES = "Import files, say what they mean, download refused rows"
    UNDO = "Take an import back"
    RECLAIM = "List the dormant seats of a tool, holders by name; each look is in the audit log"
    CHANGE_ACCESS = "Grant, change and take away access"
    SEE_AUDIT_LOG = "Read and download the audit log"


class Reach(StrEnum):
    """How far a capability goes."""

    DISTRICT = "whole district"
    OWN_SCHOOLS = "own schools"
    NOWHERE = "no"


_ALL, _OWN = Reach.DISTRICT, Reach.OWN_SCHOOLS

# What stands in no row is not allowed.
TABLE: Mapping[Role, Mapping[Capability, Reach]] = MappingProxyType(
    {
        Role.TECHNOLOGIST: dict.fromkeys(Capability, _ALL),
        Role.PRINCIPAL: {
            Capability.SEE_FIGURES: _OWN,
            Capability.SEE_RENEWALS: _OWN,
            Capability.SAVE_DECKS: _OWN,
            Capability.ANNOTATE: _OWN,
        },
        Role.COACH: {Capability.SEE_FIGURES: _OWN, Capability.ANNOTATE: _OWN},
        Role.VIEWER: dict.fromkeys(
            (Capability.SEE_FIGURES, Capability.SEE_RENEWALS, Capability.SEE_TOOLS, Capability.SAVE_DECKS), _ALL
        ),
        Role.AUDITOR: {Capability.SEE_AUDIT_LOG: _ALL},
    }
)


def reach(role: Role, capability: Capability) -> Reach:
    return TABLE[role].get(capability, Reach.NOWHERE)


def needs_schools(role: Role) -> bool:
    """Whether somebody in this role sees nothing until schools are named."""
    return _OWN in TABLE[role].values()


def entitlement(role: Role, capability: Capability, *, schools: Collection[str]) -> Entitlement:
    """What somebody with these schools may see by a capability: all, those schools, or nothing at all."""
    far = reach(role, capability)
    if far is Reach.DISTRICT:
        return Entitlement(is_shareable=role is Role.VIEWER)
    return Entitlement(frozenset(schools) if far is Reach.OWN_SCHOOLS else frozenset())
