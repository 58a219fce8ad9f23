"""The commands on instruments: a draft to start from, and a list that says which file cannot be used."""

import pytest

from data_layer.__main__ import main


@pytest.fixture(autouse=True)
def _in_this_home(home, monkeypatch):
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))


def test_a_draft_put_into_the_home_lets_the_survey_in(home, tmp_path, capsys):
    survey = tmp_path / "spring.csv"
    survey.write_text(
        "Timestamp,Email Address,How do you like our new devices?\n"
        "3/31/2026 8:00:00,u1@example.org,Agree\n3/31/2026 8:05:00,u2@example.org,Disagree\n",
        encoding="utf-8",
    )
    assert main(["import", str(survey)]) == 1
    assert "It asks: “How do you like our new devices?”" in capsys.readouterr().out
    assert main(["instrument", "draft", str(survey)]) == 0
    written = capsys.readouterr().out
    assert "u1@example.org" not in written
    home.instruments.mkdir(parents=True)
    (home.instruments / "spring.toml").write_text(written, encoding="utf-8")
    assert main(["import", str(survey)]) == 0
    assert "read 2 = loaded 2 + already known 0 + refused 0" in capsys.readouterr().out


def test_the_list_names_every_instrument_and_what_is_wrong_with_a_file(home, capsys):
    assert main(["instrument", "list"]) == 0
    assert "tam: a TAM survey" in capsys.readouterr().out
    home.instruments.mkdir(parents=True)
    (home.instruments / "mine.toml").write_text("points = 5\n", encoding="utf-8")
    assert main(["instrument", "list"]) == 1
    assert "NOT USED  mine.toml: it needs an id" in capsys.readouterr().out


def test_a_file_that_cannot_be_read_gives_no_draft(tmp_path, capsys):
    empty = tmp_path / "empty.csv"
    empty.write_text("", encoding="utf-8")
    assert main(["instrument", "draft", str(empty)]) == 2
    assert "empty.csv" in capsys.readouterr().err
