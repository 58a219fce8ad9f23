"""Cookies, headers and widgets that no browser would send: the server is asked by strangers, thieves and principals."""

from __future__ import annotations

import time

import pytest

from data_layer.__main__ import main
from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home
from pages.parts.places import PAGES
from tests.attacks.visitor import Come, is_door, signed_in_as
from tests.sign_in_secrets import COOKIE


def test_signed_out_every_address_is_the_door(come: Come):
    stranger = come()
    for place in PAGES:
        drawn = stranger.open(place.path, school="East School")
        assert drawn.says("Sign in with"), place.path
        assert is_door(drawn), place.path


def test_somebody_who_signed_in_sees_figures(come: Come):
    """So that the attacks below fail for their own reason."""
    drawn = come("p1").open("adoption")
    assert drawn.elements("plotly_chart")
    assert drawn.says("East School")
    assert not drawn.says("West School")


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"secret": "another-secret-another-secret-another"}, "Sign in to see"),
        ({"iat": int(time.time()) - 13 * 3600}, "Your sign-in has ended"),
        ({"iat": None}, "Your sign-in has ended"),
        ({"is_logged_in": False}, "Sign in to see"),
        ({"origin": "https://elsewhere.example.org"}, "Sign in to see"),
        ({"email_verified": False}, "Ask for access"),
        ({"email_verified": "true"}, "Ask for access"),
        ({"email": ["p1@example.org"]}, "Ask for access"),
        ({"provider": "unheard-of"}, "Ask for access"),
        ({"provider": "partner", "email": None, "groups": ["Board members"]}, "Ask for access"),
        ({"email": None, "groups": "Board members"}, "Ask for access"),
    ],
    ids=[
        *("another secret", "too old", "without a time", "not signed in", "of another address", "not verified"),
        *("verified in words", "a list", "an unknown provider", "groups of whom nobody believes", "groups in one word"),
    ],
)
def test_a_cookie_that_says_too_much_opens_nothing(come: Come, claims: dict, says: str):
    drawn = come("p1", **claims).open("adoption")
    assert drawn.says(says)
    assert is_door(drawn)


@pytest.mark.parametrize("place", [0, 20, -2])  # the last letter of a signature holds bits that mean nothing
def test_a_cookie_with_one_letter_changed_opens_nothing(come: Come, address: str, place: int):
    good = signed_in_as("p1", origin=address)
    letters = list(good)
    letters[place] = "a" if letters[place] != "a" else "b"
    assert is_door(come(cookie="".join(letters)).open("adoption"))


def test_a_cookie_from_before_signing_out_opens_nothing(come: Come):
    person = come("v1")
    drawn = person.open("adoption")
    person.open("adoption", widgets={drawn.one("button", "Sign out").id: True})
    thief = come(cookie=person.cookies[COOKIE])
    again = thief.open("adoption")
    assert again.says("Your sign-in has ended")
    assert is_door(again)


@pytest.mark.parametrize("value", [["west"], ["east", "west"], ["West School"], ["' OR 1=1 --"]], ids=str)
def test_a_school_that_the_filter_did_not_offer_shows_nothing_of_it(come: Come, value: list[str]):
    principal = come("p1")
    first = principal.open("adoption")
    school = first.one("multiselect", "School").id
    drawn = principal.open("adoption", widgets={school: value})
    assert not drawn.says("West School")
    assert not drawn.elements("exception")


def test_a_page_of_another_role_stays_shut_whatever_widget_is_sent_with_it(come: Come):
    technologist, principal = come("t1"), come("p1")
    uploader = technologist.open("import_data").elements("file_uploader")[0].id
    drawn = principal.open("import_data", widgets={uploader: ["x"]})
    assert drawn.says("not part of your role")
    assert not drawn.elements("file_uploader")


def test_a_second_session_is_not_shown_what_was_worked_out_for_the_first(come: Come):
    everything = come("t1").open("adoption")
    hers = come("p1").open("adoption")
    assert everything.says("West School")
    assert not hers.says("West School")
    shown = [[metric.body for metric in drawn.elements("metric")] for drawn in (everything, hers)]
    assert shown[0] != shown[1]


def test_whoever_is_disabled_is_out_at_the_next_look(come: Come, first_granted: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ROLLCALL_HOME", str(first_granted.path))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    person = come("c1")
    assert not is_door(person.open("adoption"))
    assert main(["access", "disable", "c1@example.org"]) == 0
    assert is_door(person.open("adoption"))
    assert main(["access", "enable", "c1@example.org"]) == 0
    assert not is_door(person.open("adoption"))


@pytest.mark.parametrize("header", ["Remote-User", "X-Forwarded-User", "X-Streamlit-User", "X-Forwarded-Email"])
def test_no_header_makes_somebody_of_nobody(come: Come, header: str):
    stranger = come()
    stranger.headers[header] = "t1@example.org"
    assert is_door(stranger.open("adoption"))


def test_the_session_of_somebody_else_cannot_be_taken_over_by_its_number(come: Come):
    session = come("t1").open("adoption").session_id
    for thief in (come(), come("p1")):
        thief.resumed = session
        drawn = thief.open("adoption")
        assert drawn.session_id != session
        assert not drawn.says("West School")
