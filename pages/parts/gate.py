"""Who is looking? Asked before anything is drawn, each time anew, and again before anything is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from data_layer.access import grants, sign_ins
from data_layer.access.capabilities import Capability
from data_layer.access.sign_ins import Limits, Standing
from data_layer.access.viewer import TECHNOLOGIST, Viewer
from data_layer.audit.entries import Note
from data_layer.audit.kinds import Kind
from data_layer.audit.policy import note_changes
from data_layer.records.database import RecordsUnavailable, Session, opened
from data_layer.store import Home
from metrics import policy
from metrics.policy import Policy, PolicyError
from pages.parts import admitted, nearby, providers, view_as
from pages.parts.admitted import ADMITTED
from pages.parts.providers import SignInBroken


class Closed(StrEnum):
    """Why nobody is let in."""

    SIGNED_OUT = "nobody has signed in"
    ENDED = "the sign-in has ended"
    UNKNOWN = "signed in, and granted nothing"
    TOO_OPEN = "no sign-in was set up, and the server can be reached from elsewhere"
    BROKEN = "the sign-in is set up wrongly"
    NO_RECORDS = "the records cannot be reached"


class NobodyThere(PermissionError):
    """Whoever began this is let in no more."""

    def __init__(self) -> None:
        super().__init__("Your sign-in has ended. Load the page again, and sign in.")


def who(home: Home, *, is_active: bool) -> Viewer | Closed:
    """Who may look at this home now. `is_active`: whether a person did something, or the page looked by itself."""
    try:
        known = providers.configured()
        if known:
            return _noted(_signed_in(home, known, is_active=is_active))
    except SignInBroken:
        return Closed.BROKEN
    except RecordsUnavailable:
        return Closed.NO_RECORDS
    if home.is_sample:
        return view_as.chosen()
    is_let_in = nearby.is_at_this_computer() or nearby.is_open_to_everyone()
    return TECHNOLOGIST if is_let_in else Closed.TOO_OPEN


def needs_sign_in() -> bool:
    """Whether people sign in here at all. Asked after `who`, which has found the setting to be sound."""
    return bool(providers.configured())


def is_sample_for_all(home: Home) -> bool:
    """Whether this is the sample district without a sign-in: its visitors choose as whom they look."""
    return home.is_sample and not needs_sign_in()


def require(home: Home, capability: Capability) -> Viewer:
    """Who does this now; stops whoever may not, whatever the page showed when it was drawn."""
    seen = who(home, is_active=True)
    if isinstance(seen, Closed):
        raise NobodyThere
    seen.require(capability)
    return seen


def signed_in_name() -> str:
    """What entries are signed with; empty where nobody signs in."""
    return providers.identity(_claims(), providers.configured()).name


def today(home: Home) -> date:
    """The day in the district: a grant holds until the end of its last one."""
    return _today(_rules(home))


def sign_out(home: Home) -> None:
    """End this sign-in for good: the cookie alone would be believed again, whoever kept a copy."""
    claims = _claims()
    with opened(home) as session:
        sign_ins.end(session, sign_ins.digest(claims), issued_at=_issued_at(claims), now=_now())
        session.info["notes"].append(Note(Kind.SIGN_OUT, signed_in_name(), "signed out"))
    ADMITTED.shut_out(admitted.mark_of(st.context.cookies))
    st.logout()


def _signed_in(home: Home, known: Mapping[str, providers.Provider], *, is_active: bool) -> Viewer | Closed:
    claims = _claims()
    if claims.get("is_logged_in") is not True:
        return Closed.SIGNED_OUT
    rules, now = _rules(home), _now()
    identity = providers.identity(claims, known)
    with opened(home) as session:
        standing = sign_ins.look(
            session,
            sign_ins.digest(claims),
            issued_at=_issued_at(claims),
            now=now,
            limits=_limits(rules),
            is_active=is_active,
        )
        if standing not in (Standing.NEW, Standing.GOOD):
            return Closed.ENDED
        viewer = grants.viewer_of(session, identity, on=_today(rules))
        if standing is Standing.NEW:
            _tell(session, viewer, provider=str(claims.get("provider")))
    return viewer or Closed.UNKNOWN


def _noted(seen: Viewer | Closed) -> Viewer | Closed:
    """Tell those who serve files, and are asked by nobody but a browser."""
    mark = admitted.mark_of(st.context.cookies)
    if isinstance(seen, Viewer):
        ADMITTED.let_in(mark, may_upload=seen.may(Capability.IMPORT_FILES))
    else:
        ADMITTED.shut_out(mark)
    return seen


def _tell(session: Session, viewer: Viewer | None, *, provider: str) -> None:
    """Whoever is not known may be a student, and is not named."""
    note = (
        Note(Kind.SIGN_IN, viewer.name, f"signed in by {provider} as {viewer.role}")
        if viewer
        else Note(Kind.REFUSAL, "not known", f"signed in by {provider}, and has no access")
    )
    session.info["notes"].append(note)


def _claims() -> dict[str, object]:
    """What the provider said, out of Streamlit's signed cookie. Tokens are never exposed, nor counted in."""
    return {name: value for name, value in st.user.to_dict().items() if name != "tokens"}


def _issued_at(claims: Mapping[str, object]) -> datetime:
    """When the provider said so; long ago where it did not say when."""
    issued = claims.get("iat")
    return datetime.fromtimestamp(issued if isinstance(issued, int | float) else 0, UTC).replace(tzinfo=None)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _today(rules: Policy) -> date:
    return datetime.now(ZoneInfo(rules["district.time_zone"])).date()


def _limits(rules: Policy) -> Limits:
    return Limits(
        idle=timedelta(minutes=rules["sign_in.idle_after"]), at_most=timedelta(hours=rules["sign_in.ends_after"])
    )


def _rules(home: Home) -> Policy:
    changed_at = home.policy.stat().st_mtime_ns if home.policy.exists() else None
    return _loaded(home.policy, changed_at)


@lru_cache(maxsize=8)
def _loaded(file: Path, _changed_at: int | None) -> Policy:
    """The district's values; ours where its file cannot be read, which the pages say: the gate closes all the same."""
    note_changes(Home(file.parent))
    try:
        return policy.load(file)
    except PolicyError:
        return policy.load()
