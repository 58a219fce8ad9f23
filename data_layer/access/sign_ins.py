"""Is a sign-in still good? A provider's word is signed but never ends by itself, so that each is registered here.

Moments come from outside, in UTC.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from data_layer.access.entries import SignIn

_NOTICED_AFTER = timedelta(minutes=1)  # so that not every click writes
_CLOCKS_DIFFER_BY = timedelta(minutes=5)


class Standing(StrEnum):
    """How a sign-in stands."""

    NEW = "new"
    GOOD = "good"
    SIGNED_OUT = "signed out"
    IDLE = "idle for too long"
    OVER = "too long ago"


@dataclass(frozen=True)
class Limits:
    """How long a sign-in lasts: without anything being done, and at most."""

    idle: timedelta
    at_most: timedelta


def digest(claims: Mapping[str, object]) -> str:
    """One sign-in's number. The provider's nonce is among the claims, so that nobody can guess it."""
    return sha256(json.dumps(claims, sort_keys=True, default=str).encode()).hexdigest()


def look(
    session: Session, sign_in_id: str, *, issued_at: datetime, now: datetime, limits: Limits, is_active: bool
) -> Standing:
    """How a sign-in stands at this moment; the first look registers it, and one with activity is noted."""
    if not now - limits.at_most < issued_at < now + _CLOCKS_DIFFER_BY:
        return Standing.OVER
    known = session.get(SignIn, sign_in_id)
    if known is None:
        if issued_at <= now - limits.idle:
            return Standing.IDLE
        session.execute(delete(SignIn).where(SignIn.began_at < now - limits.at_most - _CLOCKS_DIFFER_BY))
        if _registered(session, SignIn(sign_in_id=sign_in_id, began_at=issued_at, seen_at=now)):
            return Standing.NEW
        known = session.get_one(SignIn, sign_in_id)
    if known.ended_at is not None:
        return Standing.SIGNED_OUT
    if known.seen_at <= now - limits.idle:
        return Standing.IDLE
    if is_active and known.seen_at <= now - _NOTICED_AFTER:
        known.seen_at = now
    return Standing.GOOD


def end(session: Session, sign_in_id: str, *, issued_at: datetime, now: datetime) -> None:
    """Sign out: whoever comes with the same sign-in again is turned away."""
    known = session.get(SignIn, sign_in_id)
    if known is None:
        if _registered(session, SignIn(sign_in_id=sign_in_id, began_at=issued_at, seen_at=now, ended_at=now)):
            return
        known = session.get_one(SignIn, sign_in_id)
    known.ended_at = known.ended_at or now


def _registered(session: Session, fresh: SignIn) -> bool:
    """Whether this was the first to enter it: two pages that one person opens at once look at the same moment."""
    try:
        with session.begin_nested():
            session.add(fresh)
    except IntegrityError:
        return False
    return True
