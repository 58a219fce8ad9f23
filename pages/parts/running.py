"""An import on a thread of its own, so that the page can count its rows and cancel it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event

from streamlit.runtime.uploaded_file_manager import UploadedFile

from data_layer import importing
from data_layer.checking import FIGURES
from data_layer.importing import Report
from data_layer.store import Home
from pages.parts import uploads, words


class Cancelled(Exception):
    """The visitor cancelled; nothing of the files was kept."""


@dataclass
class Count:
    """How far one file has been read, and how long that took."""

    rows: int = 0
    seconds: float = 0.0

    def told(self) -> str:
        speed = f", {words.number(round(self.rows / self.seconds))} rows a second" if self.seconds > 0 else ""
        return f"{words.number(self.rows)} rows{speed}"


def start(home: Home, given: Sequence[UploadedFile], options: Mapping[str, str], *, by: str) -> Running:
    """Begin to import these files; the audit log names who did."""
    job = Running()
    job.begin(home, given, options, by)
    return job


@dataclass
class Running:
    """One import that goes on. Whoever leaves the page finds it here again."""

    counts: dict[str, Count] = field(default_factory=dict)
    waiting: str = ""
    _cancelled: Event = field(default_factory=Event)
    _future: Future | None = None
    _last_at: float = 0.0

    def begin(self, home: Home, given: Sequence[UploadedFile], options: Mapping[str, str], by: str) -> None:
        self._last_at = time.monotonic()
        pool = ThreadPoolExecutor(1, thread_name_prefix="import")
        self._future = pool.submit(self._run, home, given, options, by)
        pool.shutdown(wait=False)

    def cancel(self) -> None:
        self._cancelled.set()

    def is_over(self, *, within: float) -> bool:
        return bool(wait([self._future], timeout=within).done)

    def report(self) -> Report:
        """What became of the files; raises what went wrong."""
        return self._future.result()

    def lines(self) -> list[str]:
        """One line for each file so far: the last one is being read, the others have been."""
        if not self.counts:
            return [self.waiting or "Opening the files…"]
        *read, last = self.counts
        done = [f":material/check: **{words.plain(name)}**: {self.counts[name].told()}" for name in read]
        if last == FIGURES:
            return [*done, f":material/progress_activity: {FIGURES}…"]
        return [*done, f":material/progress_activity: **{words.plain(last)}**: {self.counts[last].told()} so far"]

    def _run(self, home: Home, given: Sequence[UploadedFile], options: Mapping[str, str], by: str) -> Report:
        with uploads.on_disk(given) as paths:
            return importing.run(
                home,
                paths,
                options,
                received_at=uploads.now(),
                progress=self._progress,
                waiting=self._wait,
                by=by,
            )

    def _wait(self, sentence: str) -> None:
        self.waiting = sentence

    def _progress(self, file_name: str, row_count: int) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        count = self.counts.setdefault(file_name, Count())
        count.rows, count.seconds = row_count, count.seconds + now - self._last_at
        self._last_at = now
