"""Names of files, schools and tools, and answers of people, are text: no database, page or spreadsheet runs them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from data_layer import importing
from data_layer.__main__ import main as data_layer
from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home, current
from metrics.__main__ import main as metrics
from pages.parts import uploads
from tests.data_layer.exports import activity, roster
from tests.pages import district
from tests.pages.seeing import text_of

HOSTILE = [
    "'; DROP TABLE imports;--",
    '") OR 1=1 --',
    "<img src=x onerror=alert(1)>",
    "![x](https:--pictures.example.org-x.png)",
    "[x](javascript:alert(1))",
    '=HYPERLINK("https:--example.org";"x")',
    "@SUM(1+1)",
    "${jndi:ldap:--example.org}",
    "{{7*7}}",
    "‮gpj.exe",
]
Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _own_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(URL_VARIABLE, raising=False)


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A district whose files, tools and school are called so."""
    folder = tmp_path_factory.mktemp("hostile")
    home = Home(folder / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL_VARIABLE, raising=False)
        people = roster(folder / "roster", [f"s{n} student east 3" for n in range(12)])
        orgs = people / "orgs.csv"
        orgs.write_text(orgs.read_text().replace("East School", "=1+1 <b>East</b> '; DROP TABLE schools;--"))
        importing.run(home, [people], received_at=district.RECEIVED_AT)
        for number, name in enumerate(HOSTILE):
            quoted = name.replace('"', '""')
            rows = (f'2026-03-0{day}T15:00:00Z,s{n},"{quoted}",,view,,' for day in (2, 3) for n in range(number, 12))
            log = activity(folder / f"{name}.csv", *rows)
            assert importing.run(home, [log], received_at=district.RECEIVED_AT).is_clean
    return home


def test_every_file_is_one_import_and_every_table_is_there(hostile_home: Home):
    names = [file["file_name"] for entry in importing.history(hostile_home) for file in entry["files"]]
    assert [name for name in names if name.endswith(".csv") and name[:-4] in HOSTILE] == [
        f"{name}.csv" for name in HOSTILE
    ]
    with current(hostile_home).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM schools")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM tools")).scalar() == len(HOSTILE)


def test_a_page_shows_their_names_as_they_are_and_marks_nothing_up(hostile_home: Home, open_page: Open):
    page = open_page("import_data", home=hostile_home.path)
    chosen = next(box for box in page.selectbox if box.label == "Look at one import")
    for number, name in enumerate(HOSTILE, start=2):
        page = chosen.set_value(number).run()
        chosen = next(box for box in page.selectbox if box.label == "Look at one import")
        (line,) = (each.value for each in page.markdown if "rows loaded" in each.value)
        assert not page.exception
        assert re.sub(r"\\(.)", r"\1", line).startswith(f"- **{name}.csv**")
        assert not re.search(r"(?<!\\)[<\[!$]", line)


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_no_export_has_a_cell_that_a_spreadsheet_would_run(hostile_home: Home, monkeypatch, capsys, form: str):
    monkeypatch.setenv("ROLLCALL_HOME", str(hostile_home.path))
    assert metrics(["show", "monthly_active_users", "--by", "tool", "--by", "school", "--format", form]) == 0
    out = capsys.readouterr().out
    assert "DROP TABLE" in out
    if form == "csv":
        assert not [
            cell for row in csv.reader(io.StringIO(out)) for cell in row if cell.startswith(("=", "@", "+", "-"))
        ]


def test_a_hostile_word_asked_for_by_a_command_is_only_a_word(hostile_home: Home, monkeypatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(hostile_home.path))
    for word in HOSTILE[:2]:
        assert metrics(["show", "adoption_rate", "--school", word]) == 2
        assert metrics(["show", "adoption_rate", "--tool", word, "--format", "json"]) == 0
        assert data_layer(["access", "grant", f"{word}@example.org", "viewer"]) == 0
        assert data_layer(["access", "revoke", f"{word}@example.org"]) == 0
    capsys.readouterr()


def test_a_filter_in_the_address_that_is_no_school_is_no_filter(hostile_home: Home, open_page: Open):
    plain = text_of(open_page("adoption", home=hostile_home.path))
    for word in HOSTILE:
        page = open_page("adoption", home=hostile_home.path, school=word, period=word, grade=word)
        assert not page.exception
        assert text_of(page) == plain


def test_hostile_answers_of_a_survey_are_refused_by_their_cell_and_come_back_as_text(
    tmp_path: Path, monkeypatch, capsys
):
    home = district.home_of(tmp_path)
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    survey = tmp_path / "exports" / "survey_q3.csv"
    head, first, *_ = survey.read_text(encoding="utf-8").splitlines()
    stamp, _email, *answers = first.split(",")
    quoted = ['"' + word.replace('"', '""') + '"' for word in HOSTILE]
    rows = [",".join([stamp, f"t-{n}@example.org", word, *answers[1:]]) for n, word in enumerate(quoted)]
    (tmp_path / "hostile.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    (finding,) = importing.run(home, [tmp_path / "hostile.csv"], received_at=district.RECEIVED_AT).findings
    assert finding.refused_count == len(HOSTILE)
    assert data_layer(["refused", str(finding.import_id), "--csv", str(tmp_path / "mend.csv")]) == 0
    with (tmp_path / "mend.csv").open(encoding="utf-8-sig", newline="") as file:
        assert not [cell for row in csv.reader(file) for cell in row if cell.startswith(("=", "@"))]
    capsys.readouterr()


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.csv",
        "/etc/cron.d/evil",
        "..",
        ".",
        "",
        "a/../../evil.csv",
        "..\\..\\evil.csv",
        "C:\\evil.csv",
        "x" * 300,
        "☃" * 300,
        "a\0b.csv",
    ],
)
def test_a_path_in_the_name_of_an_upload_leads_nowhere(name: str):
    given = [SimpleNamespace(name=name, getbuffer=lambda: b"a,b\n1,2\n")]
    with uploads.on_disk(given) as (path,):
        folder = path.parent.parent
        assert folder.name.startswith("rollcall-")
        assert [each for each in folder.rglob("*") if each.is_file()] == [path]
        assert path.resolve().is_relative_to(folder.resolve())
    assert not folder.exists()
