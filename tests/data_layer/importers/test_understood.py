"""A file that is understood and cannot be taken is told what it lacks and which template to fill in."""

from pathlib import Path

import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import FileRefused
from data_layer.importers.understood import explain_understood
from data_layer.reading import sources
from tests.data_layer.importers.tables import frame, head_of

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real_exports" / "contracts"


def _told(*columns: str) -> FileRefused | None:
    return explain_understood(head_of(frame(list(columns), [["x"] * len(columns)])))


@pytest.mark.parametrize(
    "columns",
    [
        ("Doc Number", "Vendor", "Amount", "Begin Date", "End Date"),
        ("Payee", "Check Amount", "Check Date"),
        ("VENDOR_NAME", "Total_Amount"),
    ],
)
def test_a_list_of_purchases_is_told_which_columns_were_understood_and_which_template_to_use(columns):
    reason = _told(*columns)
    assert "for which tool" in reason.problem
    assert "licenses.csv" in reason.remedy
    with pytest.raises(FileRefused, match="a list of purchases"):
        recognise(head_of(frame(list(columns), [["x"] * len(columns)])))


@pytest.mark.parametrize(
    "columns", [("Vendor", "Begin Date"), ("Amount", "Begin Date"), ("tool", "Vendor", "Amount"), ("vendors", "amount")]
)
def test_other_lists_are_no_purchases(columns):
    assert _told(*columns) is None


def test_a_license_list_that_lacks_a_column_is_still_told_which():
    columns = ["tool", "vendor", "school", "seats", "start", "end"]
    with pytest.raises(FileRefused, match="a license list, but has no column annual_cost"):
        recognise(head_of(frame(columns, [["x"] * len(columns)])))


def test_shares_of_a_district_are_told_that_they_name_nobody():
    reason = _told("time", "lp_id", "pct_access", "engagement_index")
    assert "names no people" in reason.problem
    assert "tool_activity.csv" in reason.remedy
    assert _told("time", "lp_id", "pct_access") is None


def test_a_states_real_contract_list_is_refused_with_its_own_sentence():
    if not REAL.exists():
        pytest.skip("The real contract list is not beside this project.")
    ((table,),) = [delivery.tables for delivery in sources([REAL / "unl_contracts_software_subset.csv"])]
    with pytest.raises(FileRefused, match=r"what was paid to each vendor \(Vendor, Amount\)"):
        recognise(table.head)
