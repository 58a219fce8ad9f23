"""One import from start to end: everything of it is served, or nothing is; and it can be undone."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from data_layer import bringing, home_importers, parts, refused_rows, retention, rollups, schema, store
from data_layer.audit import imports as audit
from data_layer.audit import policy
from data_layer.audit.kinds import COMMAND_LINE
from data_layer.checking import FIGURES, Finding, Progress, plan, without_rows
from data_layer.history import history, kept_as_sums, known_files, refused, remarks, standing
from data_layer.identities import sealed
from data_layer.importers.contract import Importer
from data_layer.privacy import Pseudonyms
from data_layer.publishing import keeping
from data_layer.settings import load as load_settings
from data_layer.store import Home
from data_layer.turns import HomeIsBusy, Waiting, turn
from data_layer.unwritable import HomeUnwritable, told

__all__ = [
    "HomeIsBusy",
    "HomeUnwritable",
    "Report",
    "UnknownImport",
    "history",
    "kept_as_sums",
    "rebuild",
    "refused",
    "remarks",
    "run",
    "undo",
]


class UnknownImport(Exception):
    """No import of this number stands."""


@dataclass
class Report:
    """What became of each file, in the order given; `version` is what is served now."""

    findings: list[Finding] = field(default_factory=list)
    paths: list[Path | None] = field(default_factory=list)  # what each of them was read from
    version: str | None = None
    remarks: list[str] = field(default_factory=list)  # what to know of the data as a whole
    removed: str = ""  # what was removed for its age, in words
    published: tuple[date, ...] = ()  # months that came due and were published with it

    @property
    def is_clean(self) -> bool:
        """Whether every file was taken (single rows may still have been refused)."""
        return not any(finding.is_refused for finding in self.findings)


def run(
    home: Home,
    paths: Iterable[Path | str],
    options: Mapping[str, str] | None = None,
    *,
    received_at: datetime | None = None,
    progress: Progress | None = None,
    waiting: Waiting | None = None,
    among: Sequence[Importer] | None = None,
    wait_seconds: float = 600,
    by: str = COMMAND_LINE,
) -> Report:
    """Import files, folders and zips. What came together from one source becomes one import.

    `among` are the importers that may claim a file; those of the home, if not given. `by` is who the audit log names.

    An exception that `progress` raises cancels it: nothing is half loaded. Raises HomeIsBusy when another import goes
    on for longer than `wait_seconds`, of which `waiting` is told; HomeUnwritable when the disk refuses.
    """
    paths = list(paths)
    received_at = received_at or datetime.now(UTC).replace(tzinfo=None)
    doing = f"an import of {len(paths)} {'file' if len(paths) == 1 else 'files'}"
    with (
        told(home),
        turn(home, doing, wait_seconds=wait_seconds, waiting=waiting),
        _hashing() as hashing,
    ):
        planned = plan(paths, options, among=among or home_importers.of(home))
        job = bringing.Job(home, options or {}, received_at, progress, Pseudonyms.of(home), hashing)
        findings = {index: without_rows(item) for index, item in enumerate(planned)}
        groups = job.together({index: item for index, item in enumerate(planned) if findings[index] is None})
        known = known_files(home)
        for group in [group for group in groups if all(file.is_among(known) for file in group)]:
            findings |= {file.index: known[file.mark] for file in group}
            groups.remove(group)
        if groups:
            _write(job, groups, findings)
        in_order = [findings[index] for index in range(len(planned))]
        audit.note(home, {findings[file.index].import_id for group in groups for file in group}, by=by)
        policy.note_changes(home)
        removal = retention.within_turn(home, as_of=received_at, by=by)
        served, edition = store.current(home), keeping.within_turn(home, at=received_at, by=by)
        version, told_of = served.version if served else None, removal.told() if removal else ""
        published = edition.months if edition else ()
        return Report(in_order, [item.path for item in planned], version, remarks(home), told_of, published)


@contextmanager
def _hashing() -> Iterator[Executor]:
    """A thread for the digests; an import that ends early waits for none that is not begun."""
    thread = ThreadPoolExecutor(max_workers=1)
    try:
        yield thread
    finally:
        thread.shutdown(cancel_futures=True)


def undo(
    home: Home, import_id: int, *, at: datetime | None = None, wait_seconds: float = 600, by: str = COMMAND_LINE
) -> str:
    """Take one import back; the figures are then those of the imports that still stand. Returns the version served."""
    with told(home), turn(home, f"taking back import {import_id}", wait_seconds=wait_seconds):
        if import_id not in standing(home):
            raise UnknownImport(f"No import {import_id} stands. `python -m data_layer imports` lists those that do.")
        with store.writing(home) as connection:
            change = bringing.change_of(connection, import_id)
            moment = at or datetime.now(UTC).replace(tzinfo=None)
            connection.execute("UPDATE imports SET undone_at = ? WHERE import_id = ?", [moment, import_id])
            for table in ("parts", "part_tools", "refusals"):
                connection.execute(f"DELETE FROM {table} WHERE import_id = ?", [import_id])
            rollups.refresh(connection, home, load_settings(home), change)
        shutil.rmtree(parts.folder(home, import_id), ignore_errors=True)
        refused_rows.path_of(home, import_id).unlink(missing_ok=True)
        sealed.path_of(home, import_id).unlink(missing_ok=True)
        audit.note_undo(home, import_id, by=by)
        return store.current(home).version


def rebuild(home: Home, *, wait_seconds: float = 600, waiting: Waiting | None = None) -> str | None:
    """Compute every table anew from the parts that are kept, and serve that. Returns the version; None without any."""
    with told(home), turn(home, "computing all figures anew", wait_seconds=wait_seconds, waiting=waiting):
        if store.current(home) is None:
            return None
        with store.writing(home) as connection:
            schema.empty(connection)
            rollups.refresh(connection, home, load_settings(home), rollups.EVERYTHING)
        return store.current(home).version


def _write(job: bringing.Job, groups: list[list[bringing.RecognisedFile]], findings: dict) -> None:
    """Draft a version with these imports in it and serve it; what is interrupted leaves nothing behind."""
    home, settings = job.home, load_settings(job.home)
    sealed.sweep(home, standing(home))
    refused_rows.sweep(home, standing(home, since=job.received_at - timedelta(days=settings.refused_rows_days)))
    with ExitStack() as unless_served:
        unless_served.callback(_sweep, home)
        with store.writing(home) as connection:
            parts.sweep(home, connection)
            changes = [job.bring(connection, group, findings) for group in groups]
            if job.progress:
                job.progress(FIGURES, 0)
            rollups.refresh(connection, home, settings, bringing.together(changes))
            job.keep_names(connection)
            if job.progress:
                job.progress(FIGURES, 0)
        unless_served.pop_all()


def _sweep(home: Home) -> None:
    """Give back the space that an import took which did not come to its end."""
    standing_now = standing(home)
    for folder in home.parts.iterdir():
        if int(folder.name) not in standing_now:
            shutil.rmtree(folder, ignore_errors=True)
    refused_rows.sweep(home, standing_now)
    sealed.sweep(home, standing_now)
