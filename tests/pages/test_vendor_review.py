"""On the import page a person says which payments belong to which vendor, and can take it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data_layer import importing, vendors
from data_layer.store import Home
from tests.data_layer.exports import write
from tests.pages.seeing import text_of
from tests.pages.test_import_data import press

Open = Callable[..., AppTest]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    licenses = write(
        tmp_path / "licenses.csv",
        "tool,vendor,category,core_or_supplemental,school,seats,annual_cost,start,end,notice_days",
        "Destiny Trail,Follett School Solutions,library,core,district,10,900,2025-07-01,2026-06-30,30",
    )
    register = write(tmp_path / "register.csv", "Vendor,Amount", '"Follett Software, LLC",$1234.50')
    importing.run(home, [licenses, register])
    return home


@pytest.fixture
def page(open_page: Open, home: Home) -> AppTest:
    return open_page("import_data", home=home.path)


def test_a_proposal_says_what_was_paid_and_joins_when_told_to(page: AppTest, home: Home):
    assert "0 of 1 payees are joined" in text_of(page)
    assert "Follett Software, LLC**, $1,234.50 in 1 payment. Is this **Follett School Solutions" in text_of(page)
    press(page, "Yes, join them")
    assert "1 of 1 payees are joined" in text_of(page)
    assert [payee.state for payee in vendors.payees(home)] == ["accepted"]
    press(page, "Take back")
    assert [payee.state for payee in vendors.payees(home)] == ["proposed"]


def test_a_proposal_that_was_turned_down_is_gone(page: AppTest, home: Home):
    press(page, "No")
    assert "0 wait for your word" in text_of(page)
    assert [payee.state for payee in vendors.payees(home)] == ["rejected"]


def test_without_a_payment_list_there_is_no_such_section(open_page: Open, tmp_path: Path):
    assert "payees" not in text_of(open_page("import_data", home=tmp_path / "empty"))
