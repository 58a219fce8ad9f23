"""The last slide: which groups were too small to show, and what was not measured, figure by figure."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.definition import Result, Status
from metrics.profiles import profile
from pages.board.deck import Chart, Fact, LeftOut, Slide, Table
from pages.parts import measures, words
from pages.parts.section import measured
from pages.parts.view import View

_ROWS = 9  # that can be read from the back of a room


def hidden(view: View, topic: str) -> Slide | LeftOut:
    """Read from what the slides before it have asked."""
    results = [measures.answered(question) for question in dict.fromkeys(view.asked)]
    if not results:
        return LeftOut(topic, "nothing was measured")
    lines = _lines(results)
    rules = profile(measures.policy_of(view.source))
    return Slide(
        name="hidden",
        topic=topic,
        headline=_told(lines),
        chart=Chart(
            measure=f"Groups of fewer than {rules.smallest_group} people ({rules.smallest_staff_group} of staff alone) "
            "are not shown",
            alt=_alt(lines),
            tabulate=lambda: _table(lines),
        ),
        facts=_facts(lines),
        population=view.whom(),
        window="Every figure of these slides",
        definition=f"Rules: {rules.label}. {rules.reference}"
        "\nA hidden group looks the same whether it has nobody or one person less than that. Where the others would "
        "give it away, one more is hidden. Not measured is not zero: nobody knows.",
    )


Line = tuple[str, int, int, int]  # what, groups, too few to show, not measured


def _lines(results: Sequence[Result]) -> list[Line]:
    """One for each figure and split of which something is missing; and how many groups the others have."""
    found: dict[str, Line] = {}
    for result in results:
        statuses = list(result.frame["status"])
        name = measured(result)
        _, groups, few, unknown = found.get(name, (name, 0, 0, 0))
        missing = statuses.count(Status.HIDDEN), statuses.count(Status.NOT_MEASURED)
        found[name] = (name, groups + len(statuses), few + missing[0], unknown + missing[1])
    return sorted(found.values(), key=lambda line: (-line[2], -line[3]))


def _missing(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line[2] or line[3]]


def _told(lines: Sequence[Line]) -> str:
    few, every = sum(line[2] for line in lines), sum(line[1] for line in lines)
    if not few:
        return f"None of the {words.number(every)} figures behind these slides is about too few people to show."
    return (
        f"{words.number(few)} of {words.number(every)} figures behind these slides are about too few people, "
        "and are not shown."
    )


def _table(lines: Sequence[Line]) -> Table:
    shown = _missing(lines)
    rows = [(name, *map(words.number, counts)) for name, *counts in shown[:_ROWS]]
    if len(shown) > _ROWS:
        rest = [sum(line[place] for line in shown[_ROWS:]) for place in (1, 2, 3)]
        rows.append((f"{len(shown) - _ROWS} more", *map(words.number, rest)))
    heads = ("What", "Figures", "Too few to show", "Not measured")
    return Table(heads, tuple(rows or [("None", "0", "0", "0")]))


def _alt(lines: Sequence[Line]) -> str:
    told = [f"{name}: {few} too few to show, {unknown} not measured" for name, _, few, unknown in _missing(lines)]
    return f"Table of what is hidden. {'; '.join(told) or 'Nothing'}."


def _facts(lines: Sequence[Line]) -> tuple[Fact, ...]:
    every, few, unknown = (sum(line[place] for line in lines) for place in (1, 2, 3))
    return (
        Fact("Too few to show", words.number(few), f"of {words.number(every)} figures", few, few, every),
        Fact("Not measured", words.number(unknown), f"of {words.number(every)} figures", unknown, unknown, every),
        Fact("Shown", words.number(every - few - unknown), f"of {words.number(every)} figures", every - few - unknown),
    )
