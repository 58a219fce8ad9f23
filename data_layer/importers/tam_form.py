"""What the questions of a form tell before any answer is read: whether it is a TAM survey, and about which tool."""

from __future__ import annotations

from data_layer.importers.contract import FileRefused, Head, fold
from data_layer.importers.instrument import load

TAM = load("tam")
_BESIDE = {
    "tool": ("tool", "which tool", "what tool", "which technology", "which product", "which platform", "which app"),
    "school": ("school", "your school", "which school", "what school", "at which school"),
    "role": ("role", "your role", "which role", "what is your role", "what best describes your role", "position"),
}


def is_tam(head: Head) -> bool:
    return _begins_as_form(head) and not TAM.missing(head.columns)


def explain_unmatched(head: Head) -> str | None:
    """Why a Google Form is no TAM survey here; None for what is no Google Form, or is one."""
    is_form = _begins_as_form(head) and any(len(column.split()) > 3 for column in head.columns)
    missing = TAM.missing(head.columns)
    if not is_form or not missing:
        return None
    asked = len(TAM.questions(head.columns))
    every = f"the {len(TAM.items)} questions of {TAM.label}"
    if not asked:
        return f"The file looks like the answers to a Google Form, but none of its questions is one of {every}."
    listed = ", ".join(f"“{item.label}”" for item in missing)
    return f"The file looks like the answers to a Google Form with {asked} of {every}. Missing: {listed}."


def questions(head: Head) -> dict[str, str]:
    """The one header that asks each item."""
    asked = TAM.questions(head.columns)
    twice = next((headers for headers in asked.values() if len(headers) > 1), None)
    if twice:
        raise FileRefused(
            f"This form asks one thing {len(twice)} times: “{twice[0]}” and “{twice[1]}”.",
            "Use one form for each tool, or save the columns of each tool as a file of their own.",
        )
    return {item: headers[0] for item, headers in asked.items()}


def tool_named(head: Head) -> str | None:
    """The tool that the wording names, where every question that names one names the same."""
    tools = {tool for headers in TAM.questions(head.columns).values() if (tool := TAM.tool_of(headers[0]))}
    return tools.pop() if len({tool.casefold() for tool in tools}) == 1 else None


def beside(head: Head) -> dict[str, str]:
    """The headers that ask for tool, school and role; of several that begin alike, the shortest."""
    found = {}
    for name, beginnings in _BESIDE.items():
        fitting = [column for column in head.columns if _asks(column, beginnings)]
        if fitting:
            found[name] = min(fitting, key=len)
    return found


def _begins_as_form(head: Head) -> bool:
    return bool(head.columns) and fold(head.columns[0]) == "timestamp"


def _asks(column: str, beginnings: tuple[str, ...]) -> bool:
    bare = fold(column).rstrip(" ?:*")
    return any(bare == words or (" " in words and bare.startswith(f"{words} ")) for words in beginnings)
