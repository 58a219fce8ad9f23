"""Does whoever asks sit at this computer? Without a sign-in nobody else is let in, unless a loud setting says so."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import streamlit as st

OPEN_VARIABLE = "ROLLCALL_OPEN_TO_EVERYONE"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_SENT_ON_BY_OTHERS = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


def is_at_this_computer() -> bool:
    """The server listens on loopback alone, the question came from there, to there, and nobody sent it on."""
    headers = st.context.headers
    asked = urlsplit(f"//{headers.get('Host', 'localhost')}").hostname
    is_direct = not any(name in headers for name in _SENT_ON_BY_OTHERS)
    return (
        st.get_option("server.address") in _LOOPBACK
        and asked in _LOOPBACK
        and st.context.ip_address is None  # Streamlit's word for loopback
        and is_direct
    )


def is_open_to_everyone() -> bool:
    return os.environ.get(OPEN_VARIABLE) == "yes"
