"""Files go to whom they were made for and come from those who may import: asked over HTTP, past the page."""

from __future__ import annotations

import pytest

from tests.attacks.visitor import Come


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


def test_a_file_that_is_not_hers_and_one_that_there_is_not_are_answered_alike(come: Come):
    principal, technologist = come("p1"), come("t1")
    principal.open("adoption")
    drawn = technologist.open("adoption")
    file = technologist.file_of(drawn.elements("download_button")[0], drawn)
    theirs, nobodys = principal.ask(file), principal.ask("/media/0123456789abcdef.csv")
    assert (theirs.status, theirs.body) == (nobodys.status, nobodys.body) == (404, b"File not found")
