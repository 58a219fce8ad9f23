"""Streamlit serves files to whoever has their address, and takes them from anybody. Where people sign in, this asks.

A file is for the sign-in that it was made for, as long as that is let in; files are taken from those who may import.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.parts.admitted import Admitted, mark_of

_FILES, _UPLOADS = "/media/", "/_stcore/upload_file/"
_LEFT_OUT = (b"range", b"accept-encoding")  # a piece of a file, or a packed one, could not be told by its content


class GuardedFiles:
    """`is_guarded` says whether people sign in here at all."""

    def __init__(self, app: ASGIApp, *, admitted: Admitted, is_guarded: Callable[[], bool]) -> None:
        self.app, self.admitted, self.is_guarded = app, admitted, is_guarded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        is_file, is_upload = _FILES in path, _UPLOADS in path
        if scope["type"] != "http" or not (is_file or is_upload) or not self.is_guarded():
            await self.app(scope, receive, send)
            return
        mark = mark_of(cookie_parser(Headers(scope=scope).get("cookie", "")))
        if is_upload:
            taken = self.app if self.admitted.may_upload(mark) else _refusal("Sign in to send files.", status=403)
            await taken(scope, receive, send)
        else:
            await self._fetch(scope, receive, send, mark)

    async def _fetch(self, scope: Scope, receive: Receive, send: Send, mark: str) -> None:
        """The whole answer is looked at before any of it is sent."""
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        whole = {**scope, "headers": [each for each in scope["headers"] if each[0].lower() not in _LEFT_OUT]}
        await self.app(whole, receive, hold)
        content = b"".join(message.get("body", b"") for message in held)
        if not self.admitted.may_fetch(mark, content):
            await _refusal("File not found", status=404)(scope, receive, send)
            return
        for message in held:
            await send(message)


def _refusal(text: str, *, status: int) -> ASGIApp:
    return PlainTextResponse(text, status_code=status)
