"""The content security policy: what a browser may load and run here is what this server itself sends, and nothing else.

Styles that are written into elements are Streamlit's and Plotly's own way, and cannot be forbidden.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import streamlit

_PAGE = Path(streamlit.__file__).parent / "static" / "index.html"


def policy() -> str:
    return "; ".join(f"{name} {' '.join(allowed)}" for name, allowed in _allowed().items())


def _allowed() -> dict[str, list[str]]:
    return {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *_own_scripts()],  # Streamlit reads tables by WebAssembly
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }


def _own_scripts() -> Iterator[str]:
    """The scripts that stand in Streamlit's page itself, each by its digest: no other may."""
    for script in re.findall(r"<script>(.*?)</script>", _PAGE.read_text(encoding="utf-8"), re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        yield f"'sha256-{digest}'"
