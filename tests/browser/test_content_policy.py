"""The content policy holds nothing back that our pages need, and everything that they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from data_layer.records.database import URL_VARIABLE
from tests.browser.serving import serving
from tests.browser.visiting import PAGES, drawn
from tests.pages import district

pytestmark = pytest.mark.browser

# Between them charts of every kind, tables, filters, forms, slides, files to send and to take.
OF_EVERY_PART = ("", "adoption", "buy_in", "features", "board", "sunsets", "import_data", "access")
REMEMBER = """
window.heldBack = [];
document.addEventListener("securitypolicyviolation",
    event => window.heldBack.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
INLINE = """() => {
    const script = document.createElement("script");
    script.textContent = "window.ran = 1";
    document.body.append(script);
}"""
FETCH = "url => fetch(url).then(() => 'answered', () => 'held back')"


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # noqa: ARG001 - skips first
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL_VARIABLE, raising=False)
        home: Path = district.home_of(tmp_path_factory.mktemp("policy")).path
        with serving(home) as found:
            yield found


def test_whatever_pages_are_made_of_is_drawn_and_nothing_is_held_back(address: str, open_page: Callable[..., Page]):
    page = open_page("about:blank")
    page.context.add_init_script(REMEMBER)
    for path in OF_EVERY_PART:
        page.goto(f"{address}/{path}")
        drawn(page, PAGES[path])
        assert page.evaluate("window.heldBack") == [], path


def test_what_is_put_into_a_page_neither_runs_nor_asks_another_host(address: str, open_page: Callable[..., Page]):
    page = drawn(open_page(f"{address}/about"), "About the numbers")
    page.evaluate(INLINE)
    assert page.evaluate("window.ran") is None
    assert page.evaluate(FETCH, f"{address}/_stcore/health") == "answered"
    assert page.evaluate(FETCH, "https://elsewhere.example.org/") == "held back"
