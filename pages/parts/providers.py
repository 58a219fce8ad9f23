"""Where may people sign in, and what does a provider vouch for? As .streamlit/secrets.toml says.

`[auth]` and `[auth.NAME]` are Streamlit's own. `[sign_in.NAME]` says what we may believe of that provider.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from data_layer.access.grants import Identity

_NEEDED = ("client_id", "client_secret", "server_metadata_url")
_SECRET_LENGTH = 32
_UNNAMED = "default"  # Streamlit's own word for a provider that stands in [auth] itself


class SignInBroken(RuntimeError):
    """Sign-in is meant to be set up and is not; the text says what is missing."""


@dataclass(frozen=True)
class Provider:
    """One button of the sign-in page. `name` is what Streamlit knows it by."""

    name: str
    label: str
    are_emails_verified: bool = False  # the provider gives an address to its owner alone, and does not say so itself
    group_claim: str | None = None  # the claim that lists groups; None: its groups are not believed
    must_say: Mapping[str, object] = field(default_factory=dict)  # claims that tell our district from others'


def configured() -> dict[str, Provider]:
    """The providers by name, in the order of the file; empty where no sign-in was set up."""
    auth = _section("auth")
    if not auth:
        return {}
    _check_shared(auth)
    named = {name: given for name, given in auth.items() if isinstance(given, Mapping) and name != "client_kwargs"}
    if not named:
        named = {_UNNAMED: auth}
    for name, given in named.items():
        _check(name, given)
    believed = _section("sign_in")
    return {name: _provider(name, believed.get(name, {})) for name in named}


def are_asked_for() -> bool:
    """Whether people sign in here, or are meant to: a sign-in that is set up wrongly opens nothing."""
    try:
        return bool(configured())
    except SignInBroken:
        return True


def identity(claims: Mapping[str, object], providers: Mapping[str, Provider]) -> Identity:
    """Only what the provider vouches for: an address that it verified, groups where it was said to be believed."""
    provider = providers.get(str(claims.get("provider")))
    if provider is None or any(claims.get(name) != value for name, value in provider.must_say.items()):
        return Identity()
    is_verified = claims.get("email_verified", provider.are_emails_verified)
    email = str(claims.get("email") or "") if is_verified is True else ""
    listed = claims.get(provider.group_claim) if provider.group_claim else None
    groups = frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()
    return Identity(email, groups, name=email or f"{provider.label} {claims.get('sub')}")


def _section(name: str) -> Mapping[str, object]:
    try:
        return st.secrets.get(name, {})
    except StreamlitSecretNotFoundError as error:
        if any(Path(path).exists() for path in st.get_option("secrets.files")):
            raise SignInBroken("the file of secrets cannot be read") from error
        return {}


def _check_shared(auth: Mapping[str, object]) -> None:
    if not str(auth.get("redirect_uri", "")).endswith("/oauth2callback"):
        raise SignInBroken("redirect_uri in [auth] must end with /oauth2callback")
    if len(str(auth.get("cookie_secret", ""))) < _SECRET_LENGTH:
        raise SignInBroken(f"cookie_secret in [auth] needs at least {_SECRET_LENGTH} random characters")


def _check(name: str, given: Mapping[str, object]) -> None:
    missing = [key for key in _NEEDED if not given.get(key)]
    if missing:
        raise SignInBroken(f"the provider {name} lacks {', '.join(missing)}")


def _provider(name: str, believed: Mapping[str, object]) -> Provider:
    return Provider(
        name,
        label=str(believed.get("label", name.capitalize())),
        are_emails_verified=believed.get("emails_are_verified") is True,
        group_claim=believed.get("group_claim"),
        must_say=believed.get("must_say", {}),
    )
