"""The inbox, night after night: what has arrived whole is imported together and moved aside, whatever interrupts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event

from filelock import FileLock, Timeout

from data_layer import importing, inbox, saying
from data_layer.audit.kinds import INBOX
from data_layer.importing import HomeIsBusy, HomeUnwritable, Report
from data_layer.inbox import State, Stillness
from data_layer.publishing import keeping
from data_layer.store import Home

Say = Callable[[str], None]
_LOOK_SECONDS = 5.0


class Stopped(Exception):
    """Somebody asked to stop: the import that was going on is cancelled, and its files stay in the inbox."""


@dataclass
class Watch:
    """One watched folder. `stop` ends it at any moment; `today` says under which date files are put aside."""

    home: Home
    folder: Path
    options: Mapping[str, str]
    settle_seconds: float
    say: Say
    stop: Event
    today: Callable[[], date] = date.today
    looked_on: date | None = None  # when it was last asked which month is due

    def once(self) -> bool:
        """Import what is there and still; whether every file was taken."""
        with self._alone():
            stillness = Stillness(self.settle_seconds)
            found = stillness.settled(inbox.arrivals(self.folder), now=time.monotonic())
            if not found and not self.stop.wait(self.settle_seconds):
                found = stillness.settled(inbox.arrivals(self.folder), now=time.monotonic())
            is_taken = self._take(found)
            self._publish()
            return is_taken

    def on_and_on(self) -> None:
        """Until it is stopped. What cannot be imported now is tried again."""
        with self._alone():
            stillness = Stillness(self.settle_seconds)
            self.say(f"Watching {self.folder}.")
            while not self.stop.is_set():
                found = stillness.settled(inbox.arrivals(self.folder), now=time.monotonic())
                try:
                    self._take(found)
                    self._publish()
                except (HomeIsBusy, HomeUnwritable) as error:
                    self.say(f"Nothing was changed; the files stay in the inbox. {error}")
                self.stop.wait(_LOOK_SECONDS)

    def _take(self, found: Mapping[Path, State]) -> bool:
        if not found:
            return True
        try:
            report = importing.run(
                self.home, list(found), self.options, progress=self._progress, waiting=self.say, by=INBOX
            )
        except Stopped:
            self.say("Stopped. Nothing was changed; the files stay in the inbox.")
            return True
        for path, state in found.items():
            self._put_aside(path, state, report)
        if report.removed:
            self.say(f"Removed for their age: {report.removed}. What was counted of each day stays.")
        return report.is_clean

    def _publish(self) -> None:
        """Once a day, whether files came or not: publish the month that is due."""
        if self.looked_on == self.today():
            return
        if edition := keeping.publish_due(self.home, by=INBOX):
            self.say(f"Published: {', '.join(f'{month:%B %Y}' for month in edition.months)}.")
        self.looked_on = self.today()

    def _put_aside(self, path: Path, state: State, report: Report) -> None:
        """What has changed meanwhile stays, and is imported again: what is known of it is not counted twice."""
        findings = [
            finding
            for finding, origin in zip(report.findings, report.paths, strict=True)
            if origin and origin.is_relative_to(path)
        ]
        if inbox.state_of(path) != state:
            self.say(f"{path.name} changed while it was read, and is read again.")
            return
        target = inbox.put_aside(self.folder, path, findings, on=self.today())
        for finding in findings:
            self.say(saying.told(finding))
        self.say(f"{path.name} was moved to {target.relative_to(self.folder)}.")

    def _progress(self, _file_name: str, _row_count: int) -> None:
        if self.stop.is_set():
            raise Stopped

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No two watches of one home: they would move each other's files away."""
        self.home.create()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(self.home.path / "inbox.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise HomeIsBusy("Another watch of this home is running. One is enough.") from None
        try:
            yield
        finally:
            lock.release()
