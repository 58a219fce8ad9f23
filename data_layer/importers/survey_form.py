"""What the questions of a survey tell before any answer is read: which instruments it asks, and about which tool."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data_layer.importers.contract import FileRefused, Head, fold
from data_layer.importers.instrument import Instrument, Item
from data_layer.importers.survey_platforms import platform_of, wordings

_BESIDE = {
    "tool": ("tool", "which tool", "what tool", "which technology", "which product", "which platform", "which app"),
    "school": ("school", "your school", "which school", "what school", "at which school", "escuela"),
    "role": (
        *("role", "your role", "which role", "what is your role", "what best describes your role", "position"),
        "función",
    ),
}
CODED = 3  # as many questions make a survey of a table that no platform wrote
_WIDEST = 2000  # no form asks more


@dataclass(frozen=True)
class Form:
    """What one instrument asks in one file: the columns under each item's id."""

    instrument: Instrument
    items: dict[str, Item]
    columns: dict[str, list[str]]

    @property
    def missing(self) -> list[Item]:
        """The items of needed scales that no column asks."""
        needed = {scale.id for scale in self.instrument.scales if scale.needed}
        return [item for item in self.instrument.items if item.scale in needed and item.id not in self.items]

    @property
    def is_whole(self) -> bool:
        scales = {item.scale for item in self.items.values()}
        needed = {scale.id for scale in self.instrument.scales if scale.needed}
        return bool(self.items) and not self.missing and needed <= scales

    @property
    def asked(self) -> set[str]:
        return {column for columns in self.columns.values() for column in columns}


def form(head: Head, instrument: Instrument) -> Form:
    """The columns that ask this instrument's items, by their wording or by a code."""
    found = Form(instrument, {}, {})
    if len(head.columns) > _WIDEST:
        return found
    for column, said in wordings(head).items():
        if item := instrument.item_of(said) or instrument.item_of(column):
            found.items.setdefault(item.id, item)
            found.columns.setdefault(item.id, []).append(column)
    return found


def forms(head: Head, instruments: Iterable[Instrument]) -> list[Form]:
    """The instruments that this file asks whole. A column is one instrument's alone: that which asks more of them."""
    whole = [found for each in instruments if (found := form(head, each)).is_whole]
    if platform_of(head) is None:
        whole = [found for found in whole if len(found.items) >= CODED]
    kept, taken = [], set()
    for found in sorted(whole, key=lambda each: -len(each.asked)):
        if not found.asked & taken:
            kept.append(found)
            taken |= found.asked
    return kept


def questions(head: Head, found: Form) -> dict[str, str]:
    """The one header that asks each item."""
    twice = next((columns for columns in found.columns.values() if len(columns) > 1), None)
    if twice:
        said = wordings(head)
        raise FileRefused(
            f"This form asks one thing {len(twice)} times: “{said[twice[0]]}” and “{said[twice[1]]}”.",
            "Use one form for each tool, or save the columns of each tool as a file of their own.",
        )
    return {item: columns[0] for item, columns in found.columns.items()}


def tool_named(head: Head, found: Form) -> str | None:
    """The instrument's tool, or that which the wording names where every question that names one names the same."""
    said = wordings(head)
    tools = {tool for columns in found.columns.values() if (tool := found.instrument.tool_of(said[columns[0]]))}
    named = tools.pop() if len({tool.casefold() for tool in tools}) == 1 else None
    return found.instrument.tool or named


def beside(head: Head) -> dict[str, str]:
    """The headers that ask for tool, school and role; of several that begin alike, the shortest."""
    found = {}
    for name, beginnings in _BESIDE.items():
        fitting = {column: said for column, said in wordings(head).items() if _asks(said, beginnings)}
        if fitting:
            found[name] = min(fitting, key=lambda column: len(fitting[column]))
    return found


def _asks(said: str, beginnings: tuple[str, ...]) -> bool:
    bare = fold(said).rstrip(" ?:*")
    return any(bare == words or (" " in words and bare.startswith(f"{words} ")) for words in beginnings)
