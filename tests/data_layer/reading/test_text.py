"""Text is read in the encoding it was written in, and what is no text is refused."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_layer.reading.text import Utf8Stream
from tests.data_layer.reading.opening import refusal_of, rows_of, table_of

TEXT = "name,town\nPeña,Çeşme\nO\u2019Neill,Łódź\n"
ROWS = [(2, "Peña", "Çeşme"), (3, "O\u2019Neill", "Łódź")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_and_plain_unicode_is_read(tmp_path, encoding):
    table = table_of(tmp_path, TEXT.encode(encoding))
    assert table.head.columns == ("name", "town")
    assert rows_of(table) == ROWS


def test_big_endian_unicode_is_read_by_its_mark(tmp_path):
    table = table_of(tmp_path, b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert rows_of(table) == ROWS
    assert "UTF-16" in table.note


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_found_out_by_its_zeros(tmp_path, encoding):
    table = table_of(tmp_path, TEXT.encode(encoding))
    assert rows_of(table) == ROWS
    assert "UTF-16" in table.note


@pytest.mark.parametrize(
    "content", [b"a\x00b\x00c\x00", b"a,b\x00c\nx,y,z\n", b"\x00" * 40 + b"a,b,c\n", b"a\x00\x00\x00b\x00c\x00" * 9]
)
def test_zeros_elsewhere_are_no_text(tmp_path, content):
    assert "not a text file" in refusal_of(tmp_path, content).problem


def test_windows_text_is_read_and_said_to_be(tmp_path):
    table = table_of(tmp_path, "name,town\nPeña,\u2026\n".encode("cp1252"))
    assert rows_of(table) == [(2, "Peña", "…")]
    assert "Windows-1252" in table.note


@pytest.mark.parametrize("town", ["Peña", "café", "Grüße", "l’école d’été", "señor – niño"])
def test_text_of_an_older_mac_is_read_and_said_to_be(tmp_path, town):
    table = table_of(tmp_path, f"name,town\n1,{town}\n".encode("mac_roman"))
    assert rows_of(table) == [(2, "1", town)]
    assert "Mac Roman" in table.note


@pytest.mark.parametrize("town", ["Peña", "café", "Grüße", "don’t", "K–12", "Miloš", "“Ünit”", "Ávila …"])
def test_windows_text_is_not_taken_for_that_of_an_older_mac(tmp_path, town):
    table = table_of(tmp_path, f"name,town\n1,{town}\n".encode("cp1252"))
    assert rows_of(table) == [(2, "1", town)]
    assert "Windows-1252" in table.note


def test_one_odd_byte_far_down_a_unicode_file_spoils_nothing_else(tmp_path):
    content = ("name\n" + "Peña\n" * 400_000).encode() + b"Module 1\x85\n"
    table = table_of(tmp_path, content)
    assert "Windows" not in table.note
    rows = rows_of(table)
    assert rows[0] == (2, "Peña")
    assert rows[-1] == (400_002, "Module 1…")
    assert "Windows-1252" in table.note


def test_a_letter_split_between_two_pieces_stays_whole():
    with Utf8Stream(io.BytesIO("\ufeffPeña \U0001f600".encode())) as stream:
        pieces = list(iter(lambda: stream.read(1), b""))
    assert b"".join(pieces).decode() == "Peña \U0001f600"


@given(
    st.text(st.sampled_from("ab,\n\u00f1\ufeff\U0001f600")),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.integers(4, 9),
)
def test_however_a_text_falls_into_pieces_it_stays_the_same(text, encoding, size):
    with Utf8Stream(io.BytesIO(f"a,b{text}".encode(encoding))) as stream:
        pieces = list(iter(lambda: stream.read(size), b""))
    assert b"".join(pieces).decode() == f"a,b{text}"


def test_plain_letters_before_and_after_odd_bytes_are_kept():
    with Utf8Stream(io.BytesIO(b"plain " * 3 + "Pe\u00f1a ".encode("cp1252") + b"plain")) as stream:
        pieces = list(iter(lambda: stream.read(6), b""))
    assert b"".join(pieces).decode() == "plain " * 3 + "Pe\u00f1a plain"
    assert stream.encoding == "Windows-1252"


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n \r\n", b"\xff\xfe", b",,\n,,\n", b'"",""\n""\n'])
def test_an_empty_file_is_refused_as_empty(tmp_path, content):
    assert refusal_of(tmp_path, content).problem == "The file is empty."


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\xff\xd8\xff\xe1,a\nb", b"GIF89a,b\nc,d"]
)
def test_a_picture_is_no_table(tmp_path, content):
    assert "not a text file" in refusal_of(tmp_path, content).problem


def test_an_old_or_locked_workbook_says_how_to_save_it(tmp_path):
    reason = refusal_of(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name="old.xls")
    assert ".xlsx" in reason.remedy
