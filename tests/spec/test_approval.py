"""Approval by amount, told as examples: two bands that hold both of their ends, and gaps that nobody was given."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics import policy
from metrics.approval import Approver, approver

POLICY = policy.load()
SPECIALIST, OFFICE, UNASSIGNED = Approver
AMOUNTS = st.decimals(0, 2_000_000, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("amount", "who"),
    [
        ("0.00", UNASSIGNED),
        ("4999.99", UNASSIGNED),
        ("5000.00", SPECIALIST),
        ("5000.01", SPECIALIST),
        ("24999.99", SPECIALIST),
        ("25000.00", SPECIALIST),
        ("25000.01", UNASSIGNED),
        ("49999.99", UNASSIGNED),
        ("50000.00", OFFICE),
        ("50000.01", OFFICE),
        ("499999.99", OFFICE),
        ("500000.00", OFFICE),
        ("500000.01", UNASSIGNED),
    ],
)
def test_a_purchase_goes_to_whom_its_amount_belongs(amount: str, who: Approver):
    assert approver(Decimal(amount), POLICY) is who


def changed(**values: int) -> policy.Policy:
    own = {f"approval.{name}": replace(POLICY.entry(f"approval.{name}"), value=given) for name, given in values.items()}
    return policy.Policy(MappingProxyType({**POLICY.entries, **own}))


def test_a_district_may_close_the_gap():
    assert approver(Decimal("25000.01"), changed(office_from=25000)) is OFFICE
    assert approver(Decimal("25000.00"), changed(office_from=25000)) is SPECIALIST


@pytest.mark.parametrize("amount", ["4999.999", "25000.001", "49999.999", "500000.001"])
def test_nothing_is_rounded_into_a_band(amount: str):
    assert approver(Decimal(amount), POLICY) is UNASSIGNED


@given(AMOUNTS)
def test_every_amount_has_exactly_one_answer_and_only_the_gaps_have_nobody(amount: Decimal):
    is_assigned = 5000 <= amount <= 25000 or 50000 <= amount <= 500_000
    assert (approver(amount, POLICY) is not UNASSIGNED) is is_assigned
