"""What is believed of a provider: only what it vouches for, and only where the file of secrets says so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from data_layer.access.grants import Identity
from pages.parts import providers
from pages.parts.providers import Provider, SignInBroken

EXAMPLE = Path(__file__).parents[2] / ".streamlit" / "secrets.example.toml"
SHARED = {"redirect_uri": "https://rollcall.example.org/oauth2callback", "cookie_secret": "x" * 32}
CLIENT = {"client_id": "a", "client_secret": "b", "server_metadata_url": "https://id.example.org"}
PLAIN, BELIEVED = (
    Provider("plain", "Plain"),
    Provider("tenant", "Tenant", are_emails_verified=True, group_claim="groups"),
)
OURS = Provider("shared", "Shared", must_say={"district": "d-1"})


@pytest.fixture
def write(monkeypatch: pytest.MonkeyPatch):
    return lambda **sections: monkeypatch.setattr(st, "secrets", sections)


def identity(provider: Provider, **claims: object) -> Identity:
    given = {"provider": provider.name, "sub": "u1", "email": "u1@example.org", **claims}
    return providers.identity(given, {provider.name: provider})


@pytest.mark.parametrize(
    ("provider", "claims", "email"),
    [
        (PLAIN, {"email_verified": True}, "u1@example.org"),
        (PLAIN, {"email_verified": False}, ""),
        (PLAIN, {"email_verified": "true"}, ""),
        (PLAIN, {}, ""),
        (BELIEVED, {}, "u1@example.org"),
        (BELIEVED, {"email_verified": False}, ""),
        (BELIEVED, {"email": None}, ""),
        (OURS, {"email_verified": True, "district": "d-1"}, "u1@example.org"),
        (OURS, {"email_verified": True, "district": "d-2"}, ""),
        (OURS, {"email_verified": True}, ""),
    ],
)
def test_an_address_counts_where_it_was_verified(provider: Provider, claims: dict, email: str):
    assert identity(provider, **claims).email == email


@pytest.mark.parametrize(
    ("provider", "listed", "groups"),
    [
        (BELIEVED, ["Board", 7], {"Board", "7"}),
        (BELIEVED, "Board", set()),
        (BELIEVED, None, set()),
        (PLAIN, ["Board"], set()),
    ],
)
def test_groups_count_where_they_are_believed(provider: Provider, listed: object, groups: set):
    assert identity(provider, groups=listed).groups == groups


def test_a_provider_that_is_set_up_no_more_vouches_for_nobody():
    assert providers.identity({"provider": "gone", "email": "u1@example.org", "email_verified": True}, {}) == Identity()


def test_whoever_has_no_address_is_named_by_the_providers_number():
    assert identity(BELIEVED, email="").name == "Tenant u1"


def test_without_secrets_nobody_signs_in(monkeypatch: pytest.MonkeyPatch):
    class Nothing:
        def get(self, *_: object) -> None:
            raise StreamlitSecretNotFoundError("No secrets found.")

    monkeypatch.setattr(st, "secrets", Nothing())
    assert providers.configured() == {}
    monkeypatch.setattr(st, "get_option", lambda _: [__file__])
    with pytest.raises(SignInBroken, match="cannot be read"):
        providers.configured()


def test_each_named_provider_is_offered_and_else_the_unnamed_one(write):
    write(auth={**SHARED, "google": CLIENT, "microsoft": CLIENT}, sign_in={"microsoft": {"label": "Staff account"}})
    assert [each.label for each in providers.configured().values()] == ["Google", "Staff account"]
    write(auth={**SHARED, **CLIENT})
    assert list(providers.configured()) == ["default"]


@pytest.mark.parametrize(
    ("auth", "why"),
    [
        ({**SHARED, "google": {**CLIENT, "client_secret": ""}}, "google lacks client_secret"),
        ({**SHARED}, "default lacks client_id"),
        ({**SHARED, "cookie_secret": "x" * 31, "google": CLIENT}, "at least 32 random characters"),
        ({"cookie_secret": "x" * 32, "google": CLIENT}, "must end with /oauth2callback"),
    ],
)
def test_a_sign_in_that_is_set_up_by_half_lets_nobody_in(write, auth: dict, why: str):
    write(auth=auth)
    with pytest.raises(SignInBroken, match=why):
        providers.configured()


def test_the_example_names_four_providers_and_what_is_believed_of_each(write):
    example = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    filled = {"client_id": "a", "client_secret": "b"}
    auth = {name: {**given, **filled} if isinstance(given, dict) else given for name, given in example["auth"].items()}
    write(auth={**auth, "cookie_secret": "x" * 32}, sign_in=example["sign_in"])
    assert [each.label for each in providers.configured().values()] == ["Google", "Microsoft", "ClassLink", "Clever"]
    assert not any(example["auth"][name][key] for name in providers.configured() for key in filled)
