"""Who was let in lately may fetch what was made for them, and nobody else may; who may import may send files."""

from __future__ import annotations

import pytest

from pages.parts.admitted import Admitted, mark_of

HERS, HIS = mark_of({"_streamlit_user": "hers"}), mark_of({"_streamlit_user": "his"})


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def admitted(now: list[float]) -> Admitted:
    found = Admitted(clock=lambda: now[0])
    found.let_in(HERS, may_upload=True)
    found.let_in(HIS, may_upload=False)
    return found


def test_a_mark_is_of_the_sign_in_with_all_its_pieces_and_of_nothing_else():
    assert mark_of({"_streamlit_xsrf": "x", "other": "y"}) == ""
    assert mark_of({"_streamlit_user": "hers", "other": "y"}) == HERS
    assert mark_of({"_streamlit_user": "hers", "_streamlit_user__1": "more"}) != HERS
    assert "hers" not in HERS


def test_a_file_is_its_owners_and_of_each_who_made_the_same(admitted: Admitted):
    admitted.hand_out(HERS, "table")
    assert admitted.may_fetch(HERS, b"table")
    assert not admitted.may_fetch(HIS, b"table")
    assert not admitted.may_fetch(HERS, b"another table")
    admitted.hand_out(HIS, b"table")
    assert admitted.may_fetch(HIS, b"table")


@pytest.mark.parametrize(("seconds", "may"), [(299, True), (300, False), (301, False)])
def test_whoever_was_not_looked_at_for_five_minutes_is_out(
    admitted: Admitted, now: list[float], seconds: int, may: bool
):
    admitted.hand_out(HERS, "table")
    now[0] = seconds
    assert (admitted.may_fetch(HERS, b"table"), admitted.may_upload(HERS)) == (may, may)


def test_whoever_is_shut_out_fetches_and_sends_nothing_from_that_moment(admitted: Admitted):
    admitted.hand_out(HERS, "table")
    admitted.shut_out(HERS)
    assert not admitted.may_fetch(HERS, b"table")
    assert not admitted.may_upload(HERS)
    admitted.let_in(HERS, may_upload=True)
    assert not admitted.may_fetch(HERS, b"table")


def test_files_are_taken_from_whoever_may_import(admitted: Admitted):
    assert admitted.may_upload(HERS)
    assert not admitted.may_upload(HIS)
    assert not admitted.may_upload("")


def test_somebody_without_a_cookie_is_never_let_in(admitted: Admitted):
    admitted.let_in("", may_upload=True)
    admitted.hand_out("", "table")
    assert not admitted.may_upload("")
    assert not admitted.may_fetch("", b"table")


def test_the_oldest_of_ten_thousand_files_is_forgotten_first(admitted: Admitted):
    for number in range(10_001):
        admitted.hand_out(HERS, str(number))
    assert not admitted.may_fetch(HERS, b"0")
    assert admitted.may_fetch(HERS, b"1")
