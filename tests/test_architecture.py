"""The rules of the house that no single room can hold: walls, names, words and thresholds."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Double, Integer, Numeric

from data_layer.importers.landing import LANDINGS
from data_layer.tables import metadata
from metrics.catalogue import METRICS
from metrics.definition import Metric

ROOT = Path(__file__).parent.parent
ROOMS = ("data_layer", "metrics", "pages", "sample_data")
POLICY = tomllib.loads((ROOT / "metrics" / "policy.toml").read_text(encoding="utf-8"))
ENTRIES = {f"{family}.{name}": entry for family, entries in POLICY.items() for name, entry in entries.items()}

PERIODS_NAMED_BY_THEIR_FIRST_DAY = {"day", "week", "month"}
SUFFIXES = {
    "_count": {Integer, BigInteger, pl.Int64},
    "_sum": {Integer, BigInteger},
    "_days": {Integer, pl.Int64},
    "_minutes": {Double},
    "_usd": {Numeric, pl.Decimal},
    "_on": {Date, pl.Date},
    "_at": {DateTime, pl.Datetime},
}
STORE_COLUMNS = [(str(column), column.name, type(column.type)) for t in metadata.sorted_tables for column in t.columns]
LANDING_COLUMNS = [
    (f"{landing.name}.{name}", name, dtype.base_type())
    for landing in LANDINGS.values()
    for name, dtype in landing.columns.items()
]


def modules() -> Iterable[Path]:
    return (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))


def test_pages_holds_no_loose_file_that_streamlit_would_serve_without_the_frame():
    assert {path.name for path in (ROOT / "pages").iterdir() if path.is_file()} == {"__init__.py"}


def test_no_room_reaches_through_a_wall():
    lint = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_pages_hold_no_sql():
    texts = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "pages").rglob("*.py")}
    assert not [name for name, text in texts.items() if "sqlalchemy" in text or "SELECT " in text]


def test_every_module_opens_with_the_question_it_answers_or_the_law_it_keeps():
    silent = [path for path in modules() if (text := path.read_text(encoding="utf-8")) and not text.startswith('"""')]
    assert not silent


@pytest.mark.parametrize("columns", [STORE_COLUMNS, LANDING_COLUMNS], ids=["store", "landing"])
def test_the_suffix_of_a_column_says_its_type(columns: list[tuple[str, str, type]]):
    wrong = [
        (column, suffix)
        for column, name, kind in columns
        for suffix, kinds in SUFFIXES.items()
        if name.endswith(suffix) and kind not in kinds
    ]
    assert not wrong


@pytest.mark.parametrize("columns", [STORE_COLUMNS, LANDING_COLUMNS], ids=["store", "landing"])
def test_yes_or_no_columns_and_only_they_are_called_is_or_has(columns: list[tuple[str, str, type]]):
    wrong = [
        column for column, name, kind in columns if name.startswith(("is_", "has_")) != (kind in {Boolean, pl.Boolean})
    ]
    assert not wrong


def test_dates_moments_and_money_in_the_store_carry_their_suffix():
    expected = {Date: "_on", DateTime: "_at", Numeric: "_usd"}
    wrong = [
        column
        for column, name, kind in STORE_COLUMNS
        if kind in expected and not name.endswith(expected[kind]) and name not in PERIODS_NAMED_BY_THEIR_FIRST_DAY
    ]
    assert not wrong


def test_every_table_says_its_grain():
    assert not [table.name for table in metadata.sorted_tables if not table.comment]
    assert not [landing.name for landing in LANDINGS.values() if not landing.grain]


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS.keys())
def test_a_metric_has_every_word_that_about_the_numbers_prints(metric: Metric):
    words = ("label", "question", "numerator", "denominator", "unit", "better", "reference", "window", "is_about")
    assert not [word for word in words if not getattr(metric, word).strip()]
    assert metric.better in {"higher", "lower", "neither"}


@pytest.mark.parametrize(("name", "metric"), METRICS.items(), ids=METRICS.keys())
def test_a_metric_stands_in_the_catalogue_under_its_own_name(name: str, metric: Metric):
    assert metric.name == name


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS.keys())
def test_a_metric_that_is_called_a_rate_is_one(metric: Metric):
    assert metric.unit == "rate" or not metric.name.endswith("_rate")


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS.keys())
def test_a_metric_names_only_thresholds_that_stand_in_the_policy(metric: Metric):
    named = {*metric.policy, *([metric.target] if metric.target else [])}
    assert named <= ENTRIES.keys()


@pytest.mark.parametrize(("name", "entry"), ENTRIES.items(), ids=ENTRIES.keys())
def test_a_threshold_has_value_unit_label_and_reference(name: str, entry: dict):
    assert {"value", "unit", "label", "reference"} <= entry.keys(), name
    assert all(str(entry[word]).strip() for word in entry)


@pytest.mark.parametrize("name", ENTRIES)
def test_a_threshold_is_read_somewhere(name: str):
    assert any(f'"{name}"' in path.read_text(encoding="utf-8") for path in modules())


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
@pytest.mark.parametrize("target", ["demo", "serve", "test", "benchmark", "audit", "sbom"])
def test_every_target_names_files_that_are_there(target: str):
    tried = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
