"""Reading on in a thread changes nothing but the time it takes."""

from __future__ import annotations

import threading

import pytest

from data_layer.ahead import ahead


def test_things_come_in_their_order():
    assert list(ahead(iter(range(50)))) == list(range(50))


def test_nothing_comes_of_nothing():
    assert list(ahead(iter(()))) == []


def test_an_error_comes_at_its_place():
    def things():
        yield 1
        raise ValueError("row 2")

    coming = ahead(things())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="row 2"):
        next(coming)


def test_one_thing_is_made_ahead_and_no_more():
    made = []
    has_two = threading.Event()

    def things():
        for number in range(5):
            made.append(number)
            if number == 1:
                has_two.set()
            yield number

    coming = ahead(things())
    assert next(coming) == 0
    assert has_two.wait(timeout=30)
    coming.close()
    assert made == [0, 1]


def test_whoever_stops_early_leaves_no_thread_behind():
    before = threading.active_count()
    coming = ahead(iter(range(1000)))
    next(coming)
    coming.close()
    assert threading.active_count() == before
