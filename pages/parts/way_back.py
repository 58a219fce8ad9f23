"""Streamlit leaves whoever signs in on the first page. This brings people back to the page and filters they opened.

The address is kept in a cookie while somebody is at the provider, and only an address of our own pages is followed.
"""

from __future__ import annotations

from collections.abc import Collection
from http.cookies import SimpleCookie
from urllib.parse import quote, unquote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "rollcall_way_back"
_LEAVES_BY, _RETURNS_BY = "/auth/login", "/oauth2callback"
_KEPT_SECONDS = 600  # as long as signing in may take
_LONGEST = 2000  # what a cookie holds with room to spare
_QUERY = "=&%+-._~"


class WayBack:
    """`pages`: the addresses that may be returned to, without their leading slash."""

    def __init__(self, app: ASGIApp, *, pages: Collection[str]) -> None:
        self.app, self.pages = app, frozenset(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        leaves, returns = path.endswith(_LEAVES_BY), path.endswith(_RETURNS_BY)
        if scope["type"] != "http" or not (leaves or returns):
            await self.app(scope, receive, send)
            return
        base = path.removesuffix(_LEAVES_BY if leaves else _RETURNS_BY)
        headers = Headers(scope=scope)
        kept = headers.get("referer", "") if leaves else _cookie(headers)
        address = self._own(kept, base=base, host=headers.get("host", "") if leaves else "")

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                if leaves and address:
                    is_secure = scope.get("scheme") == "https"
                    answer.append("set-cookie", _set(address, base=base, is_secure=is_secure))
                if returns and address and "location" in answer:
                    answer["location"] = address
                    answer.append("set-cookie", f"{COOKIE}=; Path={base}/; Max-Age=0; HttpOnly; SameSite=Lax")
            await send(message)

        await self.app(scope, receive, send_on)

    def _own(self, kept: str, *, base: str, host: str) -> str:
        """The path and query of one of our pages, written anew; nothing for any other address."""
        try:
            asked = urlsplit(kept)
        except ValueError:
            return ""
        page = asked.path.removeprefix(base).removeprefix("/")
        if asked.netloc != host or not asked.path.startswith(f"{base}/") or page not in self.pages:
            return ""
        query = quote(asked.query, safe=_QUERY)
        address = f"{base}/{page}{'?' if query else ''}{query}"
        return address if len(address) <= _LONGEST else f"{base}/{page}"


def _cookie(headers: Headers) -> str:
    held = SimpleCookie(headers.get("cookie", ""))
    return unquote(held[COOKIE].value) if COOKIE in held else ""


def _set(address: str, *, base: str, is_secure: bool) -> str:
    flags = "; HttpOnly; SameSite=Lax" + ("; Secure" if is_secure else "")
    return f"{COOKIE}={quote(address, safe='')}; Path={base}/; Max-Age={_KEPT_SECONDS}{flags}"
