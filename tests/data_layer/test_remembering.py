"""Remembered answers are the answers: for other values, other versions and threads at once too."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, func, literal, select, union_all

from data_layer import remembering
from data_layer.store import Home, Store, current, writing
from data_layer.tables import facts
from tests.building import store_of

THREE = [{"name": name, "value": str(number), "note": ""} for number, name in enumerate("abc")]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return store_of(tmp_path, facts=THREE)


@pytest.fixture
def asked(store: Store) -> list[str]:
    """Every statement that reaches the database."""
    statements = []
    with store.connect() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    return statements


def named(*names: str):
    return select(facts.c.value).where(facts.c.name.in_(names)).order_by(facts.c.name)


def test_the_same_select_is_put_to_the_database_once(store: Store, asked: list[str]):
    for _ in range(3):
        with remembering.connect(store) as connection:
            assert connection.execute(named("a", "b")).scalars().all() == ["0", "1"]
    assert len(asked) == 1


def test_another_value_is_another_question(store: Store, asked: list[str]):
    with remembering.connect(store) as connection:
        answers = [connection.execute(named(name)).scalar() for name in "abca"]
    assert answers == ["0", "1", "2", "0"]
    assert len(asked) == 3


def test_literals_limits_and_unions_are_told_apart(store: Store):
    with remembering.connect(store) as connection:
        found = [
            connection.execute(each).scalars().all()
            for each in (
                select(literal(1)),
                select(literal(2)),
                named("a", "b").limit(1),
                named("a", "b").limit(2),
                union_all(select(literal(1)), select(literal(3))),
            )
        ]
    assert found == [[1], [2], ["0"], ["0", "1"], [1, 3]]


def test_an_answer_can_be_read_in_every_way_and_again(store: Store):
    whole = select(facts.c.name, facts.c.value).order_by(facts.c.name)
    with remembering.connect(store) as connection:
        for _ in range(2):
            assert connection.execute(whole).first().name == "a"
            assert [row.value for row in connection.execute(whole)] == ["0", "1", "2"]
            assert connection.execute(whole).mappings().all()[2]["name"] == "c"
            assert list(connection.execute(whole).keys()) == ["name", "value"]


def test_another_version_is_asked_anew(store: Store, tmp_path: Path):
    count = select(func.count()).select_from(facts)
    with remembering.connect(store) as connection:
        assert connection.execute(count).scalar_one() == 3
    with writing(Home(tmp_path / "home")) as draft:
        draft.execute("DELETE FROM facts WHERE name = 'a'")
    with remembering.connect(current(Home(tmp_path / "home"))) as connection:
        assert connection.execute(count).scalar_one() == 2


def test_threads_get_the_right_answers(store: Store):
    def ask(name: str) -> str:
        with remembering.connect(store) as connection:
            return connection.execute(named(name)).scalar_one()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, "abc" * 50)) == ["0", "1", "2"] * 50


def test_a_long_answer_is_not_kept(store: Store, asked: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(remembering, "_MOST_ROWS", 1)
    for _ in range(2):
        with remembering.connect(store) as connection:
            assert len(connection.execute(named("a", "b")).all()) == 2
    assert len(asked) == 2


def test_the_memory_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(remembering, "_MOST_ANSWERS", 2)
    with remembering.connect(store) as connection:
        for name in "abcabc":
            assert connection.execute(named(name)).scalar_one() == str("abc".index(name))
        assert len(connection._answers) <= 2
