"""However an export is spoiled: nothing crashes, no file is loaded by half, and every row that is read is told of."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from data_layer import importing
from data_layer.checking import Finding, check
from data_layer.store import Home, current
from tests.data_layer.conftest import RECEIVED_AT
from tests.data_layer.faults.long_run import SEED, times
from tests.data_layer.faults.mutating import mutant
from tests.data_layer.importers.goldens import golden_files, options_of

_AT_ONCE = 25  # mutants that are imported together


def _mutants(folder: Path, count: int, *, seed: int) -> Iterator[tuple[Path, dict[str, str]]]:
    """Spoiled golden files, under the names they had."""
    chance = random.Random(seed)
    goldens = golden_files()
    for number in range(count):
        golden = chance.choice(goldens)
        path = folder / str(number) / golden.name
        path.parent.mkdir(parents=True)
        path.write_bytes(mutant(golden.read_bytes(), chance))
        yield path, options_of(golden)


def _assert_told(finding: Finding) -> None:
    """A file is turned away with a reason and a remedy, or each of its rows is loaded, known or refused."""
    counts = (finding.loaded_count, finding.known_count, finding.refused_count)
    assert min(counts) >= 0
    assert finding.read_count == sum(counts)
    if finding.is_refused:
        assert finding.remedy
        assert counts == (0, 0, 0)
    for refusal in finding.refusals.rows(named=True):
        assert refusal["row"] >= 1
        assert refusal["column"]
        assert refusal["problem"]
        assert refusal["remedy"]


def test_a_spoiled_file_is_read_and_accounted_for_or_turned_away_with_a_reason(tmp_path):
    for path, options in _mutants(tmp_path, times(440, 9_000), seed=SEED):
        try:
            found = check([path], options, received_at=RECEIVED_AT)
        except Exception as error:  # noqa: BLE001
            pytest.fail(f"{path} (of seed {SEED}): {error!r}")
        for finding in found:
            _assert_told(finding)
        path.unlink()


def test_an_import_of_spoiled_files_loads_each_wholly_or_not_at_all(tmp_path):
    home = Home(tmp_path / "home")
    count = times(60, 1_000)
    for start in range(0, count, _AT_ONCE):
        some = list(_mutants(tmp_path / str(start), min(_AT_ONCE, count - start), seed=SEED + 1 + start))
        for finding in importing.run(home, [path for path, _ in some], received_at=RECEIVED_AT).findings:
            _assert_told(finding)
    assert _rows_in_parts(home) == sum(row["row_count"] for row in _parts(home))


def _parts(home: Home) -> list[dict]:
    with current(home).connect() as connection:
        return [dict(row) for row in connection.exec_driver_sql("FROM parts").mappings()]


def _rows_in_parts(home: Home) -> int:
    with current(home).connect() as connection:
        files = f"{home.parts}/*/*.parquet"
        return connection.exec_driver_sql(
            f"SELECT count(*) FROM read_parquet('{files}', union_by_name = true)"
        ).scalar()
