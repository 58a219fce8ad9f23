"""TAM surveys of staff, from each of the survey platforms that are known here."""

from __future__ import annotations

from data_layer.importers.contract import Importer
from data_layer.importers.survey_platforms import PLATFORMS
from data_layer.importers.tam_rows import tam_layout

IMPORTER = Importer(
    name="tam_survey",
    label="TAM survey from Google Forms, Microsoft Forms, Qualtrics, SurveyMonkey or LimeSurvey",
    layouts=tuple(tam_layout(platform) for platform in PLATFORMS),
)
