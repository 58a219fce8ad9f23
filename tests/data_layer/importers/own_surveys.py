"""An instrument of a district's own, as a file of its home, and the forms that ask its questions."""

from pathlib import Path

from data_layer.importers.contract import Importer
from tests.data_layer.importers.tables import frame, read

OWN = """
id = "coaching"
label = "the coaching survey"
points = 5

[[items]]
id = "C1"
text = "My coach helps me try new tools."

[[items]]
id = "C2"
text = "Coaching takes more time than it is worth."
code = ["Q7", "time_cost"]
reversed = true
"""
ASKED = ["My coach helps me try new tools.", "Coaching takes more time than it is worth."]


def written_in(folder: Path, text: str, name: str = "own.toml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def form_of(questions: list[str], *answers: list[str]):
    return frame(["Timestamp", *questions], [["3/31/2026 8:00:00", *given] for given in answers])


def scores_of(surveys: Importer, cells, **options: str) -> dict[str, int]:
    return {each["item"]: each["score"] for each in read(surveys, cells, **options).rows.rows(named=True)}
