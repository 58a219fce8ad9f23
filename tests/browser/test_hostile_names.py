"""A school whose name is HTML, a picture of another host, SQL and a formula at once is a school with an odd name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from data_layer.records.database import URL_VARIABLE
from tests.browser.serving import run, serving
from tests.browser.visiting import drawn, sidebar, text
from tests.pages import district

pytestmark = pytest.mark.browser

NAME = "<img src=x onerror=window.ran=1> ![x](https://pictures.example.org/x.png) =1+1 '; DROP TABLE schools;--"


@pytest.fixture
def home(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - skips first
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    exports = district.exports(tmp_path / "exports")
    orgs = exports / "roster" / "orgs.csv"
    orgs.write_text(orgs.read_text(encoding="utf-8").replace("East School", NAME), encoding="utf-8")
    run("data_layer", "import", str(exports), home=tmp_path / "home")
    return tmp_path / "home"


def test_a_hostile_school_name_runs_nothing_and_asks_no_other_host(home: Path, open_page: Callable[..., Page]):
    with serving(home) as address:
        page = drawn(open_page(f"{address}/adoption"), "Adoption")
        sidebar(page).get_by_label("School", exact=True).first.click()
        page.get_by_role("option", name="DROP TABLE").click()
        page.keyboard.press("Escape")
        assert "DROP TABLE schools" in text(page)
        assert page.evaluate("window.ran") is None
        assert page.locator("img[src='x']").count() == 0
        loaded = page.evaluate("[...document.images].filter(image => image.naturalWidth).map(image => image.src)")
        assert not [source for source in loaded if "example.org" in source]
        drawn(open_page(f"{address}/licenses"), "Licenses")  # the tables are all there
