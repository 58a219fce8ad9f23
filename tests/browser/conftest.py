"""What every browser test stands on: one sample home built by the real commands, a Chromium, and watched pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.browser.serving import ROOT, run, serving

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE_MS = 30_000  # an import or undo works out all figures anew; assertions would give up after five seconds
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Streamlit's dialog may come and go before a test looks, so that every page remembers whether it was ever there.
REMEMBER_DIALOGS = """
    window.dialogsSeen = [];
    new MutationObserver(() => {
        for (const dialog of document.querySelectorAll('[role="dialog"], [data-testid="stDialog"]'))
            window.dialogsSeen.push(dialog.innerText);
    }).observe(document, {childList: true, subtree: true});
"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: install the package chromium to run the browser tests")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def sample_home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001 - skips first
    """A small sample district, imported by the ordinary command. Tests that write take `own_home`."""
    folder = tmp_path_factory.mktemp("sample")
    home = folder / "home"
    home.mkdir()
    (home / "sample").touch()
    run("sample_data.generate", "--out", str(folder / "exports"), "--scale", "0.2", home=home)
    run("data_layer", "import", str(folder / "exports"), home=home)
    run("data_layer", "records", "import", str(ROOT / "sample_data" / "records.json"), home=home)
    return home


@pytest.fixture
def own_home(sample_home: Path, tmp_path: Path) -> Path:
    """A copy of the sample home that one test may change."""
    return Path(shutil.copytree(sample_home, tmp_path / "home"))


@pytest.fixture(scope="session")
def address(sample_home: Path) -> Iterator[str]:
    """One server on the sample home, shared by the tests that only look."""
    with serving(sample_home) as url:
        yield url


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages of a visitor with no history; a request to any other host than this machine fails the test."""
    contexts, strangers = [], []

    def note(url: str) -> None:
        if urlsplit(url).hostname not in {"127.0.0.1", "localhost", None}:
            strangers.append(url)

    def forgive(request: Request) -> None:
        """A request that our own policy held back has reached nobody."""
        if request.failure == "csp" and request.url in strangers:
            strangers.remove(request.url)

    def open_(url: str, *, width: int = 1280, height: int = 900, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(REMEMBER_DIALOGS)
        context.on("request", lambda request: note(request.url))
        context.on("requestfailed", forgive)
        page = context.new_page()
        page.goto(url)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not strangers
