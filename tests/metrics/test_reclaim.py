"""Which seats are listed to be reclaimed, which are left out and why, and what the file holds of their holders."""

from __future__ import annotations

import csv
import stat
from datetime import date, timedelta
from pathlib import Path

import pytest

from data_layer.audit import log
from data_layer.audit.kinds import COMMAND_LINE, Kind
from data_layer.identities import sealed
from data_layer.identities.sealed import Identity
from data_layer.records import keeping
from data_layer.records.database import URL_VARIABLE, RecordsUnavailable, opened
from data_layer.records.entries import StaffStanding
from data_layer.records.kinds import Standing
from data_layer.store import Home
from metrics.__main__ import main
from metrics.reclaim import NotReclaimable, Reclaim, reclaim
from tests.building import store_of
from tests.spec.seats import AS_OF, DAYS, POLICY, SCHOOLS, ago, seats, tool, uses

PEOPLE = [{"person_id": number, "person_key": f"code-{number}"} for number in range(1, 10)]
TOOLS = [tool(1, "Nearpod"), tool(2, "Padlet", has_log=False)]


def standing(person: int, *, starts_on: date = AS_OF, ends_on: date | None = None) -> StaffStanding:
    return StaffStanding(person_key=f"code-{person}", standing=Standing.ON_LEAVE, starts_on=starts_on, ends_on=ends_on)


@pytest.fixture
def found(tmp_path):
    def reclaimed(held: list[dict], use: list[dict] = (), *, standings: list = (), name: str = "Nearpod") -> Reclaim:
        tables = {"calendar_days": DAYS, "schools": SCHOOLS, "people": PEOPLE, "tools": TOOLS}
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        with store_of(folder, **tables, seats=held, usage_days=list(use)).connect() as connection:
            return reclaim(connection, name, standings=standings, as_of=AS_OF, policy=POLICY)

    return reclaimed


@pytest.mark.parametrize(
    ("days_ago", "last_use"),
    [(30, None), (31, "31-60 days"), (60, "31-60 days"), (61, "61-90 days"), (90, "61-90 days"), (91, "over 90 days")],
)
def test_a_seat_is_listed_from_its_thirty_first_school_day_without_use(found, days_ago: int, last_use: str | None):
    listed = found(seats(1), uses(1, ago(days_ago))).seats
    assert [seat.last_use for seat in listed] == ([last_use] if last_use else [])


def test_a_seat_stands_with_its_number_the_code_of_its_holder_and_the_school(found):
    (seat,) = found(seats(1, first=3)).seats
    assert (seat.tool, seat.seat_number, seat.codes, seat.school) == ("Nearpod", 3, ("code-3",), "Oak School")
    assert seat.last_use == "never used"


@pytest.mark.parametrize(("days_ago", "is_listed"), [(28, False), (29, False), (30, True), (31, True)])
def test_a_new_seat_is_left_alone_in_its_grace(found, days_ago: int, is_listed: bool):
    listed = found(seats(1, assigned_on=ago(days_ago)))
    assert (len(listed.seats), listed.new_count) == ((1, 0) if is_listed else (0, 1))


@pytest.mark.parametrize(
    ("term", "is_listed"),
    [
        ({"starts_on": AS_OF}, False),
        ({"starts_on": AS_OF + timedelta(days=1)}, True),
        ({"starts_on": date(2026, 1, 5), "ends_on": AS_OF}, False),
        ({"starts_on": date(2026, 1, 5), "ends_on": AS_OF - timedelta(days=1)}, True),
    ],
    ids=["from this day", "from tomorrow", "until this day", "until yesterday"],
)
def test_who_is_on_leave_or_exempt_keeps_the_seat(found, term: dict, is_listed: bool):
    listed = found(seats(2), standings=[standing(1, **term)])
    assert [seat.codes for seat in listed.seats] == [("code-1",), ("code-2",)][0 if is_listed else 1 :]
    assert listed.excused_count == (not is_listed)


def test_a_holder_whom_the_roster_does_not_know_may_use_it_and_is_left_out(found):
    listed = found([{**row, "person_id": None} for row in seats(2)])
    assert (listed.seats, listed.unknown_count) == ((), 2)


def test_a_seat_that_is_assigned_later_is_none_yet(found):
    assert found(seats(1, assigned_on=AS_OF + timedelta(days=1))) == Reclaim((), 0, 0, 0)


