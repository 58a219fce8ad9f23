"""A chart to take along, as vectors or as pixels, with its title, its source and its alternative text in it."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go

from pages.parts import downloads, typesetting, words
from pages.parts.svg import picture
from pages.parts.view import View


def buttons(view: View, figure: go.Figure, *, title: str, source: str, alt: str, what: str, key: str) -> None:
    """`source` says what is measured, for whom and when; `what` is the chart's name in the audit log."""
    as_of = view.choices.as_of
    line = source_line(source, as_of=as_of, version=view.source.version)

    def svg() -> str:
        return picture.draw(figure, alt=alt, title=title, source=line)

    def png() -> bytes:
        return typesetting.png(svg(), texts={"Title": title, "Description": alt, "Source": line})

    for ending, write in (("svg", svg), ("png", png)):
        downloads.button(
            view,
            f"Picture ({ending.upper()})",
            write,
            file_name=f"{key}_{as_of:%Y-%m-%d}.{ending}",
            what=f"chart of {what}",
            filters=source,
            key=f"{ending}_{key}",
            icon=":material/image:",
        )


def source_line(source: str, *, as_of: date, version: str) -> str:
    """What stands under a chart that is seen away from its page."""
    return f"{source} · data as of {words.short_day(as_of)}, version {version} · Rollcall"
