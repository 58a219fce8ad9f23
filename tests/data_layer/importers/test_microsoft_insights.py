"""Microsoft Education Insights: known by its shape alone, so its shape must fit in every respect."""

import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import FileRefused
from data_layer.importers.microsoft_insights import IMPORTER
from data_layer.reading import sources
from tests.data_layer.importers.tables import frame, head_of, read

COLUMNS = [f"column {place}" for place in range(1, 20)]


def _cells(**changes: str) -> list[str]:
    cells = dict.fromkeys(COLUMNS, "")
    cells |= {"column 1": "VisitTeamChannel", "column 2": "2026-03-02 14:52:20.0000000", "column 9": "a-1"}
    return list((cells | {f"column {name[1:]}": value for name, value in changes.items()}).values())


def _event(**changes: str) -> dict:
    return read(IMPORTER, frame(COLUMNS, [_cells(**changes)])).rows.row(0, named=True)


@pytest.mark.parametrize(
    ("signal", "action", "event_class"),
    [
        ("VisitTeamChannel", "", "view"),
        ("FileAccessed", "", "view"),
        ("FileUploaded", "", "create"),
        ("AssignmentEvent", "Created", "create"),
        ("SubmissionEvent", "Submitted", "participate"),
        ("SubmissionEvent", "Visited", "view"),
        ("PostChannelMessage", "", "participate"),
        ("SomethingNew", "", "view"),
    ],
)
def test_a_signal_has_the_class_of_what_was_done(signal, action, event_class):
    assert _event(c1=signal, c14=action)["event_class"] == event_class


def test_a_class_of_the_roster_comes_before_the_class_of_the_system():
    assert _event(c5="C-42", c6="g-42")["course_ref"] == "c-42"
    assert _event(c6="g-42")["course_ref"] == "microsoft:g-42"


@pytest.mark.parametrize(("duration", "minutes"), [("00:14:30", 14.5), ("01:00:00", 60), ("0:11:30", 11.5), ("", None)])
def test_a_meeting_has_its_minutes(duration, minutes):
    assert _event(c19=duration)["minutes"] == minutes


@pytest.mark.parametrize(
    "changes",
    [{"c1": "Visit 7"}, {"c2": "2026-03-02 14:52:20"}, {"c2": "03/02/2026 14:52"}, {"c19": "14.5"}, {"c1": ""}],
)
def test_one_cell_that_does_not_fit_is_enough_to_be_another_file(changes):
    assert IMPORTER.layout_for(head_of(frame(COLUMNS, [_cells(), _cells()])))
    assert IMPORTER.layout_for(head_of(frame(COLUMNS, [_cells(), _cells(**changes)]))) is None


@pytest.mark.parametrize("more", [-1, 1])
def test_one_column_less_or_more_is_another_file(tmp_path, more):
    line = ",".join([*_cells(), "x"][: 19 + more])
    path = tmp_path / "activity.csv"
    path.write_text(f"{line}\n{line}\n", encoding="utf-8")
    ((table,),) = [delivery.tables for delivery in sources([path])]
    with pytest.raises(FileRefused):
        recognise(table.head)


def test_a_moment_may_be_written_with_the_zone_that_it_is_taken_for():
    assert IMPORTER.layout_for(head_of(frame(COLUMNS, [_cells(c2="2026-03-02T14:52:20.1234567Z")])))


def test_a_file_whose_days_a_spreadsheet_took_away_is_refused_with_the_reason(tmp_path):
    account = "00000000-0000-4000-8000-000000000001"
    (tmp_path / "activity.csv").write_text(
        f"CommentCreated,53:51.0,Browser,{account},,,,Teams,{account},Student,1.06,,,,,,,,0:11:43\n"
        f"FileModified,07:53.0,,{account},,,,Word,{account},Student,1.06,,,,,,,,0:18:43\n"
    )
    ((table,),) = [delivery.tables for delivery in sources([tmp_path / "activity.csv"])]
    with pytest.raises(FileRefused, match=r"spreadsheet has saved again.*which day"):
        recognise(table.head)
