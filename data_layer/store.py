"""Store versions: each DuckDB file is written once, then only read; `current` names the one that is served."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
from sqlalchemy import Connection, Engine, create_engine

from data_layer import schema

KEPT_VERSIONS = 3  # the one served, and two that a slow reader may still hold
_MEMORY = "2GB"
_MEMORY_WHILE_WRITING = "1000MB"  # beside what reading the files took, so that an import stays under 2 GB


@dataclass(frozen=True)
class Home:
    """The one folder that holds a district's data: store versions, parts, key and policy."""

    path: Path

    @classmethod
    def from_environment(cls) -> Home:
        return cls(Path(os.environ.get("ROLLCALL_HOME", "rollcall_home")).resolve())

    @property
    def versions(self) -> Path:
        return self.path / "versions"

    @property
    def parts(self) -> Path:
        return self.path / "parts"

    @property
    def refused(self) -> Path:
        return self.path / "refused"

    @property
    def inbox(self) -> Path:
        return self.path / "inbox"

    @property
    def pointer(self) -> Path:
        return self.path / "current"

    @property
    def published(self) -> Path:
        """The versions that were kept when a month was published, each in a folder of its own."""
        return self.path / "published"

    @property
    def policy(self) -> Path:
        return self.path / "policy.toml"

    @property
    def instruments(self) -> Path:
        """The district's own surveys, one TOML file each."""
        return self.path / "instruments"

    @property
    def lock(self) -> Path:
        return self.path / "writer.lock"

    @property
    def is_sample(self) -> bool:
        """Whether this home was made for the demo."""
        return (self.path / "sample").exists()

    def create(self) -> None:
        """Make the folders, readable by their owner alone."""
        for folder in (self.path, self.versions, self.parts):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@dataclass(frozen=True)
class Store:
    """One version of the store, opened for reading."""

    path: Path

    @property
    def version(self) -> str:
        """What cached results are keyed by: a number that only grows within a home, and a mark of its own."""
        return self.path.stem

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection of one's own for one use; the pool behind it is shared by threads, a connection never is."""
        with _engine(self.path).connect() as connection:
            yield connection


@lru_cache(maxsize=KEPT_VERSIONS)
def _engine(path: Path) -> Engine:
    options = {"read_only": True, "config": {"memory_limit": _MEMORY}}
    pool = {"pool_size": 8, "max_overflow": 24, "pool_use_lifo": True, "pool_reset_on_return": None}
    # Nothing is ever written here, so that no transaction has to be begun and taken back around each question.
    return create_engine(f"duckdb:///{path}", connect_args=options, isolation_level="AUTOCOMMIT", **pool)


def current(home: Home) -> Store | None:
    """The version that is served now; None before the first import."""
    try:
        name = home.pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    return Store(home.versions / name)


def next_path(home: Home) -> Path:
    """Where the next version is written. The number orders versions; the mark keeps two homes' caches apart."""
    served = current(home)
    number = int(served.version.split("-")[0]) + 1 if served else 1
    return home.versions / f"{number:06d}-{uuid.uuid4().hex[:8]}.duckdb"


@contextmanager
def writing(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a copy of the current version, which is served from the end of a block that succeeds.

    The caller holds the home's writer lock. Whatever goes wrong, the served version stays as it was.
    """
    served, path = current(home), next_path(home)
    draft = path.with_suffix(".draft")
    _sweep(home)
    if served:
        shutil.copyfile(served.path, draft)
    with ExitStack() as unless_written:
        unless_written.callback(draft.unlink, missing_ok=True)
        with duckdb.connect(str(draft), config={"memory_limit": _MEMORY_WHILE_WRITING}) as connection:
            schema.create_tables(connection)
            if served is None:
                schema.note(connection)
            yield connection
            connection.execute("CHECKPOINT")
        unless_written.pop_all()
    _publish(home, draft, path)


def write_anew(path: Path) -> None:
    """Copy a file that nobody has open, table by table: blocks that are free still hold what was removed."""
    fresh = path.with_suffix(".fresh")
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{path}' AS before (READ_ONLY)")
        connection.execute(f"ATTACH '{fresh}' AS after")
        connection.execute("COPY FROM DATABASE before TO after")
    fresh.replace(path)


def _publish(home: Home, draft: Path, path: Path) -> None:
    _sync(draft)
    draft.rename(path)
    pointer = home.pointer.with_suffix(".next")
    pointer.write_text(path.name, encoding="utf-8")
    _sync(pointer)
    pointer.replace(home.pointer)
    _sync(home.path)
    for old in sorted(home.versions.glob("*.duckdb"))[:-KEPT_VERSIONS]:
        with suppress(PermissionError):  # Windows keeps a file that somebody still reads; the next import removes it
            old.unlink()


def _sweep(home: Home) -> None:
    """Remove what an interrupted import left behind: drafts, and versions newer than the one served."""
    served = current(home)
    for leftover in (*home.versions.glob("*.draft"), *home.versions.glob("*.draft.wal")):
        leftover.unlink()
    for spilled in home.versions.glob("*.draft.tmp"):  # what DuckDB had no memory for
        shutil.rmtree(spilled)
    for version in home.versions.glob("*.duckdb"):
        if served is None or version.name > served.path.name:
            version.unlink()


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows cannot open a folder; its rename is durable without
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
