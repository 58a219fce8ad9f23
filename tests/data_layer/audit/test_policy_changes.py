"""Each change of a district's own threshold stands in the audit log once, with what it was and what it is."""

from __future__ import annotations

from data_layer.audit import log, policy
from data_layer.audit.kinds import Kind
from data_layer.store import Home


def write(home: Home, text: str) -> list[str]:
    """What the log says of the policy after it was changed to this, the newest first."""
    home.create()
    home.policy.write_text(text, encoding="utf-8")
    for _ in range(2):
        policy.note_changes(home)
    return [entry.what for entry in log.entries(home, kinds=[Kind.POLICY])]


def test_a_value_that_is_set_changed_and_taken_away_is_noted_each_time(home: Home):
    told = write(home, "[privacy.raw_events_kept]\nvalue = 6\n")
    assert told == ["privacy.raw_events_kept: ours is now 6"]
    told = write(home, "[privacy.raw_events_kept]\nvalue = 24\n\n[buy_in.target]\nvalue = 0.9\n")
    assert told[0] == "buy_in.target: ours is now 0.9; privacy.raw_events_kept: 6 is now 24"
    assert write(home, "")[0] == "buy_in.target: 0.9 is now ours; privacy.raw_events_kept: 24 is now ours"
    assert len(write(home, "")) == 3


def test_a_file_that_cannot_be_read_is_noted_when_it_can_again(home: Home):
    assert write(home, "[broken") == []
    assert len(write(home, "[buy_in.target]\nvalue = 0.9\n")) == 1


def test_without_a_file_there_is_nothing_to_note(home: Home):
    home.create()
    policy.note_changes(home)
    assert log.entries(home) == []
