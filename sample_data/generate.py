"""Writes the exports of a made-up school district: python -m sample_data.generate --out DIR [--scale 1] [--seed 7]."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from sample_data.activity import write_activity
from sample_data.canvas import write_canvas
from sample_data.classes import schedule
from sample_data.clever import write_clever
from sample_data.leaving_tools import write_leaving_tools
from sample_data.licenses import write_licenses
from sample_data.people import populate
from sample_data.roster import write_rosters
from sample_data.school_calendar import write_calendar
from sample_data.seats import plan_seats
from sample_data.surveys import write_surveys
from sample_data.tool_use import who_is_active
from sample_data.tools import NUMBER_TRAIL
from sample_data.use import lay_out


def generate(out: Path, *, scale: float = 1, seed: int = 7) -> None:
    """Write every export under `out`. The same seed gives the same bytes.

    `scale` multiplies the events of each visit; who is active on which day, the roster, surveys, seats and
    contracts stay as they are.
    """
    draws = dict(
        zip(
            ("people", "layout", "seats", "surveys", "canvas", "tools", "activity", "clever"),
            _streams(seed),
            strict=True,
        )
    )
    people = populate(draws["people"])
    classes = schedule(people)
    seats = plan_seats(people, draws["seats"])
    write_calendar(out)
    write_rosters(out, people, classes)
    write_surveys(out, people, draws["surveys"])
    write_licenses(out, people, seats)
    district = lay_out(people, draws["layout"])
    write_canvas(out, district, classes, draws["canvas"], scale=scale)
    active = who_is_active(district, seats, draws["tools"])
    write_activity(out, district, active, draws["activity"], scale=scale)
    write_leaving_tools(out, people)
    write_clever(out, district, active[NUMBER_TRAIL], draws["clever"], scale=scale)


def _streams(seed: int) -> list[np.random.Generator]:
    """One stream of chance per subject, so that more of one leaves the others alone."""
    return np.random.default_rng(seed).spawn(8)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the exports of the sample school district.")
    parser.add_argument("--out", type=Path, required=True, help="the folder to write into")
    parser.add_argument(
        "--scale", type=float, default=1, help="multiplies the events per visit (1 gives a million rows)"
    )
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    generate(options.out, scale=options.scale, seed=options.seed)


if __name__ == "__main__":
    main()
