"""What the questions of a survey tell before any answer is read: whether it is a TAM survey, and about which tool."""

from __future__ import annotations

from data_layer.importers.contract import FileRefused, Head, fold
from data_layer.importers.instrument import Item, load
from data_layer.importers.survey_platforms import Platform, platform_of, wordings

TAM = load("tam")
_BESIDE = {
    "tool": ("tool", "which tool", "what tool", "which technology", "which product", "which platform", "which app"),
    "school": ("school", "your school", "which school", "what school", "at which school"),
    "role": ("role", "your role", "which role", "what is your role", "what best describes your role", "position"),
}
_CODED = 3  # as many questions under their codes alone make a survey that was emptied of its wording


def is_tam(head: Head) -> bool:
    return not _missing(head)


def explain_unmatched(head: Head) -> str | None:
    """Why the answers to a survey are no TAM survey here; None for what is no survey, or is one."""
    platform, asked, missing = platform_of(head), _asked(head), _missing(head)
    if platform and _asks_anything(head):
        return _explain(f"The file looks like the answers to {platform.label}", platform, head)
    if not platform and len(asked) >= _CODED:
        known = f"The file looks like the answers to a survey with {len(asked)} of {_every()}: {', '.join(asked)}"
        untold = "It has no column that says when each answer was given, as Timestamp does in a Google Form"
        return f"{known}. {untold}.{_and_missing(missing)}"
    return None


def questions(head: Head) -> dict[str, str]:
    """The one header that asks each item."""
    asked = _asked(head)
    twice = next((headers for headers in asked.values() if len(headers) > 1), None)
    if twice:
        said = wordings(head)
        raise FileRefused(
            f"This form asks one thing {len(twice)} times: “{said[twice[0]]}” and “{said[twice[1]]}”.",
            "Use one form for each tool, or save the columns of each tool as a file of their own.",
        )
    return {item: headers[0] for item, headers in asked.items()}


def tool_named(head: Head) -> str | None:
    """The tool that the wording names, where every question that names one names the same."""
    said = wordings(head)
    tools = {tool for headers in _asked(head).values() if (tool := TAM.tool_of(said[headers[0]]))}
    return tools.pop() if len({tool.casefold() for tool in tools}) == 1 else None


def beside(head: Head) -> dict[str, str]:
    """The headers that ask for tool, school and role; of several that begin alike, the shortest."""
    found = {}
    for name, beginnings in _BESIDE.items():
        fitting = {column: said for column, said in wordings(head).items() if _asks(said, beginnings)}
        if fitting:
            found[name] = min(fitting, key=lambda column: len(fitting[column]))
    return found


def _asked(head: Head) -> dict[str, list[str]]:
    """The headers that ask each item, by their wording or by the item's own code, under the item's id."""
    asked: dict[str, list[str]] = {}
    for column, said in wordings(head).items():
        if item := TAM.item_of(said) or TAM.item_of(column):
            asked.setdefault(item.id, []).append(column)
    return asked


def _missing(head: Head) -> list[Item]:
    """The needed items that none of the headers asks."""
    asked = _asked(head)
    return [item for item in TAM.items if item.scale in TAM.needed and item.id not in asked]


def _asks_anything(head: Head) -> bool:
    return bool(_asked(head)) or any(_is_question(said) for said in wordings(head).values())


def _is_question(said: str) -> bool:
    return len(said.split()) > 3


def _explain(known: str, platform: Platform, head: Head) -> str | None:
    asked, missing = _asked(head), _missing(head)
    if not asked:
        first = next(said for said in wordings(head).values() if _is_question(said))
        return f"{known}, but none of its questions is one of {_every()}. The first of them is “{first[:100]}”."
    if missing:
        return f"{known} with {len(asked)} of {_every()}.{_and_missing(missing)}"
    if not platform.tells_when(head):
        return f"{known}, but it has no column {platform.submitted[0]}, which says when each was given."
    return None


def _every() -> str:
    return f"the {len(TAM.items)} questions of {TAM.label}"


def _and_missing(missing: list[Item]) -> str:
    return f" Missing: {', '.join(f'“{item.label}”' for item in missing)}." if missing else ""


def _asks(said: str, beginnings: tuple[str, ...]) -> bool:
    bare = fold(said).rstrip(" ?:*")
    return any(bare == words or (" " in words and bare.startswith(f"{words} ")) for words in beginnings)
