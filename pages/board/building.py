"""Which slides a deck has, in which order, and who may see each: the one list behind screen, files and schools."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from data_layer.access import capabilities
from data_layer.access.capabilities import Capability as Can
from data_layer.access.capabilities import Reach, Role
from pages.board import belief, contracts, hiding, money, use
from pages.board.deck import Deck, LeftOut, Slide
from pages.parts import freshness, words
from pages.parts.view import View


@dataclass(frozen=True)
class Part:
    """One slide: its topic, who makes it, and what a role needs to see it."""

    topic: str
    make: Callable[[View, str], Slide | LeftOut]
    needs: Can = Can.SEE_FIGURES


PARTS = (
    Part("Use on a school day", use.school_day),
    Part("Adoption by tool", use.tools),
    Part("Login frequency by grade level and subject", use.logins),
    Part("Staff buy-in by quarter", belief.quarters),
    Part("Staff buy-in by school", belief.schools),
    Part("Seats that nobody uses", money.dormancy),
    Part("How long seats lie unused", money.bands),
    Part("Dollars for unused seats", money.spend),
    Part("Features", use.features),
    Part("Renewals", contracts.renewing, Can.SEE_RENEWALS),
    Part("Recommendations", contracts.recommending, Can.SEE_TOOLS),
    Part("Sunset register", contracts.sunsets, Can.SEE_TOOLS),
    Part("Work handed in", use.work),
    Part("What is not shown", hiding.hidden),
)


OF_ONE_PAGE = tuple(part for part in PARTS if part.make in {use.school_day, use.tools, belief.quarters, money.spend})


def build(view: View, *, parts: Iterable[Part] = PARTS) -> Deck:
    """The deck of a view. It never holds more than a board member may see, whoever presents it."""
    entitlement = replace(view.scope.entitlement, is_shareable=True)
    view = replace(view, scope=replace(view.scope, entitlement=entitlement), asked=[], told=set())
    made = [_made(view, part) for part in parts]
    return Deck(
        whom=view.filters_in_words().split(" · ")[0],
        when=view.filters_in_words().split(" · ")[-1],
        as_of=view.choices.as_of,
        version=view.source.version,
        imports=words.imported(view.choices.imports),
        slides=tuple(each for each in made if isinstance(each, Slide)),
        left_out=tuple(each for each in made if isinstance(each, LeftOut)),
        is_sample=freshness.is_sample(view.choices),
    )


def _made(view: View, part: Part) -> Slide | LeftOut:
    """The viewer's own right counts, and the board's: what only a technologist may read is in no deck."""
    is_for_board = capabilities.reach(Role.VIEWER, part.needs) is not Reach.NOWHERE
    if not (is_for_board and view.viewer.may(part.needs)):
        return LeftOut(part.topic, "not part of what your role may see")
    return part.make(view, part.topic)
