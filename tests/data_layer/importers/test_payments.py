"""Purchase and payment lists: sums to the cent, names that may be people's left out, nothing guessed silently."""

from pathlib import Path

import pytest

from data_layer.importers.catalogue import recognise
from data_layer.importers.contract import ROW, FileRefused, NeedsAnswer
from data_layer.importers.payments import IMPORTER, is_purchases
from data_layer.importers.refusals import MASK
from data_layer.vendors import payees
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
        ("AWARD #", "CONTRACTOR", "TOTAL VALUE"),
        ("Pay To", "Paid Amount", "Paid Date"),
        ("Check Number", "Check Date", "Vendor Name", "Check Amount", "Status"),
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
        (" $-   ", "0.00"),
        ("1234.5000", "1234.50"),
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


REGISTER = ["Check Number", "Check Date", "Vendor Name", "Check Amount", "Status"]


def _amounts(cells) -> list[str]:
    return [str(amount) for amount in read(IMPORTER, cells).rows["amount_usd"]]


@pytest.mark.parametrize(
    ("status", "amount"),
    [
        ("Cleared", "5.00"),
        ("Outstanding", "5.00"),
        ("", "5.00"),
        ("VOID", "0.00"),
        ("Voided/Reissued", "0.00"),
        ("Cancelled", "0.00"),
    ],
)
def test_a_voided_check_counts_for_nothing(status, amount):
    cells = frame(REGISTER, [["1", "1/5/2026", "ADOBE", "5", status]])
    assert _amounts(cells) == [amount]
    head = head_of(cells)
    said = IMPORTER.layout_for(head).settle(head, [cells], {}).get("note")
    assert said == ("1 voided payment counts for nothing." if amount == "0.00" else None)


def test_voided_checks_that_the_list_takes_back_itself_count_in_both_rows():
    cells = frame(REGISTER, [["1", "1/5/2026", "ADOBE", amount, "Void"] for amount in ("5", "(5.00)")])
    assert _amounts(cells) == ["5.00", "-5.00"]


def test_a_check_that_was_cleared_or_voided_later_is_the_same_check(home, bring, tmp_path):
    def export(status: str) -> str:
        return f"{','.join(REGISTER)}\n1,1/5/2026,ADOBE,5,{status}\n1,1/5/2026,ADOBE,7,{status}\n"

    counts = []
    for number, status in enumerate(("Outstanding", "Cleared", "Void")):
        path = tmp_path / f"register_{number}.csv"
        path.write_text(export(status), encoding="utf-8")
        (finding,) = bring(path).findings
        counts.append((finding.loaded_count, finding.known_count))
    assert counts == [(2, 0), (0, 2), (2, 0)]
    (adobe,) = payees(home)
    assert adobe.amount_usd == 0


def test_registers_and_plain_lists_come_in_one_import(bring, tmp_path):
    register, listed = tmp_path / "register.csv", tmp_path / "list.csv"
    register.write_text(f"{','.join(REGISTER)}\n1,1/5/2026,ADOBE,5,Cleared\n", encoding="utf-8")
    listed.write_text("Vendor,Amount\nADOBE,6\n", encoding="utf-8")
    assert [finding.loaded_count for finding in bring(register, listed).findings] == [1, 1]


def test_where_a_check_pays_several_invoices_each_row_counts_its_own_invoice():
    header = ["Invoice Number", "Invoice Amount", "Check Number", "Check Amount", "Vendor Name"]
    assert _amounts(frame(header, [["a", "60", "1", "100", "ADOBE"], ["b", "40", "1", "100", "ADOBE"]])) == [
        "60.00",
        "40.00",
    ]


@pytest.mark.parametrize(
    ("payee", "is_total"),
    [
        *[
            (payee, True)
            for payee in ("ADOBE Total", "Total", "Totals:", "Grand Total", "Sub-total", "Total for fund 199")
        ],
        *[(payee, False) for payee in ("Total Reading Solutions LLC", "TOTALENERGIES", "Subtotal Software")],
    ],
)
def test_a_total_between_the_rows_is_no_payment(payee, is_total):
    batch = read(IMPORTER, frame(["Vendor", "Amount"], [["ADOBE", "5"], [payee, "5"], ["ADOBE", "6"]]), payees="all")
    assert batch.refusals["problem"].to_list() == (["is a total of other rows"] if is_total else [])
    assert batch.rows.height == (2 if is_total else 3)


@pytest.mark.parametrize(
    ("columns", "lacks"),
    [
        (("Vendor_Name", "Debit", "Credit"), "no column has a sum"),
        (("Check Number", "Check Date", "Pay to the Order of", "Check Amount"), "no column is known as the payee"),
    ],
)
def test_a_list_that_lacks_a_known_sum_or_payee_is_told_what_to_call_it(columns, lacks):
    with pytest.raises(FileRefused, match=lacks) as caught:
        recognise(head_of(frame(list(columns), [["x"] * len(columns)])))
    assert "column of the payee Vendor and that of the sum Amount" in caught.value.remedy


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
