"""One element of an SVG picture, and text as Plotly writes it: with breaks, bold parts and colored marks."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from pages.parts import theme

FONT = "Lato, 'Source Sans 3', 'Source Sans Pro', 'Liberation Sans', Arial, sans-serif"
SIZE = 14
_PAPER = theme.BACKGROUNDS[theme.LIGHT]
_LETTER = 0.53  # of the size: the width of a letter on average
_LINE = 1.2  # of the size: from one line of text to the next
_TAG = re.compile(r"<(/?)(b|span)\b([^>]*)>")
_COLOR = re.compile(r"color:\s*([^;\"']+)")


def element(name: str, content: str = "", **attributes: object) -> str:
    """`content` is SVG already. An underscore in a name stands for a hyphen, one at its end for nothing."""
    given = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items() if value is not None)
    told = "".join(f" {key}={quoteattr(_plain(value))}" for key, value in given)
    return f"<{name}{told}>{content}</{name}>"


def words(text: str) -> str:
    """Text without its marks of emphasis."""
    return _TAG.sub("", text).replace("<br>", " ")


def width(text: str, *, size: float = SIZE) -> float:
    """About how wide the widest line is."""
    return max((len(_TAG.sub("", line)) for line in text.split("<br>")), default=0) * size * _LETTER


def height(text: str, *, size: float = SIZE) -> float:
    return (text.count("<br>") + 1) * size * _LINE


def label(
    text: str,
    x: float,
    y: float,
    *,
    anchor: str = "start",
    middle: str = "middle",
    size: float = SIZE,
    color: str = theme.TEXTS[theme.LIGHT],
    turn: float = 0,
    is_free: bool = False,
    weight: str | None = None,
) -> str:
    """Text at a place. `middle`: whether its first line begins there (top), its middle or its last line (bottom).

    `is_free`: it stands beside its mark, where a line may cross it, so that it lies on a piece of paper.
    """
    lines = text.split("<br>")
    above = {"top": 0.0, "middle": len(lines) / 2, "bottom": float(len(lines))}[middle]
    first = y + size * (0.8 - above * _LINE + (_LINE - 1) / 2)
    parts = "".join(
        element("tspan", _styled(line), x=x, y=first + size * _LINE * place) for place, line in enumerate(lines)
    )
    turned = f"rotate({turn} {_plain(x)} {_plain(y)})" if turn else None
    look = {"font_size": size, "fill": color, "text_anchor": anchor, "transform": turned, "font_weight": weight}
    return (_ground(text, x, y, size=size, anchor=anchor) if is_free else "") + element("text", parts, **look)


def _ground(text: str, x: float, y: float, *, size: float, anchor: str) -> str:
    """A piece of paper under words that a line may cross."""
    wide, high = width(text, size=size), height(text, size=size)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return element("rect", x=left - 1, y=y - high / 2, width=wide + 2, height=high, fill=_PAPER)


def _styled(line: str) -> str:
    """The marks of emphasis as SVG has them, each closed again; everything else as it is written."""
    told, at, open_count = "", 0, 0
    for found in _TAG.finditer(line):
        told += escape(line[at : found.start()])
        at = found.end()
        if not found[1]:
            told += _opened(found[2], found[3])
            open_count += 1
        elif open_count:
            told += "</tspan>"
            open_count -= 1
    return told + escape(line[at:]) + "</tspan>" * open_count


def _opened(name: str, attributes: str) -> str:
    color = _COLOR.search(attributes)
    return f"<tspan fill={quoteattr(color[1])}>" if color else f'<tspan font-weight="{"bold" if name == "b" else 400}">'


def _plain(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
