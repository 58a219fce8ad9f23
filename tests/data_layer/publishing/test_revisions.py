"""A correction of a published month is a revision that says why, and nothing else is one."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from data_layer import importing
from data_layer.__main__ import main
from data_layer.publishing import editions, keeping, revisions
from data_layer.publishing.revisions import Revision, Why
from data_layer.store import Home

pytestmark = pytest.mark.usefixtures("published")

MARCH = date(2026, 3, 1)
LATER, MAY = datetime(2026, 4, 9, 16, 0), datetime(2026, 5, 5, 16, 0)


def of_march(home: Home) -> list[Revision]:
    return revisions.of(editions.all_of(home), MARCH)


def why(home: Home) -> Why:
    """Why the last revision came."""
    before, after = of_march(home)[-2:]
    stores = (before.edition.store(home), after.edition.store(home))
    return revisions.why(before.edition, after.edition, MARCH, stores=stores)


def test_a_correction_is_published_with_the_next_month(home, came, log):
    came(LATER, log("late.csv", "s2 2026-03-30"))
    assert [each.number for each in of_march(home)] == [1]
    came(MAY, log("april.csv", "s1 2026-04-30"))
    assert [(each.number, each.edition.kept_on) for each in of_march(home)] == [
        (1, date(2026, 4, 5)),
        (2, date(2026, 5, 5)),
    ]


def test_it_names_the_imports_that_tell_of_the_month_and_no_others(home, came, log):
    came(LATER, log("late.csv", "s2 2026-03-30"))
    came(LATER, log("april.csv", "s1 2026-04-08"))
    keeping.publish(home, MARCH, at=LATER)
    assert why(home) == Why(brought=(3,))
    assert list(why(home).told({3: "Tool activity"})) == ["Import 3 came (Tool activity)."]


def test_it_names_what_was_taken_back(home, came, log):
    importing.undo(home, 2)
    came(LATER, log("other.csv", "s2 2026-03-30", "s2 2026-04-08"))
    keeping.publish(home, MARCH, at=LATER)
    assert why(home) == Why(brought=(3,), taken_back=(2,))


def test_what_came_and_was_taken_back_again_is_no_revision(home, came, log):
    report = came(LATER, log("late.csv", "s2 2026-03-30"))
    importing.undo(home, report.findings[0].import_id)
    came(MAY, log("april.csv", "s1 2026-04-30"))
    assert [each.number for each in of_march(home)] == [1]


def test_a_month_that_the_next_import_does_not_touch_has_no_revision(home, came, log):
    came(MAY, log("april.csv", "s1 2026-04-30"))
    assert len(editions.all_of(home)) == 2
    assert [each.number for each in of_march(home)] == [1]


@pytest.mark.parametrize(("name", "count"), [("features.dust_after", 2), ("sign_in.idle_after", 1)])
def test_a_threshold_that_figures_depend_on_makes_a_revision_and_others_do_not(home, came, log, name: str, count: int):
    home.policy.write_text(f"[{name}]\nvalue = 45\n")
    came(MAY, log("april.csv", "s1 2026-04-30"))
    assert len(of_march(home)) == count
    if count == 2:
        assert why(home).thresholds == ((name, 30, 45),)


def test_what_a_person_says_comes_first(home, came, log):
    came(LATER, log("late.csv", "s2 2026-03-30"))
    keeping.publish(home, MARCH, why=" A school sent its log\nlate. ", at=LATER)
    assert next(why(home).told({})) == "A school sent its log late."


def test_the_command_publishes_lists_and_says_why_not(home, came, log, monkeypatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    assert main(["publish", "--month", "2026-03"]) == 2
    assert "Nothing of March 2026 has changed" in capsys.readouterr().err
    came(LATER, log("late.csv", "s2 2026-03-30"))
    assert main(["publish", "--month", "2026-03", "--why", "A log came late."]) == 0
    assert "March 2026 is published as revision 2." in capsys.readouterr().out
    assert main(["publish", "--list"]) == 0
    listed = capsys.readouterr().out
    assert "revision 1, 2026-04-05: as first published" in listed
    assert "A log came late. Import 3 came" in listed
