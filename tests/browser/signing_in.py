"""A real OpenID provider on this machine, a dashboard that believes it, and somebody who signs in there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from flask import Response
from oidc_provider_mock import User, app
from playwright.sync_api import Page, expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from werkzeug.serving import make_server

from tests.browser.serving import free_port, serving
from tests.browser.visiting import settled
from tests.sign_in_secrets import COOKIE, COOKIE_SECRET, SECRETS


class Dashboard(NamedTuple):
    """A server with sign-in, and the provider beside it."""

    address: str
    issuer: str


def person(name: str, **claims: object) -> User:
    """Somebody the provider knows, with a verified address where the claims say nothing else."""
    return User(sub=name, claims={"email": f"{name}@example.org", "email_verified": True, **claims})


@contextmanager
def signed_in_dashboard(home: Path, *people: User, **variables: str) -> Iterator[Dashboard]:
    """Two providers are offered; of the second neither groups nor unverified addresses are believed."""
    port = free_port()
    with _provider(people) as issuer:
        secrets = home.parent / f"secrets-{port}.toml"
        secrets.write_text(SECRETS.format(port=port, secret=COOKIE_SECRET, issuer=issuer), encoding="utf-8")
        with serving(home, port=port, secrets=secrets, **variables) as address:
            yield Dashboard(address, issuer)


@contextmanager
def _provider(people: Sequence[User]) -> Iterator[str]:
    """Its forms take their looks from another host, and in these tests nobody asks another host."""
    provider = app(user_claims=people)

    @provider.after_request
    def without_styles(answer: Response) -> Response:
        if answer.mimetype == "text/html":
            answer.set_data(re.sub("<link[^>]*>", "", answer.get_data(as_text=True)))
        return answer

    server = make_server("localhost", 0, provider, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


def sign_in(page: Page, name: str, *, provider: str = "District account") -> Page:
    """Through the button of the sign-in page and the provider's own form, back to where the link led."""
    page.get_by_role("button", name=f"Sign in with {provider}").click()
    page.get_by_placeholder("sub").fill(name)
    page.get_by_role("button", name="Authorize", exact=True).click()
    settled(page)
    return page


def cookie_of(page: Page) -> str:
    """What this visitor is known by."""
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE)


def forged(dashboard: Dashboard, *, secret: str, issued_at: float) -> dict[str, str]:
    """A cookie as Streamlit would make it of a sign-in at that moment, for somebody who was granted nothing."""
    claims = {"is_logged_in": True, "provider": "district", "sub": "x1", "iat": issued_at, "origin": dashboard.address}
    value = create_signed_value(secret, COOKIE, json.dumps(claims)).decode()
    return {"name": COOKIE, "value": value, "url": dashboard.address}


def asked_to_sign_in(page: Page) -> None:
    expect(page.get_by_role("button", name="Sign in with District account")).to_be_visible()
