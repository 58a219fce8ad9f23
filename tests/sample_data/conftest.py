"""The sample exports, written once per session, and what plain Python reads from them."""

from __future__ import annotations

from pathlib import Path

import pytest

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
