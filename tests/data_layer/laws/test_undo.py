"""Law 4: undo restores exactly the figures from before, whatever was imported and undone in between."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_layer import importing
from data_layer.store import Home
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.exports import activity, roster
from tests.data_layer.faults.long_run import times
from tests.data_layer.figures import figures
from tests.data_layer.laws.examples import KEPT, Example


def _bring(home: Home, example: Example) -> int:
    (finding,) = importing.run(home, [example.path], example.options, received_at=RECEIVED_AT).findings
    return finding.import_id


def _with_people(folder: Path, *, key: bytes | None = None) -> Home:
    """A home with a roster and a log; two homes with one key give the same pseudonyms."""
    home = Home(folder / "home")
    home.create()
    if key:
        (home.path / "key").write_bytes(key)
    log = activity(folder / "log.csv", "2026-03-02T15:00:00Z,s-1001,Example Tool,Quiz,view,,")
    people = roster(folder / "roster", ["s-1001 student east 3", "u1 teacher west"])
    importing.run(home, [people, log], received_at=RECEIVED_AT)
    return home


@settings(max_examples=times(2, 50), deadline=None, suppress_health_check=list(HealthCheck))
@given(chosen=st.lists(st.sampled_from(KEPT), min_size=2, max_size=4, unique_by=str), data=st.data())
def test_undoing_in_any_order_leaves_what_the_other_imports_alone_would_give(tmp_path_factory, chosen, data):
    home = _with_people(tmp_path_factory.mktemp("undo"))
    before = figures(home)
    standing = {example: _bring(home, example) for example in chosen}
    for example in data.draw(st.permutations(chosen)):
        importing.undo(home, standing.pop(example))
        if standing and data.draw(st.booleans()):
            fresh = _with_people(tmp_path_factory.mktemp("fresh"), key=(home.path / "key").read_bytes())
            for other in standing:
                _bring(fresh, other)
            assert figures(home) == figures(fresh)
    assert figures(home) == before
