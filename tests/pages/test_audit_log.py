"""The page Audit log shows what was done, says when the log was changed, and notes what is downloaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete
from streamlit.testing.v1 import AppTest

from data_layer.access.viewer import TECHNOLOGIST
from data_layer.audit import log
from data_layer.audit.entries import AuditEntry, Note
from data_layer.audit.kinds import THIS_COMPUTER, Kind
from data_layer.records.database import URL_VARIABLE, opened
from data_layer.store import Home
from pages.parts import downloads
from pages.parts.view import View
from tests.pages.records_home import beside
from tests.pages.seeing import text_of

Open = Callable[..., AppTest]


@pytest.fixture
def home(district_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return beside(district_home, tmp_path / "home")


@pytest.fixture
def page(open_page: Open, home: Home) -> AppTest:
    log.note(home, Note(Kind.IMPORT, "command line", "import 1"), Note(Kind.EXPORT, "Principal", "Adoption", "Oak", 3))
    page = open_page("audit_log", home=home.path)
    assert not page.exception
    return page


def shown(page: AppTest) -> list[int]:
    return [] if not page.dataframe else page.dataframe[0].value["No."].to_list()


def test_the_page_shows_the_entries_newest_first_and_says_that_the_log_is_whole(page: AppTest):
    assert shown(page) == [2, 1]
    assert "2 entries, and the log is **whole**." in text_of(page)


def test_the_page_shows_what_fits_its_filters(page: AppTest):
    page.multiselect(key="audit_kinds").select(Kind.EXPORT).run()
    assert shown(page) == [2]
    page.multiselect(key="audit_who").select("command line").run()
    assert shown(page) == []
    assert "No entry fits these filters" in text_of(page)


def test_the_page_says_which_entry_was_removed(page: AppTest, home: Home):
    with opened(home) as session:
        session.execute(delete(AuditEntry).where(AuditEntry.number == 2))
    page.run()
    assert "Entry 2 is missing." in page.error[0].value
    assert "not as it was written" in text_of(page)


def test_an_empty_log_is_said_to_be_empty(open_page: Open, home: Home):
    assert "Nothing has been entered yet." in text_of(open_page("audit_log", home=home.path))


def test_records_that_cannot_be_reached_are_told(open_page: Open, home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(URL_VARIABLE, "postgresql://someone@127.0.0.1:1/records")
    assert "does not answer" in open_page("audit_log", home=home.path).error[0].value


def test_a_file_is_made_when_it_is_asked_for_and_noted_with_its_filters_and_rows(
    home: Home, monkeypatch: pytest.MonkeyPatch
):
    given = []
    monkeypatch.setattr(downloads.st, "download_button", lambda _label, data, *_rest, **_more: given.append(data))
    about = {"what": "Adoption by school", "filters": "Oak School · March 2026", "row_count": 3}
    downloads.button(View(home, TECHNOLOGIST), "Download CSV", lambda: b"rows", file_name="adoption.csv", **about)
    assert log.entries(home) == []
    assert given[0]() == b"rows"
    (entry,) = log.entries(home)
    assert (entry.kind, entry.who, entry.what) == (Kind.EXPORT, THIS_COMPUTER, "Adoption by school (CSV)")
    assert (entry.filters, entry.row_count) == ("Oak School · March 2026", 3)


def test_a_file_is_handed_out_while_the_records_database_is_down_and_noted_later(
    home: Home, monkeypatch: pytest.MonkeyPatch
):
    given = []
    monkeypatch.setattr(downloads.st, "download_button", lambda _label, data, *_rest, **_more: given.append(data))
    downloads.button(
        View(home, TECHNOLOGIST), "Download CSV", lambda: b"rows", file_name="adoption.csv", what="Adoption"
    )
    with monkeypatch.context() as broken:
        broken.setenv(URL_VARIABLE, "postgresql://someone@127.0.0.1:1/records")
        assert given[0]() == b"rows"
    assert [entry.what for entry in log.entries(home)] == ["Adoption (CSV)"]
