"""What the server answers tells no stranger anything: nothing of what is hidden, of who is known, or of itself."""

from __future__ import annotations

import pytest
from websockets.exceptions import InvalidStatus

from data_layer.__main__ import main
from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home
from tests.attacks.visitor import Come, Drawn
from tests.sign_in_secrets import COOKIE, COOKIE_SECRET


def test_a_page_of_another_host_cannot_open_the_websocket(come: Come):
    with pytest.raises(InvalidStatus), come("t1").socket(origin="https://elsewhere.example.org"):
        pass


@pytest.mark.parametrize("path", ["/", "/adoption", "/_stcore/health", "/media/x.csv", "/no/such/place"])
def test_every_answer_has_the_safe_headers_also_where_something_is_refused(come: Come, path: str):
    told = come().ask(path).headers
    assert told["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self'" in told["content-security-policy"]


def told(drawn: Drawn) -> list[str]:
    """Every message of an answer but for what differs between any two: numbers of sessions, runs and widgets."""
    kinds = [message.WhichOneof("type") for message in drawn.messages]
    elements = [message.delta.new_element.WhichOneof("type") for message in drawn.messages if message.HasField("delta")]
    return [*kinds, *map(str, elements)]


def test_a_school_that_she_may_not_see_and_one_that_there_is_not_are_answered_alike(come: Come):
    """Message by message: neither how much is drawn nor how much is asked of the store tells them apart."""
    hidden = come("p1").open("adoption", school="West School")
    absent = come("p1").open("adoption", school="No such school")
    assert told(hidden) == told(absent)
    assert [metric.body for metric in hidden.elements("metric")] == [
        metric.body for metric in absent.elements("metric")
    ]


def test_somebody_unknown_and_somebody_disabled_are_answered_alike(
    come: Come, first_granted: Home, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ROLLCALL_HOME", str(first_granted.path))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    assert main(["access", "grant", "d1@example.org", "viewer"]) == 0
    assert main(["access", "disable", "d1@example.org"]) == 0
    assert told(come("d1").open("adoption")) == told(come("nobody").open("adoption"))


def test_nothing_that_a_visitor_sends_is_answered_with_a_trace(come: Come):
    technologist = come("t1")
    for words in ({"period": "\x00"}, {"school": "x" * 5000}, {"view_as": "Technologist"}, {"tool": "${x}"}):
        drawn = technologist.open("adoption", **words)
        assert not drawn.elements("exception")
        assert not drawn.says("Traceback")


@pytest.mark.parametrize("path", ["interact", "mcp"])
def test_the_agent_interface_answers_nobody(come: Come, path: str):
    body = b'{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}'
    for visitor in (come(), come("t1")):
        answer = visitor.ask(f"/_stcore/agent/{path}", method="POST", body=body, **{"Content-Type": "application/json"})
        assert answer.status in (400, 403)
        assert b"does not serve the agent API" in answer.body


def test_the_servers_log_holds_no_secret_and_names_nobody(come: Come, address: str, first_granted: Home):
    person = come("p1")
    person.open("adoption", school="West School")
    person.ask("/media/p1@example.org.csv")
    come("p1", secret="another-secret-another-secret-another").open("adoption")
    log = (first_granted.path.parent / f"server-{address.rpartition(':')[2]}.log").read_text(encoding="utf-8")
    for word in (COOKIE_SECRET, "rollcall-secret", person.cookies[COOKIE], "@example.org", "West School"):
        assert word not in log
