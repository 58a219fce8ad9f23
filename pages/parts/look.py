"""What Streamlit's own look lacks for who reads in the dark or steps by the keyboard, as one small stylesheet.

In the dark no color is light enough for words on the page and dark enough under white ones, so that the words of what
is chosen or pointed at take the color of links. A label stays readable where its field stands still; whatever has the
focus has a ring of 3:1; links to headings, which nobody can see, are no stop of the keyboard; and a laptop's width is
used.
"""

from __future__ import annotations

import streamlit as st

from pages.parts import theme
from pages.parts.theme import DARK, LIGHT

_CHOSEN = 'button[data-selected="true"]'
_POINTED_AT = '[data-testid^="stBaseButton-"]:not([data-testid*="rimary"]):is(:hover, :focus-visible)'
_STRONG = f"light-dark({theme.LINKS[LIGHT]}, {theme.LINKS[DARK]})"
_TEXT = f"light-dark({theme.TEXTS[LIGHT]}, {theme.TEXTS[DARK]})"
STYLE = f"""<style>
[data-testid="stApp"] {{
  :is({_CHOSEN}, {_POINTED_AT}) {{ color: {_STRONG} !important; }}
  [data-testid="stWidgetLabel"] [data-testid="stMarkdownContainer"] {{ color: {_TEXT}; }}
  :is(a, button, summary, [tabindex="0"]):focus-visible, [data-focus-visible="true"] {{
    outline: 3px solid {_STRONG}; outline-offset: 2px; }}
  [data-testid="stHeaderActionElements"] {{ display: none; }}
  @media (min-width: 48rem) {{
    [data-testid="stMainBlockContainer"] {{ padding-left: 2.5rem; padding-right: 2.5rem; }}
  }}
}}
</style>"""


def wear() -> None:
    """Put the stylesheet on the page, which takes no room there. Which look it is the browser knows."""
    st.html(STYLE)
