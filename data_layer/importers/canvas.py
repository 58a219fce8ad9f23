"""Canvas: what people do in it, what they hand in, and the lists that say who and what its numbers stand for."""

from __future__ import annotations

from data_layer.importers.canvas_activity import ACTIVITY
from data_layer.importers.canvas_analytics import ANALYTICS
from data_layer.importers.canvas_coursework import COURSEWORK
from data_layer.importers.canvas_exceptions import EXCEPTIONS
from data_layer.importers.canvas_gradebook import GRADEBOOK
from data_layer.importers.canvas_last_seen import LAST_SEEN
from data_layer.importers.canvas_lists import LISTS
from data_layer.importers.canvas_live_events import LIVE_EVENTS
from data_layer.importers.canvas_names import NAMES
from data_layer.importers.canvas_provisioning import PROVISIONING
from data_layer.importers.canvas_set_aside import SET_ASIDE
from data_layer.importers.contract import Importer

IMPORTER = Importer(
    name="canvas",
    label="Canvas web logs, live events, page views, assignments, submissions, reports, users, pseudonyms and courses",
    layouts=(
        *(*ACTIVITY, LIVE_EVENTS, *LAST_SEEN, ANALYTICS, *LISTS, *NAMES, *PROVISIONING),
        *(*COURSEWORK, GRADEBOOK, *EXCEPTIONS, *SET_ASIDE),
    ),
)
