"""A district's own thresholds lie over ours, and a slip in its file is explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics import policy
from metrics.policy import PolicyError


def load_with(tmp_path: Path, text: str) -> policy.Policy:
    file = tmp_path / "policy.toml"
    file.write_text(text, encoding="utf-8")
    return policy.load(file)


def test_an_entry_has_its_value_and_its_words():
    ours = policy.load()
    assert ours["buy_in.target"] == 0.85
    assert ours.entry("buy_in.target").label == "Staff buy-in target"
    assert "no published evidence" in ours.entry("buy_in.target").reference


def test_a_file_that_is_not_there_changes_nothing(tmp_path):
    assert dict(policy.load(tmp_path / "policy.toml")) == dict(policy.load())


def test_the_district_changes_a_value_and_keeps_our_words(tmp_path):
    theirs = load_with(tmp_path, "[buy_in.target]\nvalue = 0.8\n[dormancy.active_within]\nvalue = 45\n")
    assert (theirs["buy_in.target"], theirs["dormancy.active_within"], theirs["dormancy.grace"]) == (0.8, 45, 30)
    assert theirs.entry("buy_in.target").unit == "share of staff"
    assert theirs.entry("buy_in.target").is_overridden
    assert not theirs.entry("dormancy.grace").is_overridden


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[buy_in.goal]\nvalue = 0.8", r"policy\.toml: there is no entry \[buy_in\.goal\]\. Known entries: adoption"),
        ("[buy_in.target]\nvalue = 85", r"\[buy_in\.target\] is 85\. Write a share between 0 and 1, such as 0\.85"),
        ("[buy_in.target]\nvalue = -0.1", "Write a share between 0 and 1"),
        ("[buy_in.target]\nvalue = '85%'", "is '85%'. Write a share between 0 and 1"),
        ("[buy_in.target]\nvalue = true", "Write a share between 0 and 1"),
        ("[buy_in.target]\nvalue = nan", "Write a share between 0 and 1"),
        ("[dormancy.grace]\nvalue = 2.5", r"Write a whole number \(instructional days\), such as 30"),
        ("[dormancy.grace]\nvalue = -1", "Write a whole number"),
        ("[buy_in.target]\nlabel = 'Goal'", r"\[buy_in\.target\] sets label\. Set value, and only value"),
        ("[buy_in.target]", r"sets nothing\. Set value"),
        ("[buy_in]\ntarget = 0.8", r"\"buy_in\.target\" stands alone"),
        ("target = 0.8", r"\"target\" stands alone"),
        ("[buy_in.target\nvalue = 0.8", r"policy\.toml is not a readable policy file"),
    ],
)
def test_a_slip_says_file_entry_and_remedy(tmp_path, text, says):
    with pytest.raises(PolicyError, match=says):
        load_with(tmp_path, text)


@pytest.mark.parametrize("share", [0, 0.0, 1, 1.0])
def test_the_ends_of_a_share_are_allowed(tmp_path, share):
    assert load_with(tmp_path, f"[buy_in.target]\nvalue = {share}")["buy_in.target"] == share
