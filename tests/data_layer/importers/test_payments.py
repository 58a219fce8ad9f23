"""Purchase and payment lists: sums to the cent, names that may be people's left out, nothing guessed silently."""

from pathlib import Path

import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, NeedsAnswer
from data_layer.importers.payments import IMPORTER, is_purchases
from data_layer.importers.refusals import MASK
from tests.data_layer.importers.tables import frame, head_of, read

REAL = Path(__file__).resolve().parents[3].parent / "shared" / "real_exports" / "contracts"


def _list(*rows: tuple[str, str]):
    return frame(["Vendor", "Amount"], [list(row) for row in rows])


@pytest.mark.parametrize(
    "columns",
    [
        ("Doc Number", "Vendor", "Amount", "Begin Date", "End Date"),
        ("Payee", "Check Amount", "Check Date"),
        ("VENDOR_NAME", "Total_Amount"),
    ],
)
def test_somebody_and_a_sum_make_a_list_of_purchases(columns):
    assert recognise(head_of(frame(list(columns), [["x"] * len(columns)])))[0] is IMPORTER


@pytest.mark.parametrize(
    "columns", [("Vendor", "Begin Date"), ("Amount", "Begin Date"), ("tool", "Vendor", "Amount"), ("vendors", "amount")]
)
def test_other_lists_are_no_purchases(columns):
    assert not is_purchases(head_of(frame(list(columns), [["x"] * len(columns)])))


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("$4,867.50", "4867.50"),
        ("4867.5", "4867.50"),
        ("$ 75,200,000.00", "75200000.00"),
        ("($45.00)", "-45.00"),
        ("-45", "-45.00"),
        ("45.00-", "-45.00"),
        ("$0.00", "0.00"),
        ("4,86.50", None),
        ("1.234,56", None),
        ("12.345", None),
        ("", None),
    ],
)
def test_amounts_are_read_to_the_cent_and_credits_are_negative(written, amount):
    batch = read(IMPORTER, _list(("ADOBE", written)))
    assert [str(each) for each in batch.rows["amount_usd"]] == ([amount] if amount else [])
    assert batch.refusals["row"].to_list() == ([] if amount else [2])


@pytest.mark.parametrize(
    "name",
    [
        "ADOBE",
        "CDW-G",
        "DELL, INC.",
        "ELSEVIER B.V. - UNCL",
        "Follett School Solutions",
        "3P Learning",
        "Barnes & Noble",
    ],
)
def test_a_name_that_reads_like_a_companys_is_kept_without_asking(name):
    assert read(IMPORTER, _list((name, "1"))).rows["vendor"].to_list() == [name]


def test_names_that_may_be_peoples_are_asked_about_without_being_named():
    cells = _list(("ADOBE", "1"), ("Person Example", "2"))
    blank = _list(("ADOBE", "1"), ("Person Example", "2"), ("", "3"))
    with pytest.raises(NeedsAnswer, match="1 of the 2 payees"):
        read(IMPORTER, blank)
    with pytest.raises(NeedsAnswer, match="1 of the 2 payees") as caught:
        read(IMPORTER, cells)
    assert "Example" not in str(caught.value)
    assert read(IMPORTER, cells, payees="companies").rows.select(ROW, "vendor").rows() == [(2, "ADOBE"), (3, None)]
    assert read(IMPORTER, cells, payees="all").rows["vendor"].to_list() == ["ADOBE", "Person Example"]


def test_a_name_is_read_from_the_column_of_names_where_there_is_one_of_numbers_too():
    cells = frame(["Vendor", "Vendor Name", "Amount"], [["10442", "ADOBE", "1"], ["10443", "Person Example", "2"]])
    with pytest.raises(NeedsAnswer):
        read(IMPORTER, cells)
    assert read(IMPORTER, cells, payees="companies").rows["vendor"].to_list() == ["ADOBE", None]


def test_a_refused_payee_is_masked():
    refused = read(IMPORTER, frame(["Payee", "Amount"], [["", "5"], ["ADOBE", "five"]])).refusals
    assert refused.select("row", "column", "value").rows() == [(2, "Payee", ""), (3, "Amount", "five")]
    assert MASK not in refused["value"].to_list()


def test_a_states_real_contract_list_is_read_whole_and_known_again(bring):
    if not REAL.exists():
        pytest.skip("The real contract list is not beside this project.")
    path = REAL / "unl_contracts_software_subset.csv"
    (finding,) = bring(path).findings
    assert finding.question.option == "payees"
    (finding,) = bring(path, payees="all").findings
    assert (finding.read_count, finding.loaded_count, finding.refused_count) == (20, 20, 0)
    (again,) = bring(path, payees="all").findings
    assert (again.loaded_count, again.known_count) == (0, 20)
