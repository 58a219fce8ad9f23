"""The register of that store, and the steps of Padlet's sunset up to the archive."""

from __future__ import annotations

from datetime import date

from data_layer.records.database import opened
from data_layer.records.kinds import Step
from data_layer.scope import Scope
from data_layer.store import Home, Store
from metrics import catalogue, policy
from metrics.periods import school_days
from metrics.sunset_acts import Signature, notify, take
from metrics.sunset_register import Line, register

POLICY = policy.load()
FIRST, LAST = date(2025, 8, 18), date(2026, 5, 29)
FALL_ENDS_ON = date(2026, 1, 5)
NOTICE_ON = date(2026, 2, 3)  # day 30 is Thursday, March 5
DAY_29, DAY_30 = date(2026, 3, 4), date(2026, 3, 5)


def lines(store: Store, home: Home, *, as_of: date) -> dict[str, Line]:
    scope = Scope(FIRST, LAST, as_of)
    with store.connect() as connection, opened(home) as session:
        asked = {"policy": POLICY, "version": "000001-a"}
        result = catalogue.measure(connection, "teacher_utilization", scope, **asked)
        return {line.tool: line for line in register(connection, session, result=result, policy=POLICY)}


def step(
    store: Store,
    home: Home,
    which: Step,
    *,
    on: date,
    seen: int | None = None,
    by: str = "Technologist",
    **words: object,
) -> None:
    """One step of Padlet's sunset by somebody who has just looked at it, or saw an older version."""
    version = lines(store, home, as_of=on)["Padlet"].version if seen is None else seen
    with store.connect() as connection:
        days = school_days(connection)
    asked = {"reason": "Two of ten teachers", "taken_on": on, **words}
    with opened(home) as session:
        signed = Signature(by, on)
        take(
            session, which, tool="Padlet", seen_version=version, signed=signed, school_days=days, policy=POLICY, **asked
        )


def notice(home: Home, **sent: date | None) -> None:
    with opened(home) as session:
        notify(session, "Padlet", sent, signed=Signature("Technologist", NOTICE_ON))


def until_archived(store: Store, home: Home, **sent: date | None) -> None:
    step(store, home, Step.FLAG, on=date(2026, 1, 6))
    notice(home, **(sent or {"Teachers": NOTICE_ON}))
    step(store, home, Step.SEND_NOTICE, on=NOTICE_ON)
    step(store, home, Step.VERIFY_ARCHIVE, on=date(2026, 2, 10))
