"""The server: `streamlit run app.py`. It serves the frame of pages/parts/main.py, compressed and with safe headers."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.parts import ahead, content_policy, frame, places, providers
from pages.parts.admitted import ADMITTED
from pages.parts.guarded_files import GuardedFiles
from pages.parts.way_back import WayBack

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Content-Security-Policy": content_policy.policy(),
}


class SafeHeaders:
    """Adds HEADERS to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict]:
    """Streamlit collects garbage after every rerun. What is imported once need not be looked through each time."""
    assert frame.run
    ahead.begin()
    gc.collect()
    gc.freeze()
    yield {}


def say_what_is_safe(_error: Exception) -> bool:
    """What a visitor reads when a page breaks. The error itself is in the server's log, and nowhere on screen."""
    st.error(
        "This page could not be drawn. Nothing in your data was changed. Load the page again; if it stays so, "
        "your technologist finds the reason in the server's log.",
        icon=":material/error:",
    )
    return True


# The script lies in pages/parts, where Streamlit finds no folder `pages` beside it: see DECISIONS.md 9.
app = st.App(
    "pages/parts/main.py",
    lifespan=lifespan,
    on_script_error=say_what_is_safe,
    middleware=[
        Middleware(SafeHeaders),
        Middleware(WayBack, pages={place.path for place in places.PAGES}),
        Middleware(GZipMiddleware, minimum_size=1024, compresslevel=5),
        Middleware(GuardedFiles, admitted=ADMITTED, is_guarded=providers.are_asked_for),
    ],
)
