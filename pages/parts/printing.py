"""One printed page: plain HTML that any browser prints, with everything in it escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from pages.parts import theme

_STYLE = (
    "body{font:12pt/1.5 sans-serif;max-width:42em;margin:2em auto;padding:0 1em;"
    f"color:{theme.BLACK};background:{theme.WHITE}}}table{{border-collapse:collapse;width:100%}}"
    f"td,th{{border:1px solid {theme.PAPER_QUIET};padding:.4em;text-align:left}}"
)


def page(title: str, *blocks: str) -> bytes:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{escape(title)}</title>'
    body = f"<h1>{escape(title)}</h1>{''.join(blocks)}"
    return (
        f'<!doctype html><html lang="en"><head>{head}<style>{_STYLE}</style></head><body>{body}</body></html>'.encode()
    )


def paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    first = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{first}</tr></thead><tbody>{body}</tbody></table>"
