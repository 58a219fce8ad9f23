"""A principal gets one page on the own school alone, and all schools come in one file or not at all."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest

from pages.board import brief
from pages.parts.exports import ExportIncomplete
from pages.parts.typesetting import Paper
from pages.parts.view import View
from tests.pages.board import reading


def test_a_brief_is_one_page_with_the_figures_of_the_school(view: View):
    deck = brief.of_school(view, "east")
    (page,) = reading.pages_of(brief.write(deck, paper=Paper.LETTER))
    assert page.startswith(reading.squeezed("School brief East School"))
    for fact in brief.facts(deck):
        assert reading.squeezed(fact.label + fact.shown) in page
    assert "50.0%" not in page, "with the district's 29.0% it would tell that nobody at West did"
    assert "75.0%9of12whoanswered" in page


@pytest.mark.parametrize("paper", Paper)
def test_every_school_is_in_the_zip_and_named_in_its_page_alone(view: View, paper: Paper):
    with ZipFile(io.BytesIO(brief.zipped(view, paper=paper))) as archive:
        pages = {name: reading.pages_of(archive.read(name)) for name in archive.namelist()}
    assert sorted(pages) == ["brief_east_school.pdf", "brief_tiny_school.pdf", "brief_west_school.pdf"]
    assert all(len(found) == 1 for found in pages.values())
    assert not any("EastSchool" in found[0] for name, found in pages.items() if "east" not in name)


def test_a_school_that_is_too_small_to_show_has_a_page_that_says_so(view: View):
    (page,) = reading.pages_of(brief.write(brief.of_school(view, "tiny"), paper=Paper.A4))
    assert reading.squeezed("Too few people are enrolled here to show what they use.") in page


def test_one_school_that_cannot_be_written_stops_all_of_them(view: View, monkeypatch: pytest.MonkeyPatch):
    def fail(_deck, *, paper):
        raise ExportIncomplete(f"no {paper}")

    monkeypatch.setattr(brief, "write", fail)
    with pytest.raises(ExportIncomplete):
        brief.zipped(view, paper=Paper.A4)


def test_schools_of_one_name_have_files_of_their_own():
    named = brief.file_names([("a", "North"), ("b", "North"), ("c", "North 2"), ("d", "Ñ/…")])
    assert named == {
        "a": "brief_north.pdf",
        "b": "brief_north_2.pdf",
        "c": "brief_north_2_2.pdf",
        "d": "brief_school.pdf",
    }
