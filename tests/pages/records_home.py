"""A home that shares the district's data and has records of its own, and a visitor who enters something there."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from data_layer.store import Home


def beside(district: Home, folder: Path) -> Home:
    """The same store, and no entries yet."""
    folder.mkdir()
    for name in ("current", "versions", "parts", "key"):
        (folder / name).symlink_to(district.path / name)
    return Home(folder)


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click()
    page.run()
    assert not page.exception
    return page


def fill(page: AppTest, start: str, text: str) -> None:
    next(area for area in (*page.text_area, *page.text_input) if area.label.startswith(start)).set_value(text)
