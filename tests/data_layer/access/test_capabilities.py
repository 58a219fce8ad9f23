"""The table of who may do what: the roles as the district means them, and nothing beyond it."""

from __future__ import annotations

import pytest

from data_layer.access import capabilities
from data_layer.access.capabilities import TABLE, Capability, Reach, Role
from data_layer.access.viewer import TECHNOLOGIST, NotAllowed, Viewer
from data_layer.scope import Entitlement

NOTHING = Entitlement(frozenset())
WRITING = {
    Capability.EDIT_RECORDS,
    Capability.IMPORT_FILES,
    Capability.UNDO,
    Capability.RECLAIM,
    Capability.CHANGE_ACCESS,
}


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_line_in_the_table(role: Role):
    assert role in TABLE


@pytest.mark.parametrize("capability", Capability)
def test_the_technologist_may_do_everything_in_the_whole_district(capability: Capability):
    assert TECHNOLOGIST.may(capability)
    assert TECHNOLOGIST.entitlement(capability) == Entitlement()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.TECHNOLOGIST])
@pytest.mark.parametrize("capability", sorted(WRITING))
def test_nobody_else_changes_anything_or_sees_a_row_for_each_person(role: Role, capability: Capability):
    with pytest.raises(NotAllowed, match=role):
        Viewer(role, frozenset({"east"})).require(capability)


@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.COACH])
@pytest.mark.parametrize("capability", Capability)
def test_principals_and_coaches_see_their_schools_or_nothing(role: Role, capability: Capability):
    seen = Viewer(role, frozenset({"east"})).entitlement(capability)
    assert seen in (Entitlement(frozenset({"east"})), NOTHING)


@pytest.mark.parametrize("capability", Capability)
def test_a_principal_without_a_school_sees_nothing(capability: Capability):
    assert Viewer(Role.PRINCIPAL).entitlement(capability) == NOTHING


@pytest.mark.parametrize("capability", Capability)
def test_an_auditor_sees_no_figure(capability: Capability):
    if capabilities.reach(Role.AUDITOR, capability) is Reach.NOWHERE:
        assert Viewer(Role.AUDITOR, frozenset({"east"})).entitlement(capability) == NOTHING
    assert not Viewer(Role.AUDITOR).may(Capability.SEE_FIGURES)


def test_schools_named_for_a_board_member_take_nothing_away_and_add_nothing():
    entitlement = Viewer(Role.VIEWER, frozenset({"east"})).entitlement(Capability.SEE_FIGURES)
    assert entitlement == Entitlement(is_shareable=True)
    assert Viewer(Role.VIEWER, frozenset({"east"})).entitlement(Capability.SEE_RECORDS) == NOTHING


def test_only_roles_bound_to_schools_need_them():
    assert [role for role in Role if capabilities.needs_schools(role)] == [Role.PRINCIPAL, Role.COACH]
