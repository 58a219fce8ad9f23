"""Pseudonyms are keyed: the same under one key, different under another, and never a plain hash."""

from __future__ import annotations

import hashlib

import polars as pl
import pytest

from data_layer.privacy import Pseudonyms, siphash
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
    first, second = (Pseudonyms.of(home).replace(pl.Series(["s1"])).item() for _ in range(2))
    assert first == second
    assert len((home.path / "key").read_bytes()) == 32


@pytest.mark.parametrize(
    ("length", "mark"), [(0, 0x726FDB47DD0E0E31), (8, 0x93F5F5799A932462), (15, 0xA129CA6149BE45E5)]
)
def test_rows_are_marked_by_siphash_as_it_is_published(length, mark):
    """Against the vectors of the paper by Aumasson and Bernstein: a part must know its rows for years."""
    text = bytes(range(length)).decode()
    assert siphash(pl.Series([text]), secret=bytes(range(16))).to_list() == [_mixed(mark)]


def _mixed(mark: int) -> int:
    """Pandas spreads every hash by the last steps of SplitMix64."""
    mark = (mark ^ mark >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    mark = (mark ^ mark >> 27) * 0x94D049BB133111EB % 2**64
    return mark ^ mark >> 31


def test_rows_are_marked_otherwise_under_another_key():
    rows = pl.Series(["a", "b", "a"])
    first, again = Pseudonyms(KEY).row_marks(rows), Pseudonyms(KEY).row_marks(rows)
    assert first.to_list() == again.to_list()
    assert first[0] == first[2] != first[1]
    assert set(first) & set(Pseudonyms(OTHER).row_marks(rows)) == set()
