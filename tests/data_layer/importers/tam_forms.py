"""TAM forms as staff fill them in, and what is read of them."""

from collections.abc import Sequence

from data_layer.importers.contract import ROW, Batch
from data_layer.importers.instrument_files import shipped
from data_layer.importers.staff_survey import IMPORTER
from tests.data_layer.importers.tables import frame, read

USEFULNESS = (
    "Using {} in my job would enable me to accomplish tasks more quickly.",
    "Using {} would improve my job performance.",
    "Using {} in my job would increase my productivity.",
    "Using {} would enhance my effectiveness on the job.",
    "Using {} would make it easier to do my job.",
    "I would find {} useful in my job.",
)
EASE = (
    "Learning to operate {} would be easy for me.",
    "I would find it easy to get {} to do what I want it to do.",
    "My interaction with {} would be clear and understandable.",
    "I would find {} to be flexible to interact with.",
    "It would be easy for me to become skillful at using {}.",
    "I would find {} easy to use.",
)
TAM, TTIS = shipped().usable
IDS = [*(f"PU{number}" for number in range(1, 7)), *(f"PEOU{number}" for number in range(1, 7))]


def asked_about(tool: str = "Number Trail", *, form: str = "{}") -> list[str]:
    return [form.format(question.format(tool)) for question in USEFULNESS + EASE]


def read_form(*answers: Sequence[str], questions: Sequence[str] | None = None, **options: str) -> Batch:
    questions = questions or asked_about()
    rows = [["3/31/2026 8:00:00", *given, *[""] * (len(questions) - len(given))] for given in answers]
    return read(IMPORTER, frame(["Timestamp", *questions], rows), **options)


def scores_of(batch: Batch, row: int = 2) -> dict[str, int]:
    return {each["item"]: each["score"] for each in batch.rows.rows(named=True) if each[ROW] == row}


def points_of(batch: Batch) -> set[int | None]:
    return set(batch.rows["scale_points"])
