"""One slide as HTML for a projector: everything in it is escaped, and the chart is the one that the PDF has."""

from __future__ import annotations

from base64 import b64encode
from html import escape

from pages.board.deck import Chart, Deck, Fact, Slide, Table
from pages.board.portable import footer
from pages.parts import theme
from pages.parts.svg import picture

_PLACE = (660, 340)  # small, so that its letters are large on a wide screen
_LOWEST, _STRETCH = 150, 1.3
# What surrounds a page is put away while slides are shown; the sizes are read from the back of a room at 1280 by 720.
STYLE = f"""<style>
[data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stSidebarCollapsedControl"],
[data-testid="stExpandSidebarButton"], [data-testid="stAlert"] {{ display: none; }}
[data-testid="stMainBlockContainer"] {{ padding: 0.6rem 1.5rem 0; max-width: none; }}
.slide {{ background: {theme.WHITE}; color: {theme.BLACK}; min-height: calc(100vh - 6.2rem); padding: 0.6rem 1.2rem 0;
  border-radius: 0.4rem; display: flex; flex-direction: column; font-size: 1.15rem; line-height: 1.3; }}
.slide h1 {{ font-size: 2.1rem; line-height: 1.2; margin: 0 0 0.3rem; padding: 0; color: {theme.BLACK}; }}
.slide p {{ margin: 0 0 0.3rem; }}
.slide .quiet {{ color: {theme.PAPER_QUIET}; }}
.slide .body {{ display: flex; gap: 1.5rem; flex: 1; flex-wrap: wrap; margin-top: 0.4rem; min-height: 0; }}
.slide .chart {{ flex: 3 1 20rem; min-width: 0; min-height: 0; }}
.slide .chart img {{ width: 100%; height: 100%; object-fit: contain; object-position: left top; }}
.slide .facts {{ flex: 1 1 14rem; }}
.slide .facts p {{ margin: 0 0 0.8rem; }}
.slide .facts strong {{ display: block; font-size: 2.6rem; line-height: 1.1; color: {theme.BLUE}; }}
.slide table {{ border-collapse: collapse; width: 100%; font-size: 1.1rem; }}
.slide th, .slide td {{ border-bottom: 1px solid {theme.PAPER_RULE}; padding: 0.25rem 0.5rem; text-align: left; }}
.slide .told {{ white-space: pre-line; font-size: 1.1rem; max-width: 60rem; overflow-y: auto; }}
.slide .foot {{ border-top: 1px solid {theme.PAPER_RULE}; padding-top: 0.3rem; font-size: 1rem; }}
@media (min-width: 60rem) {{
  .slide {{ height: calc(100vh - 6.2rem); }}
  .slide .body {{ flex-wrap: nowrap; }}
}}
</style>"""


def slide(deck: Deck, shown: Slide, *, number: int, with_definition: bool) -> str:
    """The slide, or how it was counted in the place of its chart."""
    body = _definition(shown) if with_definition else f'<div class="chart">{_chart(shown.chart)}</div>{_facts(shown)}'
    place = f"Slide {number} of {len(deck.slides)}"
    note = f'<p class="quiet">Note: {escape(shown.note)}</p>' if shown.note else ""
    sample = "Sample data · " if deck.is_sample else ""
    return (
        f'<section class="slide" aria-label="{place}"><div class="quiet">{escape(shown.topic)}</div>'
        f'<h1>{escape(shown.headline)}</h1><div class="quiet">{escape(shown.chart.measure)}</div>'
        f'<div class="body">{body}</div>{note}{_remarks(shown)}'
        f'<div class="foot quiet">{sample}{escape(footer(deck, shown))} · {place}</div></section>'
    )


def _chart(chart: Chart) -> str:
    if chart.figure is None:
        return _table(chart.table)
    across, high = _PLACE
    fitting = max(_LOWEST, min(high, int(_STRETCH * chart.figure.layout.height)))
    drawn = picture.draw(chart.figure, alt=chart.alt, size=(across, fitting))
    return f'<img alt="{escape(chart.alt)}" src="data:image/svg+xml;base64,{b64encode(drawn.encode()).decode()}">'


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _facts(shown: Slide) -> str:
    return f'<div class="facts">{"".join(map(_fact, shown.facts))}</div>'


def _fact(fact: Fact) -> str:
    label, value, base = (escape(text) for text in (fact.label, fact.shown, fact.base))
    return f'<p><span class="quiet">{label}</span><strong>{value}</strong>{base}</p>'


def _remarks(shown: Slide) -> str:
    return f'<p class="quiet">{escape(" ".join(shown.remarks))}</p>' if shown.remarks else ""


def _definition(shown: Slide) -> str:
    windows = "\n".join(
        f"{each.label}: {each.shown} ({each.base}), {each.window}" for each in shown.facts if each.window
    )
    return f'<div class="told">{escape(shown.definition)}\n\n{escape(windows)}</div>'