@pytest.mark.parametrize(("name", "why"), [("Padlet", "No log of Padlet"), ("Pad", "Known: Nearpod, Padlet.")])
def test_nothing_is_listed_of_a_tool_whose_use_is_not_known(found, name: str, why: str):
    with pytest.raises(NotReclaimable, match=why):
        found(seats(1, tool_id=2), name=name)


def test_a_holder_whom_two_rosters_list_has_one_seat_and_all_codes(tmp_path):
    people = [{"person_id": 1, "person_key": key} for key in ("code-1", "code-b")]
    tables = {"calendar_days": DAYS, "schools": SCHOOLS, "people": people, "tools": TOOLS}
    held = [{**row, "holder_key": "login"} for row in seats(1)]
    with store_of(tmp_path, **tables, seats=held).connect() as connection:
        (seat,) = reclaim(connection, "Nearpod", standings=(), as_of=AS_OF, policy=POLICY).seats
        assert seat.codes == ("code-1", "code-b", "login")
        excused = StaffStanding(person_key="code-b", standing=Standing.EXEMPT, starts_on=AS_OF)
        assert reclaim(connection, "Nearpod", standings=[excused], as_of=AS_OF, policy=POLICY).seats == ()


@pytest.fixture
def home(tmp_path, monkeypatch) -> Home:
    tables = {"calendar_days": DAYS, "schools": SCHOOLS, "people": PEOPLE, "tools": TOOLS, "seats": seats(4)}
    store_of(tmp_path, **tables, usage_days=uses(1, ago(2)))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    monkeypatch.setenv("ROLLCALL_HOME", str(tmp_path / "home"))
    home = Home(tmp_path / "home")
    sealed.keep(home, 1, [Identity("code-3", "Given Family", "u9@example.org"), Identity("code-9", "Other", None)])
    return home


def listed(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))


def test_the_command_names_the_holders_in_a_file_that_its_owner_alone_can_read(home: Home, tmp_path: Path, capsys):
    with opened(home) as session:
        keeping.add(session, standing(2), by="Technology director", on=AS_OF)
    file = tmp_path / "reclaim.csv"
    assert main(["reclaim", "Nearpod", "--csv", str(file), "--as-of", f"{AS_OF}"]) == 0
    assert [(row["seat_number"], row["name"], row["email"], row["code"]) for row in listed(file)] == [
        ("3", "Given Family", "u9@example.org", "code-3"),
        ("4", "", "", "code-4"),
    ]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    said = capsys.readouterr().out
    assert "2 seats of Nearpod could be reclaimed." in said
    assert "1 of people on leave or exempt" in said
    assert "Of 1 nobody is known by name" in said
    assert "Given" not in said


def test_each_list_is_in_the_audit_log_and_names_nobody_there(home: Home, tmp_path: Path):
    main(["reclaim", "Nearpod", "--csv", str(tmp_path / "reclaim.csv"), "--as-of", f"{AS_OF}"])
    (entry,) = log.entries(home)
    assert (entry.kind, entry.who, entry.what) == (Kind.LOOK, COMMAND_LINE, "reclaim list of Nearpod, 3 seats")
    assert entry.row_count == 3


def test_without_an_audit_log_there_is_no_list(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    def down(*_given: object) -> None:
        raise RecordsUnavailable("The records database does not answer.")

    monkeypatch.setattr(log, "note_first", down)
    file = tmp_path / "reclaim.csv"
    assert main(["reclaim", "Nearpod", "--csv", str(file), "--as-of", f"{AS_OF}"]) == 2
    assert "does not answer" in capsys.readouterr().err
    assert not file.exists()
    assert log.entries(home) == []


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)"])
def test_a_name_that_a_spreadsheet_would_run_is_none(home: Home, tmp_path: Path, text: str):
    sealed.keep(home, 1, [Identity("code-3", text)])
    main(["reclaim", "Nearpod", "--csv", str(tmp_path / "reclaim.csv"), "--as-of", f"{AS_OF}"])
    assert "'" + text in {row["name"] for row in listed(tmp_path / "reclaim.csv")}


@pytest.mark.usefixtures("home")
def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path):
    file = tmp_path / "reclaim.csv"
    file.touch(mode=0o644)
    assert main(["reclaim", "Nearpod", "--csv", str(file), "--as-of", f"{AS_OF}"]) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.usefixtures("home")
def test_a_tool_that_is_not_known_ends_the_command_without_a_file(tmp_path: Path, capsys):
    file = tmp_path / "reclaim.csv"
    assert main(["reclaim", "Pad", "--csv", str(file), "--as-of", f"{AS_OF}"]) == 2
    assert 'No tool is called "Pad"' in capsys.readouterr().err
    assert not file.exists()
