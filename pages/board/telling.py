"""From a result to what a slide says of it: the figure, what it is out of, and how it was counted, in plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import plotly.graph_objects as go

from metrics.definition import Metric, Result
from metrics.policy import Policy
from pages.board.deck import Chart, Fact, Slide, plain
from pages.parts import cards, definitions, happened, measures, scope_words, words
from pages.parts.view import View


def fact(view: View, result: Result, *, row: Mapping | None = None, label: str = "") -> Fact:
    """The one row of a result, or one that is named."""
    row = cards.only(result) if row is None else row
    metric = result.metric
    target = view.target(metric.target).value if metric.target else None
    return Fact(
        label=label or metric.label,
        shown=words.sentence_case(words.figure(row, metric, beside=target)),
        base=words.out_of(row, metric),
        value=_number(row["value"]),
        numerator=_number(row["numerator"]),
        denominator=_number(row["denominator"]),
        window=scope_words.days_of(result),
        definition=definition(metric, measures.policy_of(view.source)),
    )


def definition(metric: Metric, policy: Policy) -> str:
    """How a figure is counted, as the notes of a slide have it."""
    counted = (("Counted", metric.numerator), ("Out of", metric.denominator), ("Window", metric.window))
    lines = [
        f"{metric.label}: {metric.question}",
        *(f"{name}: {text.rstrip('.')}." for name, text in counted),
        *(f"{entry.label}: {definitions.value(entry)}." for entry in definitions.entries(metric, policy)),
        *metric.caveats,
        f"Source: {metric.reference}",
    ]
    return "\n".join(lines)


def slide(view: View, name: str, topic: str, *, told: str, chart: Chart, facts: tuple[Fact, ...]) -> Slide:
    """A slide about the result that its chart shows. What happened in its days is marked on it, and is a remark."""
    result = chart.result
    chart, happenings = _with_happenings(view, chart)
    return Slide(
        name=name,
        topic=topic,
        headline=plain(told),
        chart=chart,
        facts=facts,
        population=scope_words.population(result.scope, view.choices.schools, result.metric),
        window=scope_words.days_of(result),
        definition=definition(result.metric, measures.policy_of(view.source)),
        remarks=tuple(filter(None, (chart.remark, happened.in_words(happenings), *remarks(result)))),
    )


def _with_happenings(view: View, chart: Chart) -> tuple[Chart, list[str]]:
    """The chart with its marks, put on when somebody looks; and what they are, which is known before."""
    if not happened.known(view, chart.result):
        return chart, []
    lines = happened.put(view, chart.result, chart.draw())
    if not lines:
        return chart, []

    def draw() -> go.Figure:
        figure = chart.draw()
        happened.put(view, chart.result, figure)
        return figure

    return replace(chart, draw=draw, alt=f"{chart.alt} {happened.in_words(lines)}"), lines


def remarks(result: Result) -> tuple[str, ...]:
    """What the chart leaves out: groups too small to show, and what was not measured."""
    hidden = words.hidden(result.hidden_count, "group").strip()
    return tuple(told for told in (hidden, words.unmeasured(result), *result.notes) if told)


def _number(value: object) -> float | None:
    return float(value) if words.is_number(value) else None
