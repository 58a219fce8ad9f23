"""Pseudonyms are keyed: the same under one key, different under another, and never a plain hash."""

from __future__ import annotations

import hashlib

import polars as pl
import pytest

from data_layer.privacy import Pseudonyms
from data_layer.store import Home

KEY, OTHER = bytes(32), bytes([1]) * 32


def test_one_identifier_has_one_pseudonym_and_blanks_stay_blank():
    first, again, blank = Pseudonyms(KEY).replace(pl.Series(["s1", "s1", None])).to_list()
    assert first == again
    assert blank is None
    assert len(first) == 32


def test_another_key_gives_another_pseudonym():
    column = pl.Series(["s1"])
    assert Pseudonyms(KEY).replace(column).to_list() != Pseudonyms(OTHER).replace(column).to_list()


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256"])
def test_a_pseudonym_is_no_plain_hash_of_the_identifier(algorithm):
    (pseudonym,) = Pseudonyms(KEY).replace(pl.Series(["604863"])).to_list()
    assert pseudonym not in hashlib.new(algorithm, b"604863").hexdigest()


def test_pseudonyms_stay_the_same_from_one_batch_to_the_next():
    pseudonyms = Pseudonyms(KEY)
    first = pseudonyms.replace(pl.Series(["a", "b"])).to_list()
    assert pseudonyms.replace(pl.Series(["b", "c", "a"])).to_list()[::2] == first[::-1]


def test_a_file_and_a_person_of_the_same_text_have_different_marks():
    pseudonyms = Pseudonyms(KEY)
    assert not pseudonyms.digest([b"s1"]).startswith(pseudonyms.replace(pl.Series(["s1"])).item())


def test_a_key_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        Pseudonyms(b"short")


def test_a_home_makes_its_key_once(tmp_path):
    home = Home(tmp_path / "home")
    home.create()
    assert Pseudonyms.of(home).row_secrets == Pseudonyms.of(home).row_secrets
    assert len((home.path / "key").read_bytes()) == 32
