"""A district with somebody in each role, for attacks that need no browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_layer.__main__ import main
from data_layer.records.database import URL_VARIABLE
from data_layer.store import Home
from tests.attacks.visitor import NO_PROVIDER, Come, Visitor, signed_in_as
from tests.browser.serving import free_port, serving
from tests.pages.conftest import district_home, open_page
from tests.sign_in_secrets import COOKIE_SECRET, SECRETS

__all__ = ["district_home", "open_page"]

GRANTS = {
    "t1": ("technologist",),
    "p1": ("principal", "--school", "East School"),
    "c1": ("coach", "--school", "East School"),
    "v1": ("viewer",),
    "a1": ("auditor",),
}


@pytest.fixture(scope="session")
def first_granted(district_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The district with its grants."""
    home = Home(tmp_path_factory.mktemp("granted") / "home")
    shutil.copytree(district_home.path, home.path, ignore=shutil.ignore_patterns("*.lock", "records.*", "audit"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROLLCALL_HOME", str(home.path))
        patch.delenv(URL_VARIABLE, raising=False)
        for name, words in GRANTS.items():
            assert main(["access", "grant", f"{name}@example.org", *words]) == 0
    return home


@pytest.fixture
def granted(first_granted: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A copy of it for one test, where commands find it."""
    home = Home(Path(shutil.copytree(first_granted.path, tmp_path / "granted")))
    monkeypatch.setenv("ROLLCALL_HOME", str(home.path))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return home


@pytest.fixture(scope="package")
def address(first_granted: Home) -> Iterator[str]:
    """A server with sign-in. Its provider is never asked: these visitors bring the cookies of people who signed in."""
    port = free_port()
    secrets = first_granted.path.parent / "secrets.toml"
    secrets.write_text(SECRETS.format(port=port, secret=COOKIE_SECRET, issuer=NO_PROVIDER), encoding="utf-8")
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
