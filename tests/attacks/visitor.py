"""Somebody without a browser: speaks to the server over HTTP and the websocket, and may say what no page offers."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.sync.client import ClientConnection, connect

from tests.sign_in_secrets import COOKIE, COOKIE_SECRET

NO_PROVIDER = "http://127.0.0.1:9"  # an issuer that nobody asks
_PATIENCE_SECONDS = 60


class Answer(NamedTuple):
    """What came back over HTTP: headers by their names in small letters, one line for each time they came."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Drawn:
    """All that the server sent for one look at a page."""

    messages: list[ForwardMsg]

    def says(self, text: str) -> bool:
        return any(text.encode() in message.SerializeToString() for message in self.messages)

    def elements(self, kind: str) -> list:
        """The widgets and other elements of one kind, as they were last drawn."""
        drawn = [message.delta.new_element for message in self.messages if message.HasField("delta")]
        return [getattr(element, kind) for element in drawn if element.WhichOneof("type") == kind]

    def one(self, kind: str, label: str) -> object:
        return next(each for each in self.elements(kind) if each.label == label)

    @property
    def session_id(self) -> str:
        return next(m.new_session.initialize.session_id for m in self.messages if m.HasField("new_session"))


def signed_in_as(name: str, *, origin: str, secret: str = COOKIE_SECRET, **claims: object) -> str:
    """The cookie that Streamlit makes of a sign-in; whoever does not know the server's secret makes another."""
    told = {"is_logged_in": True, "provider": "district", "sub": name, "iat": int(time.time()), "origin": origin}
    told |= {"email": f"{name}@example.org", "email_verified": True, **claims}
    return create_signed_value(secret, COOKIE, json.dumps(told)).decode()


class Visitor:
    """One person with one cookie, or none."""

    def __init__(self, address: str, cookie: str | None = None, *, trusted: ssl.SSLContext | None = None) -> None:
        self.trusted = trusted  # whose certificates are believed, where the address is https
        self.address, self.cookies = address, {COOKIE: cookie} if cookie else {}
        self.cookies |= {"_streamlit_xsrf": self._token()}
        self.headers: dict[str, str] = {}  # sent with the websocket, beside the cookie
        self.resumed: str | None = None  # a session that is said to be one's own
        self._socket: ClientConnection | None = None
        self._open = ExitStack()

    def ask(self, path: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        parts = urlsplit(self.address)
        where = {"host": parts.hostname, "port": parts.port, "timeout": _PATIENCE_SECONDS}
        if self.trusted:
            connection = http.client.HTTPSConnection(**where, context=self.trusted)
        else:
            connection = http.client.HTTPConnection(**where)
        connection.request(method, path, body, {"Cookie": self._cookie_header(), **headers})
        answer = connection.getresponse()
        headers = {name.lower(): "\n".join(answer.headers.get_all(name)) for name in answer.headers}
        told = Answer(answer.status, headers, answer.read())
        connection.close()
        return told

    def open(self, page: str = "", *, widgets: Mapping[str, object] | None = None, **query: str) -> Drawn:
        """Look at a page, with these values of widgets: `{id: [...]}`, or `{id: True}` for a click."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = urlencode(query)
        for key, value in (widgets or {}).items():
            state = message.rerun_script.widget_states.widgets.add(id=key)
            if value is True:
                state.trigger_value = True
            else:
                state.string_array_value.data.extend(value)
        return self._said(message, until="script_finished")  # and nothing runs any more: a run may ask for another

    def file_of(self, button: object, drawn: Drawn) -> str:
        """Click on a download: the address of what was made."""
        message = BackMsg()
        operation = message.backend_operation_request
        operation.request_id, operation.session_id = "1", drawn.session_id
        operation.deferred_file.file_id = button.deferred_file_id
        *_, last = self._said(message, until="backend_operation_response").messages
        return last.backend_operation_response.deferred_file.url

    def send_file(self, drawn: Drawn, content: bytes, *, name: str = "log.csv", **headers: str) -> Answer:
        """Put a file where the page's uploader would."""
        boundary = "boundary"
        disposition = f'Content-Disposition: form-data; name="file"; filename="{name}"'
        body = f"--{boundary}\r\n{disposition}\r\n\r\n".encode() + content + f"\r\n--{boundary}--\r\n".encode()
        told = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        told |= {"X-Xsrftoken": self.cookies["_streamlit_xsrf"], **headers}
        return self.ask(f"/_stcore/upload_file/{drawn.session_id}/a-file", method="PUT", body=body, **told)

    def close(self) -> None:
        self._open.close()

    def socket(self, *, origin: str | None = None) -> ClientConnection:
        return connect(
            f"{self.address.replace('http', 'ws', 1)}/_stcore/stream",
            origin=origin or self.address,
            subprotocols=["streamlit", self.cookies["_streamlit_xsrf"], *([self.resumed] if self.resumed else [])],
            additional_headers={"Cookie": self._cookie_header(), **self.headers},
            max_size=None,
            ssl=self.trusted,
        )

    def _said(self, message: BackMsg, *, until: str) -> Drawn:
        if self._socket is None:
            self._socket = self._open.enter_context(self.socket())
        self._socket.send(message.SerializeToString())
        return Drawn(list(self._heard(until)))

    def _heard(self, until: str) -> Iterator[ForwardMsg]:
        is_said, is_running = False, until == "script_finished"
        while not is_said or is_running:
            message = ForwardMsg.FromString(self._socket.recv(timeout=_PATIENCE_SECONDS))
            yield message
            is_said = is_said or message.HasField(until)
            if message.HasField("session_status_changed"):
                is_running = message.session_status_changed.script_is_running

    def _token(self) -> str:
        """What Streamlit gives every browser against requests that other pages make in its name."""
        answer = self.ask("/_stcore/health")
        given = [SimpleCookie(line) for line in answer.headers["set-cookie"].splitlines()]
        return next(cookies["_streamlit_xsrf"].value for cookies in given if "_streamlit_xsrf" in cookies)

    def _cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


Come = Callable[..., Visitor]


def is_door(drawn: Drawn) -> bool:
    """Nothing but the way in: no figure, no filter, no name of a school."""
    kinds = ("metric", "multiselect", "arrow_data_frame", "plotly_chart", "download_button", "file_uploader")
    return not any(drawn.elements(kind) for kind in kinds) and not drawn.says("East") and not drawn.says("West")
