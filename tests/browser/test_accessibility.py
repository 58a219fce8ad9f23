"""axe-core finds nothing serious or critical of our making: on every page, in each role, in the light and in the dark.

The pages are those of the navigation, so that a new one is looked through as soon as it stands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from data_layer.access.capabilities import Role
from data_layer.access.viewer import Viewer
from pages.parts import access_words
from pages.parts.places import PAGES, Place
from tests.browser.accessibility import STREAMLITS, violations
from tests.browser.visiting import drawn, go, settled, unfold

pytestmark = pytest.mark.browser

HEIGHT = 6400  # Streamlit scrolls inside itself, and axe-core measures no contrast of what nobody has scrolled to
Open = Callable[..., Page]


@pytest.mark.parametrize("role", Role)
def test_no_page_of_a_role_has_a_grave_violation(role: Role, address: str, open_page: Open):
    page = open_page("about:blank", height=HEIGHT)
    found = {place.title: _in_both_looks(page) for place in _visited(page, role, address)}
    assert not {title: told for title, told in found.items() if told}


def test_what_a_principal_opens_first_has_no_grave_violation_on_a_phone(address: str, open_page: Open):
    page = open_page("about:blank", width=360, height=HEIGHT)
    for place in [place for place in _places(Role.PRINCIPAL) if not place.head]:
        page.goto(_address_of(place, Role.PRINCIPAL, address))
        assert not _in_both_looks(_opened(page, place)), place.title


def test_no_slide_for_the_board_has_a_grave_violation(address: str, open_page: Open):
    page = open_page(f"{address}/board?slide=1", height=720)
    slide = page.locator("section.slide")
    expect(slide).to_be_visible()
    count = int(slide.get_attribute("aria-label").rpartition(" ")[2])
    for number in range(1, count + 1):
        expect(page.locator(f'section.slide[aria-label^="Slide {number} of "]')).to_be_visible()
        settled(page)
        assert not violations(page), f"slide {number}"
        page.keyboard.press("ArrowRight")


def test_axe_tells_a_fault_of_ours_and_passes_over_one_of_streamlits(open_page: Open):
    page = open_page("about:blank")
    ours = '<main><h1>A page</h1><img src="data:," data-ours><ul><div><li>One</li></div></ul></main>'
    page.set_content(f'<html lang="en"><title>A page</title><body>{ours}</body></html>')
    assert {found.split(":")[0] for found in violations(page)} == {"image-alt", "list", "listitem"}
    page.evaluate("document.querySelector('ul').dataset.testid = 'stSidebarNavItems'")
    assert {found.split(":")[0] for found in violations(page)} == {"image-alt"}


@pytest.mark.parametrize("known", STREAMLITS, ids=[known.rule for known in STREAMLITS])
def test_each_fault_that_is_passed_over_says_why(known):
    assert known.why.endswith(".")


def _visited(page: Page, role: Role, address: str) -> Iterator[Place]:
    """Each page that the role sees, with all of its sections open."""
    first, *others = _places(role)
    page.goto(_address_of(first, role, address))
    _opened(page, first)
    yield first
    for place in others:
        go(page, place.title)
        _opened(page, place)
        yield place


def _in_both_looks(page: Page) -> list[str]:
    """In the dark nothing but the colors is another."""
    found = violations(page)
    page.emulate_media(color_scheme="dark")
    _wait_for(page, "dark")
    found += violations(page, of_colors_alone=True)
    page.emulate_media(color_scheme="light")
    _wait_for(page, "light")
    return found


def _wait_for(page: Page, look: str) -> None:
    page.wait_for_function(
        "look => getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === look", arg=look
    )
    settled(page)


def _places(role: Role) -> list[Place]:
    return [place for place in PAGES if Viewer(role).may(place.needs)]


def _address_of(place: Place, role: Role, address: str) -> str:
    return f"{address}/{place.path}?{urlencode({'view_as': access_words.ROLES[role]})}"


def _opened(page: Page, place: Place) -> Page:
    unfold(drawn(page, place.title))
    expect(page.get_by_test_id("stException")).to_have_count(0)
    return page
