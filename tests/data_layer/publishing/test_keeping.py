"""What was published stays as it was, whatever comes, is taken back or removed afterwards."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_layer import importing, retention, store
from data_layer.__main__ import main
from data_layer.audit import log as audit_log
from data_layer.audit.kinds import Kind
from data_layer.backing_up import back_up, restore
from data_layer.publishing import editions, keeping, months
from data_layer.publishing.contents import contents
from data_layer.publishing.keeping import NotToBePublished
from data_layer.store import KEPT_VERSIONS, Home, current
from data_layer.watching import Watch
from tests.data_layer.exports import activity, roster
from tests.data_layer.figures import FIGURE_TABLES, rows_of
from tests.data_layer.publishing.conftest import DAY_FIVE

MARCH = date(2026, 3, 1)
LATER = datetime(2026, 4, 9, 16, 0)


def figures(version: store.Store) -> dict[str, list[tuple]]:
    with version.connect() as connection:
        return {table: rows_of(connection, table) for table in FIGURE_TABLES}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 4, 4, 16, 0), ()),
        (datetime(2026, 4, 5, 3, 59), ()),  # still April 4 in New York
        (datetime(2026, 4, 5, 4, 0), (MARCH,)),
        (datetime(2026, 4, 6, 16, 0), (MARCH,)),
    ],
)
def test_the_first_import_from_day_5_on_publishes_the_month_before(came, people, log, at, expected):
    assert came(at, people, log("march.csv", "s1 2026-03-30")).published == expected


def test_an_import_that_brings_nothing_new_publishes_all_the_same(came, people, log):
    file = log("march.csv", "s1 2026-03-30")
    came(DAY_FIVE - timedelta(days=2), people, file)
    assert came(DAY_FIVE, people, file).published == (MARCH,)


def test_a_month_is_published_once(home, came, log, published):
    assert came(LATER, log("more.csv", "s2 2026-04-02")).published == ()
    assert keeping.publish(home, at=LATER) is None
    assert editions.all_of(home) == (published,)


def test_what_was_published_is_read_back_as_it_was_written(home, published):
    assert published.months == (MARCH,)
    assert published.kept_on == date(2026, 4, 5)
    assert published.imports == (1, 2)
    assert dict(published.policy)["publishing.day"] == 5
    assert published.version == current(home).version


def test_it_outlives_every_version_that_is_served_and_removed_afterwards(home, came, log, published):
    before = figures(published.store(home))
    for number in range(KEPT_VERSIONS + 1):
        came(LATER, log(f"{number}.csv", f"s2 2026-03-1{number}"))
    assert not (home.versions / f"{published.version}.duckdb").exists()
    assert figures(published.store(home)) == before != figures(current(home))


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_it_stays_whatever_comes_and_is_taken_back(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("run")
    home = Home(folder / "home")
    people = roster(folder / "roster", ["s1 student east 3", "s2 student east 4"])
    first = activity(folder / "first.csv", "2026-03-30T15:00:00Z,s1@example.org,Canvas,Pages,view,,")
    importing.run(home, [people, first], received_at=DAY_FIVE)
    (edition,) = editions.all_of(home)
    before = figures(edition.store(home))
    row = st.builds(
        "2026-03-{}T15:00:00Z,s{}@example.org,Canvas,Pages,view,,".format, st.integers(10, 30), st.integers(1, 2)
    )
    for number, rows in enumerate(data.draw(st.lists(st.lists(row, min_size=1, max_size=4), min_size=1, max_size=4))):
        importing.run(home, [activity(folder / f"{number}.csv", *rows)], received_at=LATER)
        if data.draw(st.booleans()):
            importing.undo(home, data.draw(st.sampled_from(sorted(importing.standing(home)))))
            if not importing.standing(home):
                break
    assert figures(editions.all_of(home)[0].store(home)) == before


@pytest.mark.usefixtures("published")
def test_the_audit_log_says_which_month_was_published_and_by_whom(home):
    (entry,) = audit_log.entries(home, kinds=[Kind.PUBLISH])
    assert (entry.what, entry.who) == ("March 2026, as edition 1", "command line")


def test_removing_old_events_leaves_it_as_it_was(home, published):
    before = figures(published.store(home))
    assert retention.enforce(home, as_of=datetime(2028, 1, 1)) is not None
    assert editions.all_of(home) == (published,)
    assert figures(published.store(home)) == before


def test_a_backup_brings_it_back(home, tmp_path, published):
    before = figures(published.store(home))
    back_up(home, tmp_path / "all.tar", tmp_path / "keys.tar")
    other = Home(tmp_path / "other")
    restore(other, tmp_path / "all.tar", tmp_path / "keys.tar")
    assert editions.all_of(other) == (published,)
    assert figures(published.store(other)) == before
    assert figures(current(other)) == before


def test_where_the_disk_knows_no_second_name_for_a_file_it_is_copied(home, came, people, log, monkeypatch):
    def refuses(*_names: Path) -> None:
        raise PermissionError("not here")

    monkeypatch.setattr("data_layer.publishing.keeping.os.link", refuses)
    came(DAY_FIVE, people, log("march.csv", "s1 2026-03-30"))
    (edition,) = editions.all_of(home)
    assert figures(edition.store(home)) == figures(current(home))


def test_what_a_crash_left_half_made_is_no_edition_and_in_nobodys_way(home, came, people, log):
    home.create()
    (home.published / "draft").mkdir(parents=True)
    (home.published / "draft" / "edition.json").write_bytes(b"{")
    assert editions.all_of(home) == ()
    assert came(DAY_FIVE, people, log("march.csv", "s1 2026-03-30")).published == (MARCH,)


@pytest.mark.parametrize(
    ("month", "why"),
    [
        (date(2026, 4, 1), "April 2026 can be published from May 5 on"),
        (date(2025, 3, 1), "Nothing is known of March 2025"),
        (MARCH, "Nothing of March 2026 has changed since it was published"),
    ],
)
def test_a_month_that_cannot_be_published_is_refused_with_the_reason(home, published, month, why):
    with pytest.raises(NotToBePublished, match=why):
        keeping.publish(home, month, at=LATER)
    assert editions.all_of(home) == (published,)


def test_nothing_can_be_published_of_an_empty_home(home):
    with pytest.raises(NotToBePublished, match="Import a roster and a log first"):
        keeping.publish(home, at=LATER)


def test_the_contents_of_a_month_are_the_same_however_the_store_numbers_people_and_tools(home, came, people, log):
    came(DAY_FIVE, people, log("a.csv", "s1 2026-03-30"), log("b.csv", "s2 2026-03-31"))
    with current(home).connect() as connection:
        before = contents(connection)
    importing.rebuild(home)
    with current(home).connect() as connection:
        assert contents(connection) == before
    assert before["2026-03"] != before["2026-02"]


def test_a_watched_inbox_publishes_what_is_due_though_no_file_came(home, came, people, log, tmp_path):
    month = months.latest_due(date.today(), publishing_day=5)
    came(datetime.combine(month, time(16)), people, log("old.csv", f"s1 {month}"))
    assert editions.all_of(home) == ()
    said: list[str] = []
    watch = Watch(home, tmp_path / "inbox", {}, 0.0, said.append, Event())
    assert (watch.once(), watch.once()) == (True, True)
    assert [edition.months for edition in editions.all_of(home)] == [(month,)]
    assert said == [f"Published: {month:%B %Y}."]


def test_a_watched_inbox_of_an_empty_home_publishes_nothing(home, tmp_path):
    assert Watch(home, tmp_path / "inbox", {}, 0.0, print, Event()).once()
    assert editions.all_of(home) == ()


def test_the_command_import_says_which_month_it_has_published(home, people, log, monkeypatch, capsys):
    month = months.latest_due(date.today(), publishing_day=5)
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    assert main(["import", str(people), str(log("old.csv", f"s1 {month}"))]) == 0
    assert f"Published: {month:%B %Y}. Every page can be opened as it is now" in capsys.readouterr().out
