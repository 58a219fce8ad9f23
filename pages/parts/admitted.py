"""Who was let in lately, and whose is a file that was handed out? Streamlit's own addresses for files ask nobody.

A visitor is known here by the sign-in's cookie alone, as a digest; all of it is gone when the server ends.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

_SIGN_IN = "_streamlit_user"  # and its further pieces, where one cookie is too small
_LATELY_SECONDS = 300  # an open page is looked at every 20 seconds, in the background of a browser every minute or so
_FILES_KEPT = 10_000


def mark_of(cookies: Mapping[str, str]) -> str:
    """What tells one sign-in from another; empty without any."""
    held = sorted((name, value) for name, value in cookies.items() if name.startswith(_SIGN_IN))
    return hashlib.sha256(repr(held).encode()).hexdigest() if held else ""


def content_mark(content: bytes | str) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


@dataclass
class Admitted:
    """Sign-ins that the gate has let in, and the files that were made for them."""

    clock: Callable[[], float] = time.monotonic
    _let_in: dict[str, tuple[float, bool]] = field(default_factory=dict)  # until when, and whether files may be sent
    _handed_out: OrderedDict[str, set[str]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def let_in(self, mark: str, *, may_upload: bool) -> None:
        if not mark:
            return
        with self._lock:
            now = self.clock()
            self._let_in = {each: held for each, held in self._let_in.items() if held[0] > now}
            self._let_in[mark] = (now + _LATELY_SECONDS, may_upload)

    def shut_out(self, mark: str) -> None:
        """Signed out, disabled or expired: nothing more is fetched or sent, from now on."""
        with self._lock:
            self._let_in.pop(mark, None)
            for owners in self._handed_out.values():
                owners.discard(mark)

    def hand_out(self, mark: str, content: bytes | str) -> None:
        with self._lock:
            owners = self._handed_out.setdefault(content_mark(content), set())
            owners.add(mark)
            while len(self._handed_out) > _FILES_KEPT:
                self._handed_out.popitem(last=False)

    def may_upload(self, mark: str) -> bool:
        with self._lock:
            until, may = self._let_in.get(mark, (0.0, False))
            return may and until > self.clock()

    def may_fetch(self, mark: str, content: bytes) -> bool:
        with self._lock:
            until, _ = self._let_in.get(mark, (0.0, False))
            return until > self.clock() and mark in self._handed_out.get(content_mark(content), ())


ADMITTED = Admitted()
