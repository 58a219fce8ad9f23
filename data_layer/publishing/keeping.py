"""On day 5 of a month the one before is published: the version served then is kept, and no later one takes its place.

It is a hard link to the version, which is written once and never changed, so that it costs nothing until others follow.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import select

from data_layer import private_file, schema, settings, store
from data_layer.audit import log
from data_layer.audit.entries import Note
from data_layer.audit.kinds import COMMAND_LINE, Kind
from data_layer.history import standing
from data_layer.publishing import editions, months, revisions
from data_layer.publishing.contents import Contents, contents_of
from data_layer.publishing.editions import Edition
from data_layer.store import Home, Store
from data_layer.tables import facts
from data_layer.turns import Waiting, turn
from data_layer.unwritable import told


class NotToBePublished(ValueError):
    """The month cannot be published now; the text says why."""


def publish(
    home: Home,
    month: date | None = None,
    *,
    why: str = "",
    at: datetime | None = None,
    by: str = COMMAND_LINE,
    wait_seconds: float = 600,
    waiting: Waiting | None = None,
) -> Edition | None:
    """Keep an edition now: of the months that are due, and of this one, anew if it was corrected.

    None where nothing is due. Raises NotToBePublished where this month is not to be had, or is as it was.
    """
    at = at or datetime.now(UTC).replace(tzinfo=None)
    with told(home), turn(home, "publishing a month", wait_seconds=wait_seconds, waiting=waiting):
        standing_now = _Standing.of(home, at=at)
        if standing_now is None:
            raise NotToBePublished("There is nothing to publish yet. Import a roster and a log first.")
        due = {*standing_now.due(), *(standing_now.asked(month) if month else ())}
        return standing_now.keep(tuple(sorted(due)), why=why, by=by) if month or due else None


def unpublished(home: Home) -> Edition | None:
    """Which imports stand and which thresholds hold, as an edition would have them. None while nothing is served."""
    standing_now = _Standing.of(home, at=datetime.now(UTC).replace(tzinfo=None))
    return standing_now.edition((), contents=()) if standing_now else None


def publish_due(home: Home, *, by: str, at: datetime | None = None, wait_seconds: float = 600) -> Edition | None:
    """Publish what is due; None where nothing is, or nothing was imported yet."""
    try:
        return publish(home, at=at, by=by, wait_seconds=wait_seconds)
    except NotToBePublished:
        return None


def within_turn(home: Home, *, at: datetime, by: str) -> Edition | None:
    """What every import does for its end: publish what is due. What the disk refuses is tried with the next one."""
    try:
        standing_now = _Standing.of(home, at=at)
        due = standing_now.due() if standing_now else ()
        return standing_now.keep(due, why="", by=by) if due else None
    except OSError as error:
        logging.getLogger(__name__).error("The month could not be published (%s); the next import tries again.", error)
        return None


@dataclass(frozen=True)
class _Standing:
    """What is served, what was published, and which day it is."""

    home: Home
    served: Store
    at: datetime
    today: date  # in the district
    known: tuple[date, date]
    kept: tuple[Edition, ...]

    @classmethod
    def of(cls, home: Home, *, at: datetime) -> _Standing | None:
        """None while nothing dated is served, or what is served has to be computed anew first."""
        served = store.current(home)
        if served is None:
            return None
        with served.connect() as connection:
            is_older = schema.is_served_older(connection)
            said = dict(connection.execute(select(facts.c.name, facts.c.value)).all())
        if is_older or not said.get("last_day"):
            return None
        known = _days(said)
        local = at.replace(tzinfo=UTC).astimezone(ZoneInfo(said.get("time_zone") or "UTC")).date()
        return cls(home, served, at, max(local, known[1]), known, editions.all_of(home))

    def due(self) -> tuple[date, ...]:
        day = settings.load(self.home).publishing_day
        published = {month for edition in self.kept for month in edition.months}
        return months.due(self.today, publishing_day=day, published=published, known=self.known)

    def asked(self, month: date) -> tuple[date, ...]:
        """This month, where it was not published before; nothing beside a revision of one that was corrected."""
        if before := revisions.of(self.kept, month):
            if revisions.is_same(before[-1].edition, self.edition((), contents=contents_of(self.served)), month):
                raise NotToBePublished(f"Nothing of {month:%B %Y} has changed since it was published.")
            return ()
        day = settings.load(self.home).publishing_day
        if month > months.latest_due(self.today, publishing_day=day):
            opens_on = months.opens_on(month, publishing_day=day)
            raise NotToBePublished(f"{month:%B %Y} can be published from {opens_on:%B} {opens_on.day} on.")
        if not (self.known[0] < months.following(month) and month <= self.known[1]):
            raise NotToBePublished(f"Nothing is known of {month:%B %Y}.")
        return (month,)

    def keep(self, due: tuple[date, ...], *, why: str, by: str) -> Edition:
        """Put the edition in place, whole or not at all."""
        edition = self.edition(due, contents=contents_of(self.served), why=why, by=by)
        draft = self.home.published / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700, parents=True)
        _link(self.served.path, draft / self.served.path.name)
        private_file.put(draft / editions.file_of(self.home, edition).name, editions.written(edition))
        draft.rename(edition.folder(self.home))
        named = ", ".join(f"{month:%B %Y}" for month in due) or "revisions of months published before"
        log.note(self.home, Note(Kind.PUBLISH, by, f"{named}, as edition {edition.number}"))
        return edition

    def edition(self, due: tuple[date, ...], *, contents: Contents, why: str = "", by: str = "") -> Edition:
        return Edition(
            number=max((each.number for each in self.kept), default=0) + 1,
            version=self.served.version,
            kept_at=self.at,
            kept_on=self.today,
            months=due,
            contents=contents,
            imports=tuple(sorted(standing(self.home))),
            policy=tuple(sorted(settings.values(self.home).items())),
            own=tuple(sorted(settings.own_values(self.home))),
            why=" ".join(why.split()),
            by=by,
        )


def _days(said: Mapping[str, str | None]) -> tuple[date, date]:
    last = date.fromisoformat(said["last_day"])
    return (date.fromisoformat(said["first_day"]) if said.get("first_day") else last), last


def _link(version: Path, target: Path) -> None:
    """The same file under a second name; a copy, where the disk knows no such thing."""
    try:
        os.link(version, target)
    except OSError:
        shutil.copyfile(version, target)
