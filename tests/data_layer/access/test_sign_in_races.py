"""One person opens two pages at once: both are let in, and one sign-in is registered, on a server of many."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from data_layer.access import sign_ins
from data_layer.access.sign_ins import Limits, Standing
from data_layer.records.database import URL_VARIABLE, Session, opened
from data_layer.store import Home

NOW = datetime(2026, 3, 13, 8, 0)
LIMITS = Limits(idle=timedelta(minutes=30), at_most=timedelta(hours=12))
ONE = sign_ins.digest({"sub": "u1", "nonce": "a"})
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def home(home: Home, postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv(URL_VARIABLE, postgres_url)
    with opened(home):
        return home


def look(session: Session) -> Standing:
    return sign_ins.look(session, ONE, issued_at=NOW, now=NOW, limits=LIMITS, is_active=True)


def leave(session: Session) -> None:
    sign_ins.end(session, ONE, issued_at=NOW, now=NOW)


def while_another_waits(home: Home, url: str, first: Callable, second: Callable) -> tuple[object, object]:
    """What both get, where the second comes while the first is not yet over."""

    def do_second() -> object:
        with opened(home) as session:
            return second(session)

    watcher = create_engine(url, isolation_level="AUTOCOMMIT")
    with ThreadPoolExecutor(1) as pool, watcher.connect() as watching:
        with opened(home) as session:
            got = first(session)
            session.flush()
            other = pool.submit(do_second)
            while not other.done() and not watching.execute(text(WAITING)).scalar():
                pass
        return got, other.result(timeout=30)


def test_two_first_looks_at_once_are_one_sign_in(home: Home, postgres_url: str):
    assert while_another_waits(home, postgres_url, look, look) == (Standing.NEW, Standing.GOOD)
    with opened(home) as session:
        assert look(session) is Standing.GOOD


def test_a_sign_out_that_comes_first_shuts_out_the_look_that_waited(home: Home, postgres_url: str):
    assert while_another_waits(home, postgres_url, leave, look)[1] is Standing.SIGNED_OUT


def test_a_sign_out_that_waited_for_the_first_look_ends_it(home: Home, postgres_url: str):
    while_another_waits(home, postgres_url, look, leave)
    with opened(home) as session:
        assert look(session) is Standing.SIGNED_OUT
