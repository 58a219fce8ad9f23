"""The lines of the portfolio: what was measured of each tool, beside what people entered about it."""

from __future__ import annotations

from dataclasses import replace

from data_layer.records.database import Session
from data_layer.records.entries import Decision
from data_layer.records.keeping import entries
from metrics.checklist import checklists
from metrics.portfolio import Figures, Line, portfolio, surveyed
from metrics.sunset_register import register
from pages.parts import measures, signing
from pages.parts.view import View


def figures(view: View) -> Figures:
    """Of the whole district, as of the last day with data: a contract is not renewed for one school."""
    year, everything = view.this_year(), view.everything_known()
    of_tools = {
        name: view.measure(metric, by=("tool",), scope=year)
        for name, metric in (
            ("seat_use", "seat_utilization"),
            ("funnel", "license_funnel"),
            ("cost", "cost_per_active_user"),
            ("dormancy", "dormancy_rate"),
            ("adoption", "adoption_rate"),
        )
    }
    with view.source.store.connect() as connection:
        asked = surveyed(connection)
    return Figures(
        **of_tools,
        months=view.measure("adoption_rate", by=("tool", "month"), scope=year),
        teachers=view.measure("teacher_utilization", scope=everything),
        buy_in={
            tool: view.measure("staff_buy_in", scope=replace(everything, tools=frozenset({tool})))
            for tool in view.choices.tools
            if tool in asked
        },
    )


def read(view: View, found: Figures) -> list[Line]:
    """Every tool by name."""
    return signing.read(view, lambda session: of_session(session, view, found))


def of_session(session: Session, view: View, found: Figures) -> list[Line]:
    """The same of records that are open."""
    asked = {"policy": measures.policy_of(view.source)}
    as_of = view.choices.as_of
    with view.source.store.connect() as connection:
        return portfolio(
            connection,
            figures=found,
            checklists=checklists(connection, session, view.choices.tools, as_of=as_of, **asked),
            register=register(connection, session, result=found.teachers, **asked),
            decided=entries(session, Decision),
            as_of=as_of,
            **asked,
        )
