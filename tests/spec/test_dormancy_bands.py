"""How long seats have lain unused, told as examples: every seat in one band, and every edge tried."""

from __future__ import annotations

from datetime import date

import pytest

from tests.spec.seats import ago, contract, measured, seats, tool, uses, whole_year


def bands(tmp_path, **tables) -> dict[str, int]:
    frame = measured(tmp_path, "dormancy_bands", **tables).frame
    return {row.band: row.numerator for row in frame.itertuples() if row.numerator}


@pytest.mark.parametrize(
    ("day_count", "band"),
    [
        (0, "active"),
        (30, "active"),
        (31, "31-60 days"),
        (60, "31-60 days"),
        (61, "61-90 days"),
        (90, "61-90 days"),
        (91, "over 90 days"),
    ],
)
def test_the_band_follows_from_the_school_days_since_the_last_use(tmp_path, day_count, band):
    tables = {"contracts": [contract(20)], "seats": seats(20), "usage_days": uses(20, ago(day_count))}
    assert bands(tmp_path, **tables) == {band: 20}


@pytest.mark.parametrize(("day_count", "band"), [(29, "new"), (30, "never used"), (31, "never used")])
def test_a_seat_is_new_for_less_than_thirty_school_days(tmp_path, day_count, band):
    tables = {"contracts": [contract(20)], "seats": seats(20, assigned_on=ago(day_count))}
    assert bands(tmp_path, **tables) == {band: 20}


def test_a_new_seat_that_is_used_is_active(tmp_path):
    tables = {"contracts": [contract(20)], "seats": seats(20, assigned_on=ago(2)), "usage_days": uses(20, ago(1))}
    assert bands(tmp_path, **tables) == {"active": 20}


def test_a_seat_assigned_nobody_knows_when_is_not_new(tmp_path):
    assert bands(tmp_path, contracts=[contract(20)], seats=seats(20, assigned_on=None)) == {"never used": 20}


def test_the_bands_add_up_to_the_seats_bought(tmp_path):
    use = uses(4, ago(2)) + uses(3, ago(40), first=5) + uses(2, ago(70), first=8) + uses(1, ago(100), first=10)
    frame = measured(
        tmp_path,
        "dormancy_bands",
        "band",
        contracts=[contract(30)],
        seats=seats(12) + seats(6, first=13, assigned_on=ago(3)),
        usage_days=use,
    ).frame
    assert frame["band"].tolist() == [
        "active", "31-60 days", "61-90 days", "over 90 days", "never used", "new", "unassigned",
    ]  # fmt: skip
    assert frame["numerator"].tolist() == [4, 3, 2, 1, 2, 6, 12]
    assert frame["denominator"].unique().tolist() == [30]


def test_where_more_are_assigned_than_bought_the_bands_add_up_to_the_assigned(tmp_path):
    frame = measured(tmp_path, "dormancy_bands", contracts=[contract(10)], seats=seats(25)).frame
    assert (frame["numerator"].sum(), frame["denominator"].unique().tolist()) == (25, [25])


def test_within_a_school_the_bands_add_up_to_its_seats(tmp_path):
    result = measured(
        tmp_path,
        "dormancy_bands",
        "school",
        contracts=[contract(100)],
        seats=seats(15) + seats(20, first=16, school="elm"),
        usage_days=uses(10, ago(1)),
    )
    sums = result.frame.groupby("school")[["numerator", "denominator"]].agg({"numerator": "sum", "denominator": "max"})
    assert sums.to_numpy().tolist() == [[20, 20], [15, 15]]
    assert "unassigned" not in set(result.frame["band"])


def test_only_the_holders_count_where_seats_are_listed(tmp_path):
    strangers = uses(5, ago(1), first=100)
    assert bands(tmp_path, contracts=[contract(20)], seats=seats(20), usage_days=strangers) == {"never used": 20}


def test_without_a_log_no_band_has_seats(tmp_path):
    result = measured(
        tmp_path,
        "dormancy_bands",
        "tool",
        tools=[tool(1, "Nearpod", has_log=False)],
        contracts=[contract(20)],
        seats=seats(20),
    )
    assert result.frame["numerator"].isna().all()
    assert set(result.frame["status"]) == {"not measured"}


def test_the_last_of_many_uses_decides(tmp_path):
    use = [row for day in (ago(100), ago(45), ago(70)) for row in uses(20, day)]
    assert bands(tmp_path, contracts=[contract(20)], seats=seats(20), usage_days=use) == {"31-60 days": 20}


def test_summer_counts_no_days(tmp_path):
    day_in_summer = date(2026, 6, 30)
    tables = {"contracts": [contract(20)], "seats": seats(20), "usage_days": uses(20, date(2026, 6, 12))}
    assert bands(tmp_path, scope=whole_year(as_of=day_in_summer), **tables) == {"active": 20}
