"""The first five minutes: what to bring, how far one is, and the first page as soon as a roster and a log are in."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from data_layer import importing
from data_layer.importers.landing import LANDINGS
from data_layer.store import Home
from pages.parts import first_steps
from tests.data_layer.exports import activity, roster
from tests.pages.seeing import text_of

PEOPLE = [*(f"s{number} student east 03" for number in range(12)), "t1 teacher east"]
RECEIVED_AT = datetime(2026, 5, 15, 23, 0)


@pytest.fixture
def brought(tmp_path: Path):
    """A home into which a roster, a log or both have come."""
    files = {
        "roster": roster(tmp_path / "roster", PEOPLE),
        "log": activity(tmp_path / "log.csv", "2026-03-02 09:00,s1@example.org,Number Trail,,view,1,"),
    }

    def bring(*names: str) -> Path:
        home = Home(tmp_path / "home")
        for name in names:
            importing.run(home, [files[name]], {}, received_at=RECEIVED_AT)
        return home.path

    return bring


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ((), "Two files make the first page: a roster and a log of use."),
        (("roster",), "A roster is in. One more file makes the first page: a log of use."),
        (("log",), "A log of use is in. One more file makes the first page: a roster."),
    ],
)
def test_the_start_says_how_far_one_is(open_page, brought, names, told):
    page = open_page(home=brought(*names))
    assert told in text_of(page)
    assert [link.proto.label for link in page.get("page_link")] == ["Import data"]
    assert sum(": is in" in expander.label for expander in page.expander) == len(names)


@pytest.mark.parametrize("names", [("roster", "log"), ("log", "roster")])
def test_a_roster_and_a_log_in_any_order_make_the_first_page(open_page, brought, names):
    page = open_page(home=brought(*names))
    assert not page.exception
    assert page.metric
    assert "Bring your files" not in text_of(page)


def test_what_was_taken_back_is_to_be_brought_again(open_page, brought):
    path = brought("roster", "log")
    importing.undo(Home(path), 2)
    assert "One more file makes the first page: a log of use." in text_of(open_page(home=path))


def test_the_import_page_says_what_is_in_and_leads_to_the_first_page(open_page, brought):
    assert "In so far: nothing. Still to come: a roster, a log of use" in text_of(
        open_page("import_data", home=brought())
    )
    page = open_page("import_data", home=brought("roster", "log"))
    assert "In so far: a roster, a log of use. Still to come: a staff survey" in text_of(page)
    assert "See the first page" in [link.proto.label for link in page.get("page_link")]


@pytest.mark.parametrize("system", ["Canvas", "Moodle", "Google", "Clever"])
def test_each_common_system_has_its_way_to_a_log(system):
    log = next(step for step in first_steps.steps() if step.landing == "events")
    assert log.sources[system].strip()


def test_every_step_is_known_by_a_landing_table_that_there_is():
    assert {step.landing for step in first_steps.steps()} <= LANDINGS.keys()


def test_every_menu_that_is_named_stands_in_the_docs_as_well():
    docs = (Path(__file__).parents[2] / "docs" / "files.md").read_text(encoding="utf-8").casefold()
    roster_and_log = [step for step in first_steps.steps() if step.needed]
    files = {name for step in roster_and_log for how in step.sources.values() for name in re.findall(r"`(\w+)`", how)}
    assert not [name for name in files if name.replace("_", " ") not in docs.replace("_", " ")]
