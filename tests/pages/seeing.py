"""What a visitor reads on a page that AppTest has drawn."""

from __future__ import annotations

import base64
import json

import numpy as np
from streamlit.testing.v1 import AppTest


def text_of(page: AppTest) -> str:
    """All that is written on the page, the sidebar left out."""
    kinds = ("title", "subheader", "markdown", "caption", "info", "success", "error", "warning")
    return "\n".join(element.value for kind in kinds for element in getattr(page.main, kind))


def charts_of(page: AppTest) -> dict[str, dict]:
    """The Plotly figure of each section, by the key of its chart."""
    found = {}
    for element in page.get("plotly_chart"):
        key = element.proto.id.rsplit("-", 1)[-1]
        found[key] = json.loads(element.proto.spec)
    return found


def alternative_texts(page: AppTest) -> list[str]:
    return [element.proto.alt for element in page.get("plotly_chart")]


def numbers(values: list | dict) -> list:
    """An array of a figure as numbers: Plotly writes long ones as base64."""
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"]).tolist()
    return values
