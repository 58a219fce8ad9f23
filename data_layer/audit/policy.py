"""A district's own thresholds lie in a file that anybody may edit who has the machine; each change of one is noted.

It is noted when it is first met: by the next import, or by the next page that somebody who signed in opens.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from data_layer import private_file, settings
from data_layer.audit import log, place
from data_layer.audit.entries import Note
from data_layer.audit.kinds import Kind
from data_layer.store import Home

_WHO = "policy.toml"  # who edited it, no program can know


def note_changes(home: Home) -> None:
    """Enter every value that is not what it was when this was last asked. Nothing, where the file cannot be read."""
    seen = place.folder(home) / "policy.json"
    try:
        now = settings.own_values(home)
    except ValueError:
        return
    with place.lock(home, "policy"):
        before = json.loads(seen.read_text(encoding="utf-8")) if seen.exists() else {}
        if changed := list(_changes(before, now)):
            log.note(home, Note(Kind.POLICY, _WHO, "; ".join(changed)))
            private_file.put(seen, json.dumps(now).encode())


def _changes(before: dict[str, object], now: dict[str, object]) -> Iterator[str]:
    for name in sorted({*before, *now}):
        if before.get(name) != now.get(name):
            yield f"{name}: {before.get(name, 'ours')} is now {now.get(name, 'ours')}"
