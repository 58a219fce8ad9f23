"""Reads on while what was read last is being worked on: one thing ahead, never more, so that memory does not grow."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_END = object()


def ahead(things: Iterator[T]) -> Iterator[T]:
    """The same things, in the same order and with the same errors, each made in a thread while the last is used."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        coming = thread.submit(next, things, _END)
        while (thing := coming.result()) is not _END:
            coming = thread.submit(next, things, _END)
            yield thing
