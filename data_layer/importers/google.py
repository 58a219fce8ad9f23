"""Google: usage reports, activities, and the lists that say who its numbers stand for."""

from __future__ import annotations

from data_layer.importers.contract import Importer
from data_layer.importers.google_activity import ACTIVITY
from data_layer.importers.google_classroom import CLASSROOM
from data_layer.importers.google_coursework import COURSEWORK
from data_layer.importers.google_usage import USAGE, explain

IMPORTER = Importer(
    name="google",
    label="Google usage reports, activities, Classroom courses, people, course work and submissions",
    layouts=(*USAGE, *ACTIVITY, *CLASSROOM, *COURSEWORK),
    explain=explain,
)
