"""People sign in at a real provider: strangers see nothing, each role its own pages, and every trick fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data_layer.access.capabilities import Role
from data_layer.access.viewer import Viewer
from data_layer.records.database import URL_VARIABLE
from pages.parts.places import PAGES
from tests.browser.serving import run
from tests.browser.signing_in import (
    Dashboard,
    asked_to_sign_in,
    cookie_of,
    forged,
    person,
    sign_in,
    signed_in_dashboard,
)
from tests.browser.visiting import drawn, listed, settled, sidebar, text
from tests.pages import district
from tests.sign_in_secrets import COOKIE, COOKIE_SECRET

pytestmark = pytest.mark.browser

GRANTS = {
    "t1": (Role.TECHNOLOGIST,),
    "p1": (Role.PRINCIPAL, "--school", "East School"),
    "c1": (Role.COACH, "--school", "East School"),
    "v1": (Role.VIEWER,),
    "a1": (Role.AUDITOR,),
}
WITHIN_A_MINUTE = 60_000
GROUP = "Board members"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: ARG001 - skips first
    """A small district, with somebody in each role."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL_VARIABLE, raising=False)
        found = district.home_of(tmp_path_factory.mktemp("signed_in")).path
        for name, words in GRANTS.items():
            run("data_layer", "access", "grant", f"{name}@example.org", *words, home=found)
        run("data_layer", "access", "grant", GROUP, "viewer", "--group", home=found)
        return found


@pytest.fixture(scope="module")
def dashboard(home: Path) -> Iterator[Dashboard]:
    people = [person(name) for name in GRANTS]
    strangers = [
        person("n1"),
        person("g1", groups=[GROUP]),
        person("f1", email="t1@example.org", email_verified=False),
    ]
    with signed_in_dashboard(home, *people, *strangers) as found:
        yield found


@pytest.fixture
def enter(dashboard: Dashboard, open_page: Open) -> Callable[..., Page]:
    """Opens an address signed out, and signs in there."""

    def enter_(name: str, path: str = "", **how: str) -> Page:
        return sign_in(open_page(f"{dashboard.address}/{path}"), name, **how)

    return enter_


def sees_nothing(page: Page) -> None:
    """Neither a page nor a figure, a filter or a name of a school."""
    settled(page)
    assert listed(page) == set()
    for kind in ("stMetric", "stDataFrame", "stPlotlyChart", "stMultiSelect", "stFileUploader"):
        expect(page.get_by_test_id(kind)).to_have_count(0)
    assert "East" not in page.content()


def test_a_stranger_gets_nothing_at_any_address(dashboard: Dashboard, open_page: Open):
    page = open_page("about:blank")
    for place in PAGES:
        page.goto(f"{dashboard.address}/{place.path}?school=East+School")
        asked_to_sign_in(page)
        sees_nothing(page)


@pytest.mark.parametrize(("name", "role"), [(name, words[0]) for name, words in GRANTS.items()])
def test_each_role_is_offered_its_own_pages_and_no_other_opens(dashboard: Dashboard, enter, name: str, role: Role):
    page = enter(name)
    settled(page)
    hers = {place.title for place in PAGES if Viewer(role).may(place.needs)}
    assert listed(page) == (hers if len(hers) > 1 else set())  # of one page Streamlit makes no list
    for place in [place for place in PAGES if place.title not in hers][-1:]:  # tests/pages/test_gate.py tries them all
        page.goto(f"{dashboard.address}/{place.path}")
        drawn(page, place.title)
        assert "not part of your role" in text(page)
        assert "East School" not in page.content()


def test_a_deep_link_with_its_filters_survives_the_sign_in(enter):
    page = drawn(enter("p1", "adoption?grade=Grade+3&period=Last+month"), "Adoption")
    assert "grade=Grade+3" in page.url
    assert "East School, Grade 3 · February 2026" in text(page)


def test_another_school_in_the_address_shows_nothing_of_it(enter):
    page = drawn(enter("p1", "adoption?school=West+School"), "Adoption")
    assert "West School" not in page.content()
    assert "East School · 2025-26" in text(page)


def test_whoever_was_granted_nothing_sees_where_to_ask_and_nothing_else(enter):
    page = enter("n1", "adoption")
    expect(page.get_by_role("heading", name="Ask for access")).to_be_visible()
    sees_nothing(page)


def test_an_address_that_the_provider_did_not_verify_is_nobodys(enter):
    expect(enter("f1").get_by_role("heading", name="Ask for access")).to_be_visible()


def test_a_group_counts_where_the_provider_is_believed_and_nowhere_else(enter):
    expect(enter("g1", provider="Partner").get_by_role("heading", name="Ask for access")).to_be_visible()
    drawn(enter("g1", "portfolio"), "Portfolio")


def test_a_cookie_kept_from_before_signing_out_opens_nothing_afterwards(dashboard: Dashboard, enter, open_page: Open):
    page = drawn(enter("v1", "adoption"), "Adoption")
    kept = page.context.cookies()
    sidebar(page).get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: "/adoption" not in url)
    thief = open_page("about:blank")
    thief.context.add_cookies(kept)
    thief.goto(f"{dashboard.address}/adoption")
    expect(thief.get_by_text("Your sign-in has ended")).to_be_visible()
    sees_nothing(thief)


def test_a_cookie_changed_by_one_letter_is_no_cookie(dashboard: Dashboard, enter, open_page: Open):
    value = cookie_of(drawn(enter("v1"), "Overview"))
    spoiled = value[:20] + ("a" if value[20] != "a" else "b") + value[21:]
    page = open_page("about:blank")
    page.context.add_cookies([{"name": COOKIE, "value": spoiled, "url": dashboard.address}])
    page.goto(dashboard.address)
    asked_to_sign_in(page)
    sees_nothing(page)


@pytest.mark.parametrize(
    ("secret", "hours_ago", "says"),
    [
        (COOKIE_SECRET, 0, "Ask for access"),  # so that the other two fail for their reason alone
        (COOKIE_SECRET, 13, "Your sign-in has ended"),
        ("another-secret-another-secret-another", 0, "Sign in to see"),
    ],
    ids=["good", "too old", "signed by another"],
)
def test_a_sign_in_that_is_too_old_or_forged_is_none(
    dashboard: Dashboard, open_page: Open, secret: str, hours_ago: int, says: str
):
    page = open_page("about:blank")
    page.context.add_cookies([forged(dashboard, secret=secret, issued_at=time.time() - 3600 * hours_ago)])
    page.goto(dashboard.address)
    expect(page.get_by_text(says)).to_be_visible()
    sees_nothing(page)


def test_access_is_given_and_taken_on_an_open_page_within_a_minute(home: Path, enter):
    page = enter("n1", "adoption")
    expect(page.get_by_role("heading", name="Ask for access")).to_be_visible()
    run("data_layer", "access", "grant", "n1@example.org", "coach", "--school", "East School", home=home)
    expect(page.get_by_role("heading", name="Adoption", level=1)).to_be_visible(timeout=WITHIN_A_MINUTE)
    run("data_layer", "access", "disable", "n1@example.org", home=home)
    expect(page.get_by_role("heading", name="Ask for access")).to_be_visible(timeout=WITHIN_A_MINUTE)
    sees_nothing(page)
    run("data_layer", "access", "revoke", "n1@example.org", home=home)
