"""How fast is it? python -m tests.benchmarks.run [--scale 10] [--home DIR] [--rounds 9]

Builds the sample at about SCALE million events by the ordinary import (a home that is there already is used as it
is), writes the slides for a board, compares each figure with hand-written SQL and each page with a bare one, and prints
all of it as tables.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import sync_playwright

from data_layer import choices
from data_layer.scope import Entitlement
from data_layer.store import Home, current
from tests.benchmarks import board_files, figures, redraws
from tests.benchmarks.board_files import LIMITS, Written
from tests.benchmarks.figures import Comparison
from tests.benchmarks.redraws import Redraw
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.serving import ROOT, run

FIGURE_LIMIT, REDRAW_LIMIT = 2.0, 1.5


def main() -> int:
    given = _parser().parse_args()
    home = (given.home or ROOT / "benchmark_home" / f"scale_{given.scale}").resolve()
    if current(Home(home)) is None:
        _build(home, scale=given.scale)
    files = board_files.measured(home)
    _print_files(files)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        questions = figures.asked(browser, home)
        comparisons = figures.compared(home, questions, rounds=given.rounds)
        _print_figures(comparisons)
        found = redraws.measured(browser, home, _schools(home))
        _print_redraws(found)
        browser.close()
    is_slow = [each.queries_ratio > FIGURE_LIMIT for each in comparisons] + [
        each.ratio > REDRAW_LIMIT for each in found
    ]
    return int(any(is_slow) or any(each.is_slow for each in files))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.run", description=__doc__)
    parser.add_argument("--scale", type=float, default=10, help="millions of events, about")
    parser.add_argument("--home", type=Path, help="a home to use, or to build")
    parser.add_argument("--rounds", type=int, default=9, help="how often each figure is computed")
    return parser


def _build(home: Path, *, scale: float) -> None:
    exports = home.parent / f"{home.name}_exports"
    home.mkdir(parents=True)
    (home / "sample").touch()
    run("sample_data.generate", "--out", str(exports), "--scale", str(scale), home=home)
    begun = time.perf_counter()
    run("data_layer", "import", str(exports), home=home)
    print(f"Imported in {time.perf_counter() - begun:.0f} s.")
    shutil.rmtree(exports)


def _schools(home: Path) -> list[str]:
    with current(Home(home)).connect() as connection:
        return list(choices.read(connection, entitlement=Entitlement()).schools.values())


def _print_figures(comparisons: Iterable[Comparison]) -> None:
    rows = [
        (
            *(each.question.page, each.question.label, f"{each.question.scope.known_end - timedelta(days=1)}"),
            *map(_ms, (each.metric_ms, each.queries_ms, each.sql_ms)),
            *(f"{each.ratio:.2f}", f"{each.queries_ratio:.2f}"),
        )
        for each in comparisons
    ]
    heads = ("Page", "Figure", "Up to", "Metric, ms", "Its queries, ms", "SQL by hand, ms")
    _print_table((*heads, "Metric : SQL", f"Queries : SQL (limit {FIGURE_LIMIT})"), rows)


def _print_redraws(found: Iterable[Redraw]) -> None:
    rows = [
        (each.title, _contents(each.shape), _ms(each.page_ms), _ms(each.bare_ms), f"{each.ratio:.2f}") for each in found
    ]
    _print_table(("Page", "On it", "Redraw, ms", "Bare page, ms", f"Ratio (limit {REDRAW_LIMIT})"), rows)


def _print_files(files: Iterable[Written]) -> None:
    rows = [(f"Slides as {each.kind.upper()}", f"{each.seconds:.1f}", f"{LIMITS[each.kind]:g}") for each in files]
    _print_table(("File", "Written, s", "Limit, s"), rows)


def _contents(shape: dict) -> str:
    widgets = shape["multiselects"] + shape["selectboxes"] + shape["buttons"] + sum(shape["popovers"])
    return f"{widgets} widgets, {shape['cards']} cards, {len(shape['charts'])} charts"


def _ms(value: float) -> str:
    return f"{value:.1f}"


def _print_table(heads: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    print()
    for row in (heads, ["---"] * len(heads), *rows):
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    sys.exit(main())
