"""app.py is found by Streamlit, serves the frame, adds safe headers to every answer and shows no error to a visitor."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.web.server.app_discovery import discover_asgi_app

import app

ROOT = Path(__file__).parents[2]


def test_streamlit_run_finds_the_server_in_app_py():
    assert discover_asgi_app(ROOT / "app.py").import_string == "app:app"


def test_the_script_that_it_serves_is_the_frame():
    assert (ROOT / app.app.script_path).read_text(encoding="utf-8").rstrip().endswith("frame.run()")


def finish(work: Coroutine) -> None:
    """Runs `work` in a thread of its own: the browser tests of the same run may hold this thread's event loop."""
    with ThreadPoolExecutor(max_workers=1) as threads:
        threads.submit(asyncio.run, work).result()


@pytest.mark.parametrize("name", app.HEADERS)
def test_every_answer_has_safe_headers_beside_its_own(name: str):
    sent = []

    async def page(_scope, _receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": b"page"})

    async def keep(message: dict) -> None:
        sent.append(message)

    finish(app.SafeHeaders(page)({"type": "http"}, None, keep))
    headers = dict(sent[0]["headers"])
    assert headers[name.lower().encode()] == app.HEADERS[name].encode()
    assert headers[b"content-type"] == b"text/html"
    assert sent[1]["body"] == b"page"


def test_a_broken_page_tells_the_visitor_what_is_safe_and_nothing_of_the_error():
    def broken() -> None:
        import app

        app.say_what_is_safe(ValueError("secret detail"))

    page = AppTest.from_function(broken).run()
    assert "Nothing in your data was changed" in page.error[0].value
    assert "secret detail" not in page.error[0].value
    assert app.say_what_is_safe(ValueError("secret detail")), "Streamlit shows the error itself unless told not to"
