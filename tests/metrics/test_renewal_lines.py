"""Which contract lines somebody may see: all, or those of the own schools; the district's own lines are no school's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.records.entries import HiddenFee
from data_layer.scope import Entitlement
from data_layer.store import Home
from metrics import renewal_lines
from tests.building import store_of

CONTRACTS = [
    {"contract_id": number, "tool_id": 1, "school_id": school, "starts_on": date(2025, 7, 1), "annual_cost_usd": 100}
    for number, school in enumerate([None, "east", "west"], start=1)
]


@pytest.mark.parametrize(
    ("entitlement", "places"),
    [
        (Entitlement(), [None, "East School", "west"]),
        (Entitlement(frozenset({"east"})), ["East School"]),
        (Entitlement(frozenset({"none"})), []),
        (Entitlement(frozenset()), []),
    ],
    ids=["district", "one school", "unknown school", "no school"],
)
def test_a_school_sees_its_own_lines_alone(tmp_path: Path, entitlement: Entitlement, places: list):
    schools = [{"school_id": "east", "name": "East School"}]
    store = store_of(tmp_path, contracts=CONTRACTS, schools=schools, tools=[{"tool_id": 1, "name": "Padlet"}])
    with store.connect() as connection:
        assert [line.place for line in renewal_lines.lines(connection, entitlement=entitlement)] == places


def test_a_fee_beside_the_contracts_is_seen_by_whoever_sees_the_district(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    fee = HiddenFee(tool="Padlet", label="Training", annual_cost_usd=Decimal(10), starts_on=date(2025, 7, 1))
    with opened(Home(tmp_path)) as session:
        keeping.add(session, fee, by="Technologist", on=date(2026, 3, 1))
        assert len(renewal_lines.fees(session, entitlement=Entitlement())) == 1
        assert renewal_lines.fees(session, entitlement=Entitlement(frozenset({"east"}))) == []
