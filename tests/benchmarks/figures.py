"""How much longer does a figure take than the best hand-written SQL for it, on the same store version?"""

from __future__ import annotations

import pickle
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from playwright.sync_api import Browser
from sqlalchemy import Connection, event, select
from sqlalchemy.schema import DropTable

from data_layer.scope import Scope
from data_layer.store import Home, current
from data_layer.tables import usage_days
from metrics import policy
from metrics.catalogue import METRICS
from metrics.policy import Policy
from metrics.rows import Answer, frame_of
from tests.benchmarks import queries
from tests.browser.serving import serving
from tests.browser.visiting import FILLED, drawn, unfold

RECORDING_PAGE = Path(__file__).with_name("recording_page.py")
_KEYS = ("month", "tool", "feature", "quarter", "school_id", "grade_level", "subject", "weeks_since", "stage", "band")


@dataclass(frozen=True)
class Question:
    """One figure that a page asks for, as it asks."""

    page: str
    name: str
    by: tuple[str, ...]
    scope: Scope

    @property
    def label(self) -> str:
        return f"{self.name} by {', '.join(self.by)}" if self.by else self.name


@dataclass(frozen=True)
class Comparison:
    """The medians of one question, in milliseconds: the whole metric, its queries alone, and the SQL by hand."""

    question: Question
    metric_ms: float
    queries_ms: float
    sql_ms: float

    @property
    def ratio(self) -> float:
        return self.metric_ms / self.sql_ms

    @property
    def queries_ratio(self) -> float:
        return self.queries_ms / self.sql_ms


def asked(browser: Browser, home: Path) -> list[Question]:
    """What each page asks for without filters, its folded sections included; each question once a page."""
    found = []
    with TemporaryDirectory() as folder:
        for path, title in FILLED.items():
            notes = Path(folder) / (path or "overview")
            with serving(home, script=RECORDING_PAGE, ASKED_FILE=str(notes)) as address:
                page = browser.new_page()
                page.goto(f"{address}/{path}")
                unfold(drawn(page, title))
                page.close()
            found += dict.fromkeys(Question(title, *note) for note in _notes(notes))
    return found


def compared(home: Path, questions: list[Question], *, rounds: int) -> list[Comparison]:
    """Each question on one connection of the store: through the metric, and by hand."""
    rules = policy.load(Home(home).policy)
    with current(Home(home)).connect() as connection:
        days = set(connection.execute(select(usage_days.c.day).distinct()).scalars())

        def has_use(first: date, end: date) -> bool:
            return any(first <= day < end for day in days)

        return [
            _compare(connection, question, queries.sql(question, has_use), rules=rules, rounds=rounds)
            for question in questions
        ]


def _compare(connection: Connection, question: Question, text: str, *, rules: Policy, rounds: int) -> Comparison:
    bare = connection.connection.driver_connection
    given = queries.parameters(question, text)
    metric = METRICS[question.name]
    by = tuple(dict.fromkeys((*question.by, *metric.always_by)))

    def by_metric() -> Answer:
        _forget(connection)
        return metric.compute(connection, question.scope, by=by, policy=rules)

    def by_hand() -> pd.DataFrame:
        return bare.execute(text, given).df()

    answer = by_metric()
    _assert_same(question, frame_of(answer.columns, answer.rows), by_hand())
    taken = [(*_took_ms(by_metric, connection), _took_ms(by_hand, connection)[0]) for _ in range(rounds)]
    return Comparison(question, *(statistics.median(column) for column in zip(*taken, strict=True)))


def _forget(connection: Connection) -> None:
    """The figure is taken as it is asked for first: without what metrics/remembered.py and kept_rows.py keep."""
    for table in connection.info.pop("kept rows", {}).values():
        connection.execute(DropTable(table))
    for kept in ("remembered", "asked once"):
        connection.info.pop(kept, None)


def _took_ms(call: Callable[[], object], connection: Connection) -> tuple[float, float]:
    """How long a call took in all, and how long of that the database worked on the connection's queries."""
    begun_at, spans = 0.0, []

    def begin(*_: object) -> None:
        nonlocal begun_at
        begun_at = time.perf_counter()

    def end(*_: object) -> None:
        spans.append(time.perf_counter() - begun_at)

    with listening(connection, before_cursor_execute=begin, after_cursor_execute=end):
        begun = time.perf_counter()
        call()
        return (time.perf_counter() - begun) * 1000, sum(spans) * 1000


@contextmanager
def listening(connection: Connection, **listeners: Callable[..., None]) -> Iterator[None]:
    for name, listener in listeners.items():
        event.listen(connection, name, listener)
    try:
        yield
    finally:
        for name, listener in listeners.items():
            event.remove(connection, name, listener)


def _assert_same(question: Question, metric: pd.DataFrame, by_hand: pd.DataFrame) -> None:
    """Both say the same of every group that the metric shows a figure for."""
    keys = [name for name in by_hand.columns if name in _KEYS]
    columns = [name for name in by_hand.columns if name not in _KEYS and name in metric]
    ours, theirs = (_figures(frame, keys, columns) for frame in (metric, by_hand))
    missing = {group: figures for group, figures in ours.items() if theirs.get(group) != figures}
    if missing or not ours:
        group, figures = next(iter(missing.items()), (None, None))
        raise AssertionError(f"{question.label}: {group} is {figures}, and by hand {theirs.get(group)}")


def _figures(frame: pd.DataFrame, keys: list[str], columns: list[str]) -> dict[tuple, tuple]:
    shown = frame[frame[columns].notna().all(axis=1)]
    return {
        tuple(_plain(row[key]) for key in keys): tuple(round(float(row[name]), 6) for name in columns)
        for row in shown.to_dict("records")
    }


def _plain(value: object) -> str:
    """A key as text: dates come as days from one side and as moments from the other."""
    return "" if pd.isna(value) else str(value).removesuffix(" 00:00:00")


def _notes(path: Path) -> Iterator[tuple[str, tuple[str, ...], Scope]]:
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)
            except EOFError:
                return
