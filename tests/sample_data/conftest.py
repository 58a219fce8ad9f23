"""The sample exports, written once per session: what plain Python reads from them, and what the product makes of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from data_layer import importing
from data_layer.store import Home, Store, current
from sample_data.generate import generate
from tests.sample_data.exports import Exports
from tests.sample_data.logs import Use, read_logs


@pytest.fixture(scope="session")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    folder = tmp_path_factory.mktemp("exports")
    generate(folder)
    return Exports(folder)


@pytest.fixture(scope="session")
def logs(exports: Exports) -> dict[str, Use]:
    return read_logs(exports)


@pytest.fixture(scope="session")
def sparse_folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same small exports, written twice."""
    folders = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    for folder in folders:
        generate(folder, scale=0.1)
    return folders


@pytest.fixture(scope="session")
def sample_store(exports: Exports, tmp_path_factory: pytest.TempPathFactory) -> Store:
    home = Home(Path(tmp_path_factory.mktemp("product")) / "home")
    report = importing.run(home, [exports.folder], received_at=datetime(2026, 5, 15, 23))
    assert report.is_clean
    store = current(home)
    assert store is not None
    return store
