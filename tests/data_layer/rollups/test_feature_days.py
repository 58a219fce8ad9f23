"""How many people used a feature on a day: each once, at their own school. An older store gets all its days."""

from __future__ import annotations

from data_layer.store import writing
from tests.data_layer.exports import activity, roster

COUNTED = "SELECT CAST(day AS VARCHAR), feature, people_count FROM feature_days ORDER BY ALL"
QUIZ = "2026-03-02T15:00:00Z,{}@example.org,Example Tool,Quiz,view,,"
PAGE = "2026-03-03T15:00:00Z,{}@example.org,Example Tool,Page,view,,"


def test_a_person_counts_once_a_day_for_each_feature_and_strangers_do_not(bring, ask, tmp_path):
    bring(roster(tmp_path / "roster", ["s1 student east 3", "s2 student east 3"]))
    bring(activity(tmp_path / "log.csv", *(QUIZ.format(name) for name in ("s1", "s1", "s2", "s9")), PAGE.format("s1")))
    assert ask(COUNTED) == [("2026-03-02", "Quiz", 2), ("2026-03-03", "Page", 1)]


def test_a_store_from_before_the_days_of_features_gets_all_of_them(home, bring, ask, tmp_path):
    bring(roster(tmp_path / "roster", ["s1 student east 3"]))
    bring(activity(tmp_path / "old.csv", QUIZ.format("s1")))
    with writing(home) as connection:
        connection.execute("DELETE FROM feature_days")
    bring(activity(tmp_path / "new.csv", PAGE.format("s1")))
    assert ask(COUNTED) == [("2026-03-02", "Quiz", 1), ("2026-03-03", "Page", 1)]
