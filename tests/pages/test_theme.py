"""Every pair of colors that charts and pages put together can be told apart, in light and in dark."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

import plotly.io as pio
import pytest

from pages.parts import look as stylesheet
from pages.parts import theme

ROOT = Path(__file__).parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
STREAMLIT_FADES_TO = 0.6  # the share of the text color in a caption
STREAMLIT_TINTS = 0.1  # the share of the accent behind what is chosen among buttons
TEXT_COLORS = ("textColor", "linkColor", *(f"{name}TextColor" for name in ("green", "red", "orange", "blue", "gray")))
GROUNDS = ("backgroundColor", "secondaryBackgroundColor")
WORDS_ON_PAPER = (theme.PAPER_QUIET, theme.BLUE, theme.BLACK)
LINES_ON_PAPER = (theme.PAPER_RULE, theme.PAPER_GRID)  # they part what stands apart anyway, and carry nothing
ICON = ("#005A8C", theme.WHITE)


def test_the_measure_of_contrast_agrees_with_published_values():
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#767676", "#FFFFFF") == pytest.approx(4.542, abs=0.001)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert theme.contrast("#0072B2", "#0E1117") == pytest.approx(3.64, abs=0.01)


@pytest.mark.parametrize(("color", "look"), [*itertools.product(theme.SERIES, theme.BACKGROUNDS)])
def test_a_mark_stands_out_on_either_background(color: str, look: str):
    assert theme.contrast(color, theme.BACKGROUNDS[look]) >= 3


@pytest.mark.parametrize("fill", [*theme.SERIES, *(theme.on_scale(place / 20) for place in range(21))])
def test_text_on_a_mark_or_a_heatmap_cell_can_be_read(fill: str):
    assert theme.contrast(theme.text_on(fill), fill) >= 4.5


@pytest.mark.parametrize(("name", "look"), [*itertools.product(TEXT_COLORS, theme.BACKGROUNDS)])
def test_text_can_be_read_on_the_page_and_on_the_sidebar(name: str, look: str):
    for ground in GROUNDS:
        assert theme.contrast(CONFIG[look][name], CONFIG[look][ground]) >= 4.5


@pytest.mark.parametrize("look", theme.BACKGROUNDS)
def test_a_button_stands_out_and_the_white_text_on_it_can_be_read(look: str):
    accent = CONFIG[look]["primaryColor"]
    assert theme.contrast(theme.WHITE, accent) >= 4.5
    assert theme.contrast(accent, CONFIG[look]["backgroundColor"]) >= 3
    assert theme.contrast(accent, CONFIG[look]["secondaryBackgroundColor"]) >= 3


@pytest.mark.parametrize("look", theme.BACKGROUNDS)
def test_the_charts_are_measured_against_the_background_that_the_pages_have(look: str):
    assert CONFIG[look]["backgroundColor"] == theme.BACKGROUNDS[look]


def test_streamlit_is_given_the_ten_colors_without_which_it_drops_them_all():
    colors = CONFIG["chartCategoricalColors"]
    assert len(colors) >= 10
    assert tuple(colors[:5]) == theme.SERIES


def test_a_scale_runs_from_light_to_dark_without_turning_back():
    steps = [theme.luminance(theme.on_scale(place / 20)) for place in range(21)]
    assert steps == sorted(steps, reverse=True)
    assert theme.on_scale(-1) == theme.SCALE[0][1]
    assert theme.on_scale(2) == theme.SCALE[-1][1]


@pytest.mark.parametrize("look", theme.BACKGROUNDS)
def test_each_look_has_a_template_whose_text_can_be_read(look: str):
    layout = pio.templates[theme.template(look)].layout
    assert tuple(layout.colorway) == theme.SERIES
    assert theme.contrast(layout.font.color, theme.BACKGROUNDS[look]) >= 4.5
    assert theme.contrast(layout.hoverlabel.font.color, layout.hoverlabel.bgcolor) >= 4.5


@pytest.mark.parametrize("look", theme.BACKGROUNDS)
def test_the_faded_text_of_captions_can_still_be_read(look: str):
    for ground in GROUNDS:
        faded = theme.between(CONFIG[look][ground], CONFIG[look]["textColor"], STREAMLIT_FADES_TO)
        assert theme.contrast(faded, CONFIG[look][ground]) >= 4.5


@pytest.mark.parametrize("look", theme.BACKGROUNDS)
def test_what_is_chosen_or_pointed_at_can_be_read_and_the_ring_of_the_focus_stands_out(look: str):
    strong = theme.LINKS[look]
    assert strong == CONFIG[look]["linkColor"]
    assert strong in stylesheet.STYLE
    for ground in GROUNDS:
        tinted = theme.between(CONFIG[look][ground], CONFIG[look]["primaryColor"], STREAMLIT_TINTS)
        assert theme.contrast(strong, tinted) >= 4.5
        assert theme.contrast(strong, CONFIG[look][ground]) >= 4.5


@pytest.mark.parametrize("look", theme.BACKGROUNDS)
def test_the_label_of_a_field_that_stands_still_has_the_color_of_text(look: str):
    assert theme.TEXTS[look] == CONFIG[look]["textColor"]
    assert f"light-dark({theme.TEXTS[theme.LIGHT]}, {theme.TEXTS[theme.DARK]})" in stylesheet.STYLE


@pytest.mark.parametrize(("fill", "pattern"), theme.PARTS)
def test_a_part_of_a_bar_stands_out_on_both_backgrounds_and_nothing_is_written_on_a_pattern(fill: str, pattern: dict):
    assert all(theme.contrast(fill, ground) >= 3 for ground in theme.BACKGROUNDS.values())
    assert pattern or theme.contrast(theme.text_on(fill), fill) >= 4.5


@pytest.mark.parametrize("color", WORDS_ON_PAPER)
def test_words_on_a_slide_or_on_paper_can_be_read(color: str):
    assert theme.contrast(color, theme.WHITE) >= 4.5
    assert theme.contrast(theme.text_on(theme.PAPER_HEAD), theme.PAPER_HEAD) >= 4.5


def test_the_icon_can_be_told_from_its_ground():
    assert theme.contrast(*ICON) >= 3


def test_no_color_stands_in_the_pages_that_is_not_measured_here():
    """Whoever wants another one names it in the theme, where it is compared with what it lies on."""
    files = [*(ROOT / "pages").rglob("*.py"), *(ROOT / "pages").rglob("*.typ"), *(ROOT / "pages").rglob("*.svg")]
    named = {
        color
        for file in files
        if file != Path(theme.__file__)
        for color in re.findall(r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b", file.read_text(encoding="utf-8"))
    }
    assert theme.BLUE in named  # the layouts of the PDF hold colors of their own
    assert named <= {*WORDS_ON_PAPER, *LINES_ON_PAPER, *ICON}
