"""The digest prints what Overview tells, and sends it only where it may and something is new."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data_layer import mail
from data_layer.access.capabilities import Role
from data_layer.access.viewer import TECHNOLOGIST, Viewer
from data_layer.audit import log
from data_layer.audit.kinds import Kind
from data_layer.mail import Mailbox
from data_layer.records.database import opened
from data_layer.records.deciding import decide
from data_layer.records.kinds import Verdict
from data_layer.store import Home
from metrics.alerts import Rule
from pages.board import asking
from pages.digest import __main__ as digest
from pages.parts import attention, health_scope
from tests.pages.seeing import text_of

SETTINGS = {
    mail.SERVER: "smtp://127.0.0.1:2525",
    mail.SENDER: "rollcall@example.org",
    mail.RECIPIENTS: "one@example.org",
}


@pytest.fixture
def home(district_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home of one's own, and no mail settings but those that a test makes."""
    shutil.copytree(district_home.path, tmp_path / "home")
    monkeypatch.setenv("ROLLCALL_HOME", str(tmp_path / "home"))
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    return Home(tmp_path / "home")


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Subjects and texts that would have gone out; how they do is tested in test_mail."""
    found: list[tuple[str, str]] = []

    def keep(_to: Mailbox, *, subject: str, text: str) -> None:
        found.append((subject, text))

    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(mail, "send", keep)
    return found


def test_a_dry_run_prints_every_alert_under_its_rule(home: Home, capsys: pytest.CaptureFixture[str]):
    assert digest.main([]) == 0
    told = capsys.readouterr().out
    found = attention.of(asking.view_of(home, TECHNOLOGIST))
    assert found
    for alert in found:
        assert f"- [{alert.rule}] {alert.told}" in told
    assert f"{len(found)} of them new" in told


def test_nothing_is_sent_without_settings(home: Home, capsys: pytest.CaptureFixture[str]):
    assert digest.main(["--send"]) == 1
    assert mail.SERVER in capsys.readouterr().err
    assert not (home.path / "digest_sent.json").exists()


def test_what_was_sent_is_not_sent_again_and_is_in_the_audit_log(home: Home, sent: list[tuple[str, str]]):
    assert [digest.main(["--send"]), digest.main(["--send"])] == [0, 0]
    ((subject, text),) = sent
    assert "of them new" in subject
    assert "NEW" in text
    (entry,) = [each for each in log.entries(home, kinds=[Kind.EXPORT]) if each.what == "digest by email"]
    assert entry.row_count == len(attention.of(asking.view_of(home, TECHNOLOGIST)))


@pytest.mark.usefixtures("home")
def test_what_is_still_open_is_said_to_be(sent: list[tuple[str, str]]):
    digest.main(["--send"])
    digest.main(["--send", "--always"])
    assert "0 of them new" in sent[1][0]
    assert "STILL OPEN" in sent[1][1]
    assert "NEW\n" not in sent[1][1]


def test_overview_tells_the_same_and_leads_on(open_page: Callable, home: Home):
    page = open_page(home=home.path)
    found = attention.of(asking.view_of(home, TECHNOLOGIST))
    (box,) = [each for each in page.expander if "attention" in each.label]
    assert box.label.startswith(str(len(found)))
    told = text_of(page).replace("\\", "")
    assert all(alert.told in told for alert in found)


def test_whoever_sees_some_schools_alone_is_told_of_no_feed_and_no_sunset(home: Home):
    principal = asking.view_of(home, Viewer(Role.PRINCIPAL, frozenset({"east"})))
    assert {alert.rule for alert in attention.of(principal)} <= {"Staff buy-in", "Dormant seats", "Renewal"}


def test_an_empty_home_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setenv("ROLLCALL_HOME", str(tmp_path))
    assert digest.main([]) == 1
    assert "Import a roster" in capsys.readouterr().err


def test_what_somebody_enters_counts_at_once(home: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(health_scope, "expected_on", lambda _view: date(2026, 5, 20))
    view = asking.view_of(home, TECHNOLOGIST)
    (due,) = [alert for alert in attention.of(view) if alert.rule is Rule.RENEWAL and alert.subject == "Nearpod"]
    with opened(home) as session:
        said = {"verdict": Verdict.RENEW, "reason": "In use.", "rule": None, "seat_count": None, "saved_usd": None}
        contract = {"tool": "Nearpod", "contract_ends_on": due.since, "seen_version": 0}
        decide(session, **contract, **said, by="Board", on=view.choices.as_of)
    assert due not in attention.of(view)
