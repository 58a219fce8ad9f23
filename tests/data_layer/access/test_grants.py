"""A grant says who may sign in as what: the email before the groups, until its last day, and never over another's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from data_layer.access import grants
from data_layer.access.capabilities import Role
from data_layer.access.grants import GrantIncomplete, Identity
from data_layer.access.viewer import Viewer
from data_layer.audit import log
from data_layer.audit.kinds import Kind
from data_layer.records import keeping
from data_layer.records.database import ChangedMeanwhile, Session, opened
from data_layer.records.entries import Grant
from data_layer.records.kinds import Claim
from data_layer.store import Home

TODAY = date(2026, 3, 13)
SIGNED = {"by": "Technologist", "on": TODAY}
U1 = Identity(email="u1@example.org", groups=frozenset({"Principals"}), name="Example Person")


@pytest.fixture
def session(home: Home) -> Iterator[Session]:
    with opened(home) as session:
        yield session


def give(session: Session, claim: str = "u1@example.org", role: Role = Role.VIEWER, **words: object) -> Grant:
    given = {"kind": Claim.EMAIL, "schools": (), "ends_on": None, "seen_version": 0, **SIGNED, **words}
    return grants.give(session, claim=claim, role=role, **given)


def viewer(session: Session, identity: Identity = U1, *, on: date = TODAY) -> Viewer | None:
    return grants.viewer_of(session, identity, on=on)


def test_somebody_who_was_granted_nothing_is_nobody(session: Session):
    give(session, "u2@example.org")
    assert viewer(session) is None
    assert viewer(session, Identity()) is None


def test_an_email_is_the_same_in_capitals_and_with_blanks_around_it(session: Session):
    give(session, " U1@Example.org ")
    assert viewer(session, Identity(email="u1@EXAMPLE.ORG")) == Viewer(Role.VIEWER, name="u1@EXAMPLE.ORG")


def test_a_principal_comes_with_her_schools_and_signs_with_her_name(session: Session):
    give(session, role=Role.PRINCIPAL, schools=["west", "east", "west"])
    assert viewer(session) == Viewer(Role.PRINCIPAL, frozenset({"east", "west"}), name="Example Person")


def test_a_group_gives_access_to_whoever_is_in_it(session: Session):
    give(session, "principals", Role.PRINCIPAL, kind=Claim.GROUP, schools=["east"])
    assert viewer(session).role is Role.PRINCIPAL
    assert viewer(session, Identity(email="principals")) is None


def test_of_several_groups_the_role_that_stands_first_counts_with_its_schools_alone(session: Session):
    give(session, "a", Role.COACH, kind=Claim.GROUP, schools=["south"])
    give(session, "b", Role.PRINCIPAL, kind=Claim.GROUP, schools=["east"])
    give(session, "c", Role.PRINCIPAL, kind=Claim.GROUP, schools=["west"])
    found = viewer(session, Identity(groups=frozenset("abc")))
    assert (found.role, found.schools) == (Role.PRINCIPAL, {"east", "west"})


def test_a_disabled_email_is_shut_out_whatever_groups_say(session: Session):
    give(session, "principals", Role.TECHNOLOGIST, kind=Claim.GROUP)
    grant = give(session)
    grants.switch(session, grant, is_disabled=True, seen_version=grant.version, **SIGNED)
    assert viewer(session) is None
    grants.switch(session, grant, is_disabled=False, seen_version=grant.version, **SIGNED)
    assert viewer(session).role is Role.VIEWER


@pytest.mark.parametrize(("days", "is_let_in"), [(-1, True), (0, True), (1, False)])
def test_the_last_day_is_included(session: Session, days: int, is_let_in: bool):
    give(session, ends_on=TODAY + timedelta(days=5))
    assert (viewer(session, on=TODAY + timedelta(days=5 + days)) is not None) is is_let_in


def test_what_was_taken_away_can_be_given_again(session: Session):
    grant = give(session, role=Role.TECHNOLOGIST)
    keeping.withdraw(session, grant, seen_version=grant.version, **SIGNED)
    assert viewer(session) is None
    assert grants.all_of(session) == []
    give(session)
    assert viewer(session).role is Role.VIEWER


def test_changing_the_role_of_somebody_who_is_shut_out_does_not_let_them_in(session: Session):
    grant = give(session)
    grants.switch(session, grant, is_disabled=True, seen_version=1, **SIGNED)
    give(session, role=Role.TECHNOLOGIST, seen_version=2)
    assert viewer(session) is None


@pytest.mark.parametrize("seen_version", [0, 2])
def test_a_grant_that_somebody_else_made_or_changed_is_not_overwritten(session: Session, seen_version: int):
    give(session)
    with pytest.raises(ChangedMeanwhile):
        give(session, role=Role.TECHNOLOGIST, seen_version=seen_version)
    assert viewer(session).role is Role.VIEWER


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ({"claim": "example.org"}, "whole email address"),
        ({"claim": "@"}, "whole email address"),
        ({"claim": " ", "kind": Claim.GROUP}, "name of a group"),
        ({"role": Role.PRINCIPAL}, "at least one school"),
        ({"role": Role.COACH}, "at least one school"),
        ({"ends_on": TODAY - timedelta(days=1)}, "over already"),
    ],
)
def test_an_incomplete_grant_is_told_what_it_lacks(session: Session, words: dict, what: str):
    with pytest.raises(GrantIncomplete, match=what):
        give(session, **words)


def test_every_change_of_access_is_in_the_audit_log_without_the_email(home: Home):
    with opened(home) as session:
        give(session)
    (entry,) = log.entries(home, kinds=[Kind.ACCESS])
    assert entry.who == "Technologist"
    assert "u1@example.org" not in entry.what
