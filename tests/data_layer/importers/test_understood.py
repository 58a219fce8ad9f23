"""A file that is understood and cannot be taken is told what it lacks and which template to fill in."""

import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import FileRefused
from data_layer.importers.understood import explain_understood
from tests.data_layer.importers.tables import frame, head_of


def _told(*columns: str) -> FileRefused | None:
    return explain_understood(head_of(frame(list(columns), [["x"] * len(columns)])))


def test_a_license_list_that_lacks_a_column_is_still_told_which():
    columns = ["tool", "vendor", "school", "seats", "start", "end"]
    with pytest.raises(FileRefused, match="a license list, but has no column annual_cost"):
        recognise(head_of(frame(columns, [["x"] * len(columns)])))


def test_shares_of_a_district_are_told_that_they_name_nobody():
    reason = _told("time", "lp_id", "pct_access", "engagement_index")
    assert "names no people" in reason.problem
    assert "tool_activity.csv" in reason.remedy
    assert _told("time", "lp_id", "pct_access") is None
