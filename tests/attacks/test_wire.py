"""What no browser would send: the server is asked over HTTP and its websocket, by strangers, thieves and principals."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from websockets.exceptions import InvalidStatus

from data_layer.__main__ import main
from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home
from pages.parts.frame import PAGES
from tests.attacks.visitor import COOKIE, COOKIE_SECRET, SECRETS, Drawn, Visitor, signed_in_as
from tests.browser.serving import free_port, serving

Come = Callable[..., Visitor]


@pytest.fixture(scope="module")
def address(first_granted: Home) -> Iterator[str]:
    """A server with sign-in. Its provider is never asked: these visitors bring the cookies of people who signed in."""
    port = free_port()
    secrets = first_granted.path.parent / "secrets.toml"
    secrets.write_text(SECRETS.format(port=port, secret=COOKIE_SECRET), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL_VARIABLE, raising=False)
        with serving(first_granted.path, port=port, secrets=secrets) as found:
            yield found


@pytest.fixture
def come(address: str) -> Iterator[Come]:
    """Somebody comes: `come("p1")` has signed in, `come()` has not, `come("p1", secret=...)` only says so."""
    visitors: list[Visitor] = []

    def come_(name: str | None = None, *, cookie: str | None = None, **claims: object) -> Visitor:
        made = signed_in_as(name, **{"origin": address, "nonce": len(visitors), **claims}) if name else cookie
        visitors.append(Visitor(address, made))
        return visitors[-1]

    yield come_
    for visitor in visitors:
        visitor.close()


def is_door(drawn: Drawn) -> bool:
    """Nothing but the way in: no figure, no filter, no name of a school."""
    kinds = ("metric", "multiselect", "arrow_data_frame", "plotly_chart", "download_button", "file_uploader")
    return not any(drawn.elements(kind) for kind in kinds) and not drawn.says("East") and not drawn.says("West")


def test_signed_out_every_address_is_the_door(come: Come):
    stranger = come()
    for place in PAGES:
        drawn = stranger.open(place.path, school="East School")
        assert drawn.says("Sign in with"), place.path
        assert is_door(drawn), place.path


def test_somebody_who_signed_in_sees_figures(come: Come):
    """So that the attacks below fail for their own reason."""
    drawn = come("p1").open("adoption")
    assert drawn.elements("plotly_chart")
    assert drawn.says("East School")
    assert not drawn.says("West School")


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"secret": "another-secret-another-secret-another"}, "Sign in to see"),
        ({"iat": int(time.time()) - 13 * 3600}, "Your sign-in has ended"),
        ({"iat": None}, "Your sign-in has ended"),
        ({"is_logged_in": False}, "Sign in to see"),
        ({"origin": "https://elsewhere.example.org"}, "Sign in to see"),
        ({"email_verified": False}, "Ask for access"),
        ({"email_verified": "true"}, "Ask for access"),
        ({"email": ["p1@example.org"]}, "Ask for access"),
        ({"provider": "unheard-of"}, "Ask for access"),
        ({"provider": "partner", "email": None, "groups": ["Board members"]}, "Ask for access"),
        ({"email": None, "groups": "Board members"}, "Ask for access"),
    ],
    ids=[
        *("another secret", "too old", "without a time", "not signed in", "of another address", "not verified"),
        *("verified in words", "a list", "an unknown provider", "groups of whom nobody believes", "groups in one word"),
    ],
)
def test_a_cookie_that_says_too_much_opens_nothing(come: Come, claims: dict, says: str):
    drawn = come("p1", **claims).open("adoption")
    assert drawn.says(says)
    assert is_door(drawn)


@pytest.mark.parametrize("place", [0, 20, -2])  # the last letter of a signature holds bits that mean nothing
def test_a_cookie_with_one_letter_changed_opens_nothing(come: Come, address: str, place: int):
    good = signed_in_as("p1", origin=address)
    letters = list(good)
    letters[place] = "a" if letters[place] != "a" else "b"
    assert is_door(come(cookie="".join(letters)).open("adoption"))


def test_a_cookie_from_before_signing_out_opens_nothing(come: Come):
    person = come("v1")
    drawn = person.open("adoption")
    person.open("adoption", widgets={drawn.one("button", "Sign out").id: True})
    thief = come(cookie=person.cookies[COOKIE])
    again = thief.open("adoption")
    assert again.says("Your sign-in has ended")
    assert is_door(again)


@pytest.mark.parametrize("value", [["west"], ["east", "west"], ["West School"], ["' OR 1=1 --"]], ids=str)
def test_a_school_that_the_filter_did_not_offer_shows_nothing_of_it(come: Come, value: list[str]):
    principal = come("p1")
    first = principal.open("adoption")
    school = first.one("multiselect", "School").id
    drawn = principal.open("adoption", widgets={school: value})
    assert not drawn.says("West School")
    assert not drawn.elements("exception")


def test_a_page_of_another_role_stays_shut_whatever_widget_is_sent_with_it(come: Come):
    technologist, principal = come("t1"), come("p1")
    uploader = technologist.open("import_data").elements("file_uploader")[0].id
    drawn = principal.open("import_data", widgets={uploader: ["x"]})
    assert drawn.says("not part of your role")
    assert not drawn.elements("file_uploader")


def test_a_second_session_is_not_shown_what_was_worked_out_for_the_first(come: Come):
    everything = come("t1").open("adoption")
    hers = come("p1").open("adoption")
    assert everything.says("West School")
    assert not hers.says("West School")
    shown = [[metric.body for metric in drawn.elements("metric")] for drawn in (everything, hers)]
    assert shown[0] != shown[1]


def test_a_file_is_for_whoever_it_was_made_for_and_nobody_else(come: Come):
    others = (come(), come("p1"), come("t1", secret="another-secret-another-secret-another"), come("t1"))
    for other in others:
        other.open("adoption")
    technologist = come("t1")
    drawn = technologist.open("adoption")
    file = technologist.file_of(drawn.elements("download_button")[0], drawn)
    owned = technologist.ask(file)
    assert (owned.status, len(owned.body) > 0) == (200, True)
    for other in others:
        for how in ({}, {"Range": "bytes=0-10"}, {"Accept-Encoding": "gzip"}):
            assert (other.ask(file, **how).status, other.ask(file, **how).body) == (404, b"File not found")
    assert technologist.ask(file).body == owned.body


def test_a_file_cannot_be_fetched_with_the_cookie_of_somebody_who_signed_out(come: Come):
    person = come("v1")
    drawn = person.open("adoption")
    file = person.file_of(drawn.elements("download_button")[0], drawn)
    assert person.ask(file).status == 200
    person.open("adoption", widgets={drawn.one("button", "Sign out").id: True})
    assert person.ask(file).status == 404


def test_the_number_of_somebody_elses_download_gives_no_file(come: Come):
    technologist, principal = come("t1"), come("p1")
    button = technologist.open("adoption").elements("download_button")[0]
    file = principal.file_of(button, principal.open("adoption"))
    assert not file or principal.ask(file).status == 404


@pytest.mark.parametrize(("name", "status"), [(None, 403), ("n1", 403), ("p1", 403), ("v1", 403), ("t1", 204)])
def test_files_are_taken_from_those_who_may_import_alone(come: Come, name: str | None, status: int):
    visitor = come(name)
    assert visitor.send_file(visitor.open("import_data"), b"a,b\n1,2\n").status == status


def test_a_page_of_another_host_cannot_send_files_in_somebodys_name(come: Come):
    technologist = come("t1")
    drawn = technologist.open("import_data")
    assert technologist.send_file(drawn, b"a,b\n", **{"X-Xsrftoken": "guessed"}).status == 403
    technologist.cookies["_streamlit_xsrf"] = "guessed"
    assert technologist.send_file(drawn, b"a,b\n").status == 403


def test_a_file_above_the_limit_is_not_taken(come: Come):
    technologist = come("t1")
    drawn = technologist.open("import_data")
    assert technologist.send_file(drawn, b"", **{"Content-Length": str(600 * 1024 * 1024)}).status == 413


def test_a_page_of_another_host_cannot_open_the_websocket(come: Come):
    with pytest.raises(InvalidStatus), come("t1").socket(origin="https://elsewhere.example.org"):
        pass


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/media/../app.py",
            "/media/%2e%2e/app.py",
            "/static/../../app.py",
            "/app/static/secrets.toml",
            "//etc/passwd",
        ),
        *("/media/x.csv", "/.streamlit/secrets.toml", "/component/x/../../secrets.toml", "/_stcore/metrics"),
    ],
)
def test_no_address_leads_to_a_file_of_the_server(come: Come, path: str):
    answer = come().ask(path)
    assert b"cookie_secret" not in answer.body
    assert b"import " not in answer.body.split(b"<", 1)[0]
    assert b"root:" not in answer.body
    assert answer.status != 500


@pytest.mark.parametrize("path", ["/", "/adoption", "/_stcore/health", "/media/x.csv", "/no/such/place"])
def test_every_answer_has_the_safe_headers_also_where_something_is_refused(come: Come, path: str):
    told = come().ask(path).headers
    assert told["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'self'" in told["content-security-policy"]


def test_whoever_is_disabled_is_out_at_the_next_look(come: Come, first_granted: Home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ROLLCALL_HOME", str(first_granted.path))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    person = come("c1")
    assert not is_door(person.open("adoption"))
    assert main(["access", "disable", "c1@example.org"]) == 0
    assert is_door(person.open("adoption"))
    assert main(["access", "enable", "c1@example.org"]) == 0
    assert not is_door(person.open("adoption"))


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


def test_a_file_that_is_not_hers_and_one_that_there_is_not_are_answered_alike(come: Come):
    principal, technologist = come("p1"), come("t1")
    principal.open("adoption")
    drawn = technologist.open("adoption")
    file = technologist.file_of(drawn.elements("download_button")[0], drawn)
    theirs, nobodys = principal.ask(file), principal.ask("/media/0123456789abcdef.csv")
    assert (theirs.status, theirs.body) == (nobodys.status, nobodys.body) == (404, b"File not found")


@pytest.mark.parametrize("header", ["Remote-User", "X-Forwarded-User", "X-Streamlit-User", "X-Forwarded-Email"])
def test_no_header_makes_somebody_of_nobody(come: Come, header: str):
    stranger = come()
    stranger.headers[header] = "t1@example.org"
    assert is_door(stranger.open("adoption"))


def test_the_session_of_somebody_else_cannot_be_taken_over_by_its_number(come: Come):
    session = come("t1").open("adoption").session_id
    for thief in (come(), come("p1")):
        thief.resumed = session
        drawn = thief.open("adoption")
        assert drawn.session_id != session
        assert not drawn.says("West School")


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
