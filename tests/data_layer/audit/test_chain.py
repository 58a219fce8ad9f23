"""The audit log shows every entry that was edited, removed, moved or put in, and numbers what is appended at once."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, literal, select, update

from data_layer.audit import chain, log, place
from data_layer.audit.entries import AuditEntry, Note
from data_layer.audit.kinds import COMMAND_LINE, Kind
from data_layer.records.database import URL_VARIABLE, RecordsUnavailable, opened
from data_layer.store import Home

LENGTH = 8
_TABLE = AuditEntry.__table__
_APPEND_TEN = """
from data_layer.audit import log
from data_layer.audit.entries import Note
from data_layer.audit.kinds import Kind
from data_layer.store import Home
for number in range(10):
    log.note(Home.from_environment(), Note(Kind.EXPORT, "command line", f"{number}"))
"""


def write(home: Home, count: int = LENGTH) -> None:
    log.note(home, *(Note(Kind.IMPORT, COMMAND_LINE, f"import {number}") for number in range(1, count + 1)))


def change(home: Home, *statements: object) -> None:
    """As somebody does who can write the database and cannot read the home."""
    with opened(home) as session:
        for statement in statements:
            session.execute(statement)


def breaks(home: Home) -> list[str]:
    return log.verify(home)[1]


def test_a_log_as_it_was_written_is_whole(home: Home):
    write(home, 3)
    log.note(home, Note(Kind.EXPORT, "Technologist", "Adoption", filters="Oak School, grade 3", row_count=12))
    assert log.verify(home) == (4, [])
    newest, *_ = log.entries(home)
    assert (newest.number, newest.kind, newest.who, newest.what) == (4, Kind.EXPORT, "Technologist", "Adoption")
    assert (newest.filters, newest.row_count) == ("Oak School, grade 3", 12)


def test_no_entries_are_a_whole_log(home: Home):
    assert log.verify(home) == (0, [])


@pytest.mark.parametrize("gone", [[1], [4], [3, 4], [LENGTH], [LENGTH - 1, LENGTH], list(range(1, LENGTH + 1))])
def test_entries_that_were_removed_are_said_to_be_missing(home: Home, gone: list[int]):
    write(home)
    change(home, delete(_TABLE).where(_TABLE.c.number.in_(gone)))
    missing = f"Entry {gone[0]} is missing." if len(gone) == 1 else f"Entries {gone[0]} to {gone[-1]} are missing."
    assert missing in breaks(home)


def test_a_cut_end_stays_to_be_seen_when_the_log_goes_on(home: Home):
    write(home)
    change(home, delete(_TABLE).where(_TABLE.c.number >= LENGTH - 1))
    write(home, 4)
    assert breaks(home) == [f"Entries {LENGTH - 1} to {LENGTH} are missing."]


def test_a_removed_entry_is_missed_though_the_rest_was_numbered_anew(home: Home):
    write(home)
    renumber = update(_TABLE).values(number=_TABLE.c.number - 1)
    change(
        home, delete(_TABLE).where(_TABLE.c.number == 3), *(renumber.where(_TABLE.c.number == n) for n in range(4, 9))
    )
    assert f"Entry {LENGTH} is missing." in breaks(home)


def test_an_entry_sealed_with_another_key_is_found(home: Home):
    write(home)
    with opened(home) as session:
        forged = session.get(AuditEntry, LENGTH)
        forged.what = "nothing"
        forged.mark = chain.mark(bytes(32), forged)
    assert breaks(home)


def test_an_older_state_of_the_database_is_found(home: Home):
    write(home, 5)
    with opened(home) as session:
        older = [dict(row) for row in session.execute(select(_TABLE)).mappings()]
    write(home, 3)
    change(home, delete(_TABLE), insert(_TABLE).values(older))
    assert breaks(home) == ["Entries 6 to 8 are missing."]


def edits() -> list[Callable[[random.Random], list[object]]]:
    """Single changes of the table, each at a place that chance chooses."""
    columns = ("who", "what", "filters", "mark", "previous_mark", "entry_id")
    return [
        *(lambda chance, name=name: [_at(chance).values({name: f"{chance.random()}"})] for name in columns),
        lambda chance: [_at(chance).values(row_count=chance.randint(0, 99))],
        lambda chance: [_at(chance).values(kind=Kind.SIGN_OUT)],
        lambda chance: [_at(chance).values(number=chance.choice([0, -1, LENGTH + 1, 99]))],
        lambda chance: [delete(_TABLE).where(_TABLE.c.number == chance.randint(1, LENGTH))],
        lambda chance: _swap(*chance.sample(range(1, LENGTH + 1), 2)),
        lambda chance: [insert(_TABLE).from_select(_TABLE.c.keys(), _copy(chance))],
    ]


def _at(chance: random.Random) -> object:
    return update(_TABLE).where(_TABLE.c.number == chance.randint(1, LENGTH))


def _swap(one: int, other: int) -> list[object]:
    steps = ((one, -5), (other, one), (-5, other))
    return [update(_TABLE).where(_TABLE.c.number == old).values(number=new) for old, new in steps]


def _copy(chance: random.Random) -> object:
    """One of the entries once more, at the end."""
    fresh = {"number": literal(LENGTH + 1), "entry_id": literal("another")}
    columns = [fresh.get(column.name, column) for column in _TABLE.c]
    return select(*columns).where(_TABLE.c.number == chance.randint(1, LENGTH))


@pytest.fixture
def whole(home: Home) -> tuple[Home, list[dict]]:
    """A log, and its rows as they were written."""
    write(home)
    with opened(home) as session:
        return home, [dict(row) for row in session.execute(select(_TABLE)).mappings()]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edit=st.sampled_from(edits()), seed=st.integers(0, 2**32))
def test_any_single_edit_removal_swap_or_insertion_is_found(whole: tuple[Home, list[dict]], edit: Callable, seed: int):
    home, rows = whole
    change(home, delete(_TABLE), insert(_TABLE).values(rows))
    assert breaks(home) == []
    change(home, *edit(random.Random(seed)))
    with opened(home) as session:
        is_changed = [dict(row) for row in session.execute(select(_TABLE).order_by(_TABLE.c.number)).mappings()] != rows
    assert bool(breaks(home)) == is_changed


def test_what_several_threads_append_at_once_is_numbered_without_a_gap(home: Home):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: log.note(home, Note(Kind.EXPORT, COMMAND_LINE, f"{n}")), range(20)))
    assert log.verify(home) == (20, [])
    assert {entry.what for entry in log.entries(home)} == {f"{n}" for n in range(20)}


def test_what_two_processes_append_at_once_is_numbered_without_a_gap(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    root = Path(__file__).parents[3]
    running = [subprocess.Popen([sys.executable, "-c", _APPEND_TEN], cwd=root) for _ in range(2)]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert log.verify(home) == (20, [])


def test_a_crash_between_the_entry_and_the_note_of_it_in_the_home_is_no_break(home: Home):
    write(home, 2)
    with opened(home) as session:
        chain.append(session, home, [Note(Kind.EXPORT, COMMAND_LINE, "the home does not know of it")])
    assert place.head(home).number == 2
    assert log.verify(home) == (3, [])


def test_a_home_that_has_lost_its_note_of_the_end_says_so(home: Home):
    write(home, 2)
    (home.path / "audit" / "head.json").unlink()
    assert breaks(home) == ["The home does not know how far the log had come, so that its end may be cut off."]


def test_what_is_noted_while_the_database_is_down_waits_and_enters_once(home: Home, monkeypatch: pytest.MonkeyPatch):
    write(home, 1)
    with monkeypatch.context() as broken:
        broken.setenv(URL_VARIABLE, "postgresql://someone@127.0.0.1:1/records")
        assert not log.note(home, Note(Kind.IMPORT, COMMAND_LINE, "import 2"))
    assert log.note(home, Note(Kind.IMPORT, COMMAND_LINE, "import 3"))
    assert [entry.what for entry in log.entries(home)] == ["import 3", "import 2", "import 1"]
    assert log.verify(home) == (3, [])


def test_what_may_not_happen_unseen_is_stopped_while_the_database_is_down(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(URL_VARIABLE, "postgresql://someone@127.0.0.1:1/records")
    with pytest.raises(RecordsUnavailable):
        log.note_first(home, Note(Kind.LOOK, COMMAND_LINE, "who holds a seat"))


def test_a_note_that_was_entered_before_a_crash_enters_no_second_time(home: Home):
    noted = Note(Kind.IMPORT, COMMAND_LINE, "import 1")
    log.note(home, noted)
    log.note(home, noted)
    assert log.verify(home) == (1, [])


def test_the_half_line_of_somebody_who_was_killed_is_left_out(home: Home):
    write(home, 1)
    (home.path / "audit" / "waiting.jsonl").write_text('{"kind": "imp')
    write(home, 1)
    assert log.verify(home) == (2, [])


@pytest.mark.parametrize("text", ["a\x00b", "a\nb", "a\u2028b", "  a   b "])
def test_what_comes_from_outside_is_one_line_that_any_database_takes(home: Home, text: str):
    log.note(home, Note(Kind.REFUSAL, text, text))
    (entry,) = log.entries(home)
    assert (entry.who, entry.what) == ("a b", "a b")
