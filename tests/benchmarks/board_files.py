"""How long until the slides are written, as PowerPoint and as PDF? By the command, from its start to the whole file."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.browser.serving import run

LIMITS = {"pptx": 10.0, "pdf": 20.0}  # seconds


@dataclass(frozen=True)
class Written:
    """One kind of file, and the seconds that it took."""

    kind: str
    seconds: float

    @property
    def is_slow(self) -> bool:
        return self.seconds > LIMITS[self.kind]


def measured(home: Path) -> list[Written]:
    with TemporaryDirectory() as folder:
        return [_written(home, kind, Path(folder) / f"deck.{kind}") for kind in LIMITS]


def _written(home: Path, kind: str, file: Path) -> Written:
    begun = time.perf_counter()
    run("pages.board", kind, str(file), home=home)
    return Written(kind, time.perf_counter() - begun)
