"""OneRoster as systems really write it: published sample exports with every row accounted for."""

import csv
from pathlib import Path

import polars as pl
import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, FileRefused, Head
from data_layer.importers.oneroster import IMPORTER, ROLES, USERS
from data_layer.importers.oneroster_cells import session_type
from data_layer.importers.oneroster_identifiers import USER_IDENTIFIERS
from data_layer.reading import TextTable, sources
from tests.data_layer.importers.tables import frame, head_of

PROJECT_ROOT = Path(__file__).parents[3]
REAL_EXPORTS = PROJECT_ROOT.parent / "shared" / "real_exports"
VERSIONS = ("v1p0", "v1p1")


def _tables(folder: str) -> list[TextTable]:
    path = REAL_EXPORTS / folder
    if not path.exists():
        pytest.skip(f"The sample export {folder} is not at hand.")
    (delivery,) = sources([path])
    assert not delivery.refused
    return delivery.tables


def _landed(table: TextTable) -> pl.DataFrame:
    """The rows of a table that holds nothing to refuse."""
    _, layout = recognise(table.head)
    batches = [layout.read(frame, {}) for frame in table.frames()]
    assert all(batch.refusals.is_empty() for batch in batches)
    assert table.broken.is_empty()
    return pl.concat(batch.rows for batch in batches)


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _read_users(*rows: dict[str, str]) -> pl.DataFrame:
    frame = pl.DataFrame([{"sourcedId": "s-1001", **row} for row in rows]).with_row_index(ROW, offset=2)
    return USERS.read(frame, {}).rows


@pytest.mark.parametrize("version", VERSIONS)
def test_every_row_of_the_sample_exports_is_landed(version):
    for table in _tables(f"oneroster_edfi/{version}"):
        expected = len(_lines(REAL_EXPORTS / "oneroster_edfi" / version / table.head.name))
        assert _landed(table)[ROW].n_unique() == expected, table.head.name


@pytest.mark.parametrize("version", VERSIONS)
def test_the_sample_roster_lands_its_people_in_their_roles(version):
    (table,) = [table for table in _tables(f"oneroster_edfi/{version}") if table.head.name == "users.csv"]
    written = _lines(REAL_EXPORTS / "oneroster_edfi" / version / "users.csv")
    landed = _landed(table)
    assert landed["person"].to_list() == [line["sourcedId"].lower() for line in written]
    assert landed["role"].to_list() == [line["role"] for line in written]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_identifier_of_the_sample_roster_is_kept(version):
    (table,) = [table for table in _tables(f"oneroster_edfi/{version}") if table.head.name == "users.csv"]
    frame = pl.concat(table.frames())
    ((_, found),) = USERS.read_also(frame, {}, loaded=USERS.read(frame, {}).rows)
    expected = set()
    for line in _lines(REAL_EXPORTS / "oneroster_edfi" / version / "users.csv"):
        inner = line.get("userIds", "").strip("{}").partition(":")[2]
        aliases = (line["sourcedId"], line["username"], line["email"], line["identifier"], inner)
        expected |= {(line["sourcedId"].lower(), alias.lower()) for alias in aliases if alias}
    assert set(found.select("owner", "alias").rows()) == expected


@pytest.mark.parametrize(
    ("written", "landed"),
    [
        *[(word, "staff") for word in ("administrator", "aide", "proctor", "counselor", "principal")],
        *[(f"{place}Administrator", "staff") for place in ("district", "site", "system")],
        *[(word, "guardian") for word in ("guardian", "parent", "relative")],
        ("Student", "student"),
        ("TEACHER", "teacher"),
        ("Site Administrator", "staff"),
        ("district_administrator", "staff"),
        ("", None),
    ],
)
def test_roles_of_all_versions_land_as_four(written, landed):
    assert _read_users({"role": written})["role"].to_list() == [landed]


@pytest.mark.parametrize(
    ("written", "is_deleted"),
    [("", False), ("active", False), ("ToBeDeleted", True), ("inactive", True), ("Deleted", True)],
)
def test_a_record_is_deleted_when_its_status_says_so(written, is_deleted):
    assert _read_users({"status": written})["is_deleted"].to_list() == [is_deleted]


@pytest.mark.parametrize(
    ("written", "landed"), [("09,10", "09,10"), ("K", "KG"), ("13", ""), ("UG, 12", "12"), ("", None)]
)
def test_a_grade_beyond_twelve_leaves_the_person_in(written, landed):
    assert _read_users({"grades": written})["grade_levels"].to_list() == [landed]


@pytest.mark.parametrize(
    ("written", "aliases"),
    [
        ("{LDAP:12},{Local:863}", {"12", "863"}),
        ("{FED:urn:x:1}", {"urn:x:1"}),
        ("local:12345", {"12345"}),
        ("local:12345, fed:18125", {"12345", "18125"}),
        ("12345", {"12345"}),
        ('[{"type":"sisId","identifier":"STU001"}]', {"stu001"}),
        ("{Local:}", set()),
    ],
)
def test_of_user_ids_the_values_are_names_and_their_types_are_not(written, aliases):
    cells = frame(["sourcedId", "username", "userIds"], [["s-1001", "u1", written]])
    found = USER_IDENTIFIERS.read(cells, {}).rows.filter(pl.col("kind") == "sis_id")
    assert set(found["alias"]) == aliases


@pytest.mark.parametrize(
    ("written", "landed"),
    [
        *[(word, "schoolYear") for word in ("schoolYear", "School Year", "school_year")],
        *[(word, "gradingPeriod") for word in ("gradingPeriod", "Grading Period", "quarter")],
        *[(word, "term") for word in ("term", "trimester")],
        ("Semester", "semester"),
        ("holiday", None),
    ],
)
def test_a_session_is_of_its_type_however_that_is_spelled(written, landed):
    cells = pl.DataFrame({"cell": [written]})
    assert cells.select(session_type().parse(pl.col("cell"))).to_series().to_list() == [landed]


@pytest.mark.parametrize("written", ["s-10,s-11", "s-10, s-11", "S-10;S-11", " s-10 ; s-11; "])
def test_several_organizations_stand_in_one_cell(written):
    assert _read_users({"orgSourcedIds": written})["org_ids"].to_list() == ["s-10,s-11"]


def test_demographics_may_say_little():
    header = ["sourcedId", "status", "dateLastModified", "birthDate", "sex"]
    assert recognise(head_of(frame(header, [["s-1001", "", "", "2014-05-01", "female"]])))[1].table == "ignored"
    with pytest.raises(FileRefused):
        recognise(head_of(frame(["status", "birthDate", "sex", "shoe size"], [["", "2014-05-01", "female", "5"]])))


def test_a_course_needs_no_organization():
    header = ["sourcedId", "status", "dateLastModified", "title", "courseCode"]
    assert recognise(head_of(frame(header, [["K-1", "active", "", "Algebra", "A1"]])))[1].name == "courses"


def test_a_roles_file_is_one_whatever_it_is_called():
    header = "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId"
    frame = pl.DataFrame(schema=dict.fromkeys(header.split(","), pl.String))
    found = recognise(Head("userprofiles.csv", tuple(frame.columns), frame))
    assert found == (IMPORTER, ROLES)
