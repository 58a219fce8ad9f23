"""A sign-in ends by signing out, by doing nothing, and by time; each limit tried just before, at and after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from data_layer.access import sign_ins
from data_layer.access.sign_ins import Limits, Standing
from data_layer.records.database import Session, opened
from data_layer.store import Home

BEGAN = datetime(2026, 3, 13, 8, 0)
LIMITS = Limits(idle=timedelta(minutes=30), at_most=timedelta(hours=12))
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
ONE = sign_ins.digest({"sub": "u1", "nonce": "a"})


@pytest.fixture
def session(home: Home) -> Iterator[Session]:
    with opened(home) as session:
        yield session


def look(session: Session, at: datetime, *, is_active: bool = True, sign_in_id: str = ONE) -> Standing:
    return sign_ins.look(session, sign_in_id, issued_at=BEGAN, now=at, limits=LIMITS, is_active=is_active)


def test_the_first_look_registers_it_and_the_next_finds_it(session: Session):
    assert look(session, BEGAN) is Standing.NEW
    assert look(session, BEGAN + MINUTE) is Standing.GOOD


@pytest.mark.parametrize(("late_by", "standing"), [(-SECOND, Standing.GOOD), (0 * SECOND, Standing.IDLE)])
def test_it_ends_after_the_idle_time(session: Session, late_by: timedelta, standing: Standing):
    look(session, BEGAN)
    assert look(session, BEGAN + LIMITS.idle + late_by) is standing


def test_doing_something_begins_the_idle_time_anew_and_looking_on_does_not(session: Session):
    look(session, BEGAN)
    look(session, BEGAN + 20 * MINUTE)
    look(session, BEGAN + 40 * MINUTE, is_active=False)
    assert look(session, BEGAN + 50 * MINUTE - SECOND, is_active=False) is Standing.GOOD
    assert look(session, BEGAN + 50 * MINUTE) is Standing.IDLE


@pytest.mark.parametrize(("late_by", "standing"), [(-SECOND, Standing.GOOD), (0 * SECOND, Standing.OVER)])
def test_it_ends_at_the_latest_however_much_is_done(session: Session, late_by: timedelta, standing: Standing):
    at = BEGAN
    while at < BEGAN + LIMITS.at_most - SECOND:
        assert look(session, at) in (Standing.NEW, Standing.GOOD)
        at += 20 * MINUTE
    assert look(session, BEGAN + LIMITS.at_most + late_by) is standing


def test_what_was_signed_out_is_turned_away_when_it_comes_again(session: Session):
    look(session, BEGAN)
    sign_ins.end(session, ONE, issued_at=BEGAN, now=BEGAN + MINUTE)
    assert look(session, BEGAN + 2 * MINUTE) is Standing.SIGNED_OUT
    assert look(session, BEGAN + 2 * MINUTE, sign_in_id=sign_ins.digest({"sub": "u1", "nonce": "b"})) is Standing.NEW


def test_signing_out_before_the_first_look_counts_too(session: Session):
    sign_ins.end(session, ONE, issued_at=BEGAN, now=BEGAN)
    assert look(session, BEGAN + MINUTE) is Standing.SIGNED_OUT


def test_an_old_sign_in_that_was_never_seen_here_does_not_begin_to_count_when_it_comes(session: Session):
    assert look(session, BEGAN + LIMITS.idle) is Standing.IDLE
    assert look(session, BEGAN + LIMITS.at_most) is Standing.OVER


def test_a_sign_in_of_the_future_is_none(session: Session):
    assert look(session, BEGAN - 6 * MINUTE) is Standing.OVER


def test_old_ones_are_forgotten_and_stay_ended(session: Session):
    sign_ins.end(session, ONE, issued_at=BEGAN, now=BEGAN)
    later = BEGAN + timedelta(days=2)
    other = sign_ins.digest({"sub": "u2"})
    sign_ins.look(session, other, issued_at=later, now=later, limits=LIMITS, is_active=True)
    assert session.get(sign_ins.SignIn, ONE) is None
    assert look(session, later) is Standing.OVER


def test_the_register_holds_nothing_of_what_the_provider_said():
    assert "u1" not in sign_ins.digest({"email": "u1@example.org"})
    assert len(ONE) == 64
