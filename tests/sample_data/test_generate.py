"""The same seed writes the same exports, and more events change nobody's days."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sample_data.generate import generate, main
from tests.sample_data.exports import Exports
from tests.sample_data.logs import Use, read_logs


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_seed_writes_the_same_bytes(sparse_folders: tuple[Path, Path]) -> None:
    first, second = map(_digests, sparse_folders)
    assert {name.split("/")[0] for name in first} == {
        *("activity", "calendar", "canvas", "clever"),
        *("licenses", "roster", "surveys"),
    }
    assert first == second


def test_another_seed_writes_another_district(sparse_folders: tuple[Path, Path], tmp_path: Path) -> None:
    generate(tmp_path, scale=0.1, seed=8)
    first, other = _digests(sparse_folders[0]), _digests(tmp_path)
    drawn = {name for name in first if name.split("/")[0] in ("activity", "clever", "licenses", "roster", "surveys")}
    assert first.keys() == other.keys()
    assert not [name for name in drawn if first[name] == other[name]]


def test_more_events_change_neither_who_came_nor_who_logged_in(
    sparse_folders: tuple[Path, Path], logs: dict[str, Use]
) -> None:
    sparse = read_logs(Exports(sparse_folders[0]))
    assert {tool: (use.active, use.logins) for tool, use in sparse.items()} == {
        tool: (use.active, use.logins) for tool, use in logs.items()
    }
    assert sum(sparse["Canvas"].events.values()) < 0.6 * sum(logs["Canvas"].events.values())


def test_the_command_writes_where_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sparse_folders: tuple[Path, Path]
) -> None:
    monkeypatch.setattr("sys.argv", ["generate", "--out", str(tmp_path / "there"), "--scale", "0.1"])
    main()
    assert _digests(tmp_path / "there") == _digests(sparse_folders[0])
