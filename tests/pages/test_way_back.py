"""Whoever signs in comes back to the page that they opened, and can be led nowhere else by it."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.types import Message

from pages.parts.way_back import COOKIE, WayBack

HERE = "https://rollcall.example.org"
PAGES = {"", "adoption"}


async def _streamlit(_scope, _receive, send) -> None:
    """What Streamlit answers to both addresses."""
    await send({"type": "http.response.start", "status": 302, "headers": [(b"location", b"/")]})
    await send({"type": "http.response.body", "body": b""})


def answer(path: str, **headers: str) -> dict[str, str]:
    """The headers of the answer."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    told = [(name.encode(), value.encode()) for name, value in {"host": "rollcall.example.org", **headers}.items()]
    scope = {"type": "http", "scheme": "https", "path": path, "headers": told}
    with ThreadPoolExecutor(max_workers=1) as threads:  # a browser test may hold this thread's event loop
        threads.submit(asyncio.run, WayBack(_streamlit, pages=PAGES)(scope, None, send)).result()
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def kept(referer: str, *, base: str = "") -> str:
    """The cookie that is set on the way out."""
    return answer(f"{base}/auth/login", referer=referer).get("set-cookie", "").partition(";")[0]


@pytest.mark.parametrize(
    ("opened", "returned_to"),
    [
        ("/adoption?school=East+School&grade=Grade+3", "/adoption?school=East+School&grade=Grade+3"),
        ("/adoption", "/adoption"),
        ("/?period=Last+month", "/?period=Last+month"),
        ("/adoption?school=%3Cb%3E%0d%0aSet-Cookie:x", "/adoption?school=%3Cb%3E%0d%0aSet-Cookie%3Ax"),
        (f"/adoption?school={'x' * 3000}", "/adoption"),
    ],
)
def test_the_page_and_its_filters_are_found_again(opened: str, returned_to: str):
    assert answer("/oauth2callback", cookie=kept(HERE + opened))["location"] == returned_to


def test_a_server_under_a_path_of_its_own_brings_people_back_under_it():
    cookie = kept(f"{HERE}/rollcall/adoption", base="/rollcall")
    assert answer("/rollcall/oauth2callback", cookie=cookie)["location"] == "/rollcall/adoption"
    assert kept(f"{HERE}/adoption", base="/rollcall") == ""


@pytest.mark.parametrize(
    "referer",
    [
        "https://elsewhere.example.org/adoption",
        f"{HERE}.example.org/adoption",
        f"{HERE}//elsewhere.example.org",
        f"{HERE}/no_such_page",
        f"{HERE}/media/file.csv",
        "https://[broken/adoption",
        "",
    ],
)
def test_another_address_is_not_kept(referer: str):
    assert kept(referer) == ""


@pytest.mark.parametrize(
    "planted",
    [
        "https%3A%2F%2Felsewhere.example.org%2Fadoption",
        "%2F%2Felsewhere.example.org%2Fadoption",
        "%2F%5Celsewhere.example.org",
        "javascript%3Aalert(1)",
        "adoption",
        "%00",
    ],
)
def test_a_planted_cookie_leads_nowhere_else(planted: str):
    assert answer("/oauth2callback", cookie=f"{COOKIE}={planted}")["location"] == "/"


def test_the_cookie_is_for_the_server_alone_and_goes_when_it_was_used():
    flags = answer("/auth/login", referer=f"{HERE}/adoption")["set-cookie"]
    assert flags.endswith("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax; Secure")
    gone = answer("/oauth2callback", cookie=kept(f"{HERE}/adoption"))["set-cookie"]
    assert gone.startswith(f"{COOKIE}=;")
    assert "Max-Age=0" in gone


def test_every_other_answer_is_left_as_it_is():
    assert answer("/adoption", referer=f"{HERE}/adoption", cookie=f"{COOKIE}=%2Fadoption") == {"location": "/"}
