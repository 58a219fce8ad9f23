"""The deck of the small district, made once for all tests that only read it."""

from __future__ import annotations

import pytest

from data_layer.access.capabilities import Role
from data_layer.access.viewer import Viewer
from data_layer.store import Home
from pages.board import asking, building
from pages.board.deck import Deck
from pages.parts.view import View


@pytest.fixture(scope="session")
def view(district_home: Home) -> View:
    return asking.view_of(district_home, Viewer(Role.VIEWER))


@pytest.fixture(scope="session")
def deck(view: View) -> Deck:
    return building.build(view)
