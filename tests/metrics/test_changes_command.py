"""The command that says what changed answers as the page does, and says which periods it needs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from metrics.__main__ import main
from tests.spec.use import PERIODS, SCHOOL_DAYS, district

Run = Callable[..., tuple[int, str, str]]
FEBRUARY_AND_JANUARY = (
    *("--from", "2026-02-01", "--to", "2026-02-28"),
    *("--against-from", "2026-01-05", "--against-to", "2026-01-31"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve students at Oak and at Elm; Elm comes every day, Oak from February on."""
    folder = tmp_path_factory.mktemp("changes")
    places = [("oak" if who < 12 else "elm", who) for who in range(24)]
    stay = {"role": "student", "grade_level": "03", "starts_on": date(2026, 1, 5), "ends_on": date(2026, 3, 28)}
    stays = [{"person_id": who, "school_id": school, **stay} for school, who in places]
    use = [
        {"person_id": who, "day": day, "is_active": True, "is_instructional": True}
        for school, who in places
        for day in SCHOOL_DAYS
        if school == "elm" or day >= date(2026, 2, 1)
    ]
    facts = [{"name": "last_day", "value": "2026-03-27"}]
    with district(folder, stays=stays, use=use, facts=facts, periods=PERIODS):
        return folder / "home"


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> Run:
    def ran(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setenv("ROLLCALL_HOME", str(home))
        code = main(["changes", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


def rows(run: Run, *arguments: str) -> list[dict]:
    code, out, _ = run(*arguments, "--format", "json")
    assert code == 0
    return json.loads(out)["rows"]


def test_the_last_whole_months_are_compared_where_no_days_are_named(run: Run):
    _, out, _ = run("--format", "json")
    told = json.loads(out)
    assert (told["before"], told["now"]) == ("January 2026", "February 2026")
    assert rows(run)[1:] == rows(run, *FEBRUARY_AND_JANUARY)[1:]


def test_each_move_has_its_parts_with_every_digit(run: Run):
    oak = next(row for row in rows(run) if row["figure"] == "active_day_rate" and row["group"] == "Oak School")
    assert oak == {
        "figure": "active_day_rate",
        "by": "school",
        "group": "Oak School",
        "before": 0.0,
        "now": 1.0,
        "part": 0.5,
    }


def test_a_filter_counts(run: Run):
    assert not [row for row in rows(run, "--school", "Elm School") if row["figure"] == "active_day_rate"]


def test_the_table_says_what_is_not_compared(run: Run):
    code, out, _ = run()
    assert code == 0
    assert "note: from January 2026 to February 2026" in out
    assert "note: staff_buy_in is not compared: not measured in January 2026" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--from", "2026-02-01"], "Name both periods"),
        ([*FEBRUARY_AND_JANUARY[:4], "--against-from", "2026-01-31", "--against-to", "2026-01-05"], "ends before it"),
        (["--as-of", "2026-02-27"], "There are no two whole months yet"),
        (["--school", "Ash"], 'No school is called "Ash"'),
    ],
)
def test_an_unclear_question_is_answered_with_what_is_needed(run: Run, arguments: list[str], says: str):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert says in err
