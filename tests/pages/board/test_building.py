"""A deck says what the pages say, for whoever may see it, and names what it leaves out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data_layer.access.capabilities import Role
from data_layer.access.viewer import TECHNOLOGIST, Viewer
from data_layer.scope import Entitlement
from data_layer.store import Home
from pages.board import asking, building
from pages.board.deck import Deck, plain
from pages.parts.exports import ExportIncomplete
from pages.parts.view import View

NAMES = ["use", "tools", "logins", "buy_in", "buy_in_schools", "dormancy", "bands", "spend", "features", "renewals"]


def test_every_question_of_the_pages_has_its_slide_in_the_order_of_a_board_meeting(deck: Deck):
    assert [slide.name for slide in deck.slides] == [*NAMES, "recommendations", "sunsets", "hidden"]


def test_a_slide_has_a_sentence_one_chart_three_figures_and_what_they_are_of(deck: Deck):
    for slide in deck.slides:
        assert slide.headline.endswith(".")
        assert "**" not in slide.headline
        assert ":material" not in slide.headline
        assert slide.chart.alt.endswith((".", ")."))
        assert slide.population
        assert slide.window
        assert slide.definition
    assert {slide.name: len(slide.facts) for slide in deck.slides} == {
        **{slide.name: 3 for slide in deck.slides},
        "features": 1,  # the only tool with features has one
    }


def test_the_figures_are_those_of_the_pages(deck: Deck):
    active, buy_in, spend = deck.slide("use").facts[0], deck.slide("buy_in").facts[0], deck.slide("spend").facts[0]
    assert (active.shown, active.numerator, active.denominator) == ("29.0%", 12 * 140 + 28, 42 * 140)
    assert (buy_in.shown, buy_in.base) == ("75.0%", "9 of 12 who answered")
    assert (spend.shown, spend.value) == ("$5,700", 5700.50)


def test_what_was_not_measured_is_left_out_and_said_so(deck: Deck):
    assert [(each.topic, each.why.split(":")[0]) for each in deck.left_out] == [("Work handed in", "not measured")]


def test_the_last_slide_counts_the_figures_that_are_hidden(deck: Deck):
    hidden = deck.slide("hidden")
    assert hidden.facts[0].numerator > 0, "Tiny School is too small"
    assert sum(fact.value for fact in hidden.facts) == hidden.facts[0].denominator


def test_no_deck_names_who_signed_or_why(view: View):
    """The technologist may read the records; the deck is for the board, and is the same."""
    all_rights = replace(view, viewer=Viewer(Role.TECHNOLOGIST))
    assert _told(building.build(all_rights)) == _told(building.build(view))


def test_a_principal_presents_the_own_school_alone(district_home: Home):
    principal = Viewer(Role.PRINCIPAL, frozenset({"west"}))
    deck = building.build(asking.view_of(district_home, principal))
    assert deck.whom == "West School"
    assert "East" not in "".join(_told(deck))
    assert {each.topic for each in deck.left_out} >= {"Recommendations", "Sunset register"}


def test_whoever_may_not_see_contracts_presents_none(district_home: Home):
    deck = building.build(asking.view_of(district_home, Viewer(Role.COACH, frozenset({"east"}))))
    why = {each.topic: each.why for each in deck.left_out}
    assert why["Renewals"] == "not part of what your role may see"


def test_a_presenters_order_moves_hides_and_annotates(deck: Deck):
    arranged = deck.arranged(["spend", "gone", "use"], hidden=["tools"], notes={"spend": "Ask for credit."})
    names = [slide.name for slide in arranged.slides]
    assert names[:3] == ["spend", "use", "logins"], "what the order does not know comes after it"
    assert "tools" not in names
    assert arranged.slides[0].note == "Ask for credit."


def test_a_sentence_loses_its_icons_and_marks_and_begins_with_a_capital():
    assert plain(":material/warning: **2 of 3** seats") == "2 of 3 seats"
    assert plain("over half") == "Over half"


def test_a_period_that_nobody_offers_is_refused_with_those_that_are(district_home: Home):
    with pytest.raises(ExportIncomplete, match=r'No period is called "Next year". Known: School year to date'):
        asking.view_of(district_home, Viewer(Role.VIEWER), period="Next year")


def test_an_empty_home_gives_no_deck_and_says_what_to_do(tmp_path):
    with pytest.raises(ExportIncomplete, match="There is no data yet"):
        asking.view_of(Home(tmp_path / "empty"), Viewer(Role.VIEWER))


def _told(deck: Deck) -> list[str]:
    return [f"{slide.headline} {slide.chart.alt} {slide.facts} {slide.chart.table}" for slide in deck.slides]


def test_whoever_makes_a_deck_its_figures_may_leave_the_district(view: View):
    all_rights = replace(view, viewer=TECHNOLOGIST, scope=replace(view.scope, entitlement=Entitlement()))
    deck = building.build(all_rights, parts=building.OF_ONE_PAGE)
    results = [slide.chart.result for slide in deck.slides if slide.chart.result is not None]
    assert results
    assert all(result.scope.entitlement.is_shareable for result in results)
