"""The district that pages are shown for, and a way to open a page of it as a visitor would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from data_layer.store import Home
from pages.parts import nearby
from tests.pages import district

SCRIPT = Path(__file__).parents[2] / "pages" / "parts" / "main.py"


@pytest.fixture(scope="session")
def district_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """One home for all tests that only look."""
    return district.home_of(tmp_path_factory.mktemp("district"))


@pytest.fixture
def open_page(district_home: Home, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page by its address: open_page("adoption", school="East School"), of the district's home or another."""

    def open_(path: str = "", *, home: Path | None = None, **query: str | list[str]) -> AppTest:
        monkeypatch.setenv("ROLLCALL_HOME", str(home or district_home.path))
        monkeypatch.delenv("ROLLCALL_DEMO", raising=False)
        monkeypatch.setattr(nearby, "is_at_this_computer", lambda: True)
        page = AppTest.from_file(str(SCRIPT), default_timeout=60)
        page.query_params.update(query)
        return go_to(page, path).run()

    return open_


def go_to(page: AppTest, path: str) -> AppTest:
    """The next run shows this page. AppTest finds pages by their file; ours are functions, found by their address."""
    page._page_hash = calc_hash(path)
    return page
