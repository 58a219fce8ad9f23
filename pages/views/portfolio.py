"""What does each tool cost, who uses it, what is risky, and what should become of it? Every tool in one table."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from data_layer.access.capabilities import Capability
from metrics.portfolio import Figures, Line
from pages.parts import (
    chart_files,
    definitions,
    downloads,
    exports,
    opening,
    portfolio_lines,
    portfolio_words,
    theme,
    words,
)
from pages.parts.charts import scatter
from pages.parts.view import View

FILES = (
    "Your license list (template, CSV or XLSX): what each tool costs",
    "A log of each tool, and a roster: who uses it",
    "A staff survey that names a tool: what staff think of it",
)
_CONFIG = {"displayModeBar": False, "responsive": True}
_DOLLARS = st.column_config.NumberColumn(format="dollar")
_COLUMNS = {
    "Tool": st.column_config.TextColumn(pinned=True),
    "Open": st.column_config.LinkColumn(display_text="Open", width="small", help="All about this tool"),
    "Annual cost": _DOLLARS,
    "Seats": st.column_config.NumberColumn(format="localized", help="Empty for a site license"),
    "Funnel": st.column_config.BarChartColumn(y_min=0, help="Seats purchased, assigned, ever used, active"),
    "In use": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1),
    "Use by month": st.column_config.LineChartColumn(y_min=0, y_max=1, help="Share of those who may, whole months"),
    "Dollars per active user": _DOLLARS,
    "Dollars per student": st.column_config.NumberColumn(format="$%.3f", help="The contract and the fees beside it"),
    "Contract ends": st.column_config.DateColumn(format="MMM D, YYYY"),
}


def show(view: View) -> None:
    opening.title("Portfolio")
    if view.scope is None or not view.choices.tools:
        opening.empty(view, missing="No tool is known yet", files=FILES)
        return
    figures = portfolio_lines.figures(view)
    lines = portfolio_lines.read(view, figures)
    spend = view.measure("unused_spend", by=("tool",), scope=view.this_year())
    st.caption(f"Whole district · as of {words.day(view.choices.as_of)}")
    st.markdown(f"#### {portfolio_words.answer(lines, spend)}")
    for warning in portfolio_words.warnings(lines):
        st.warning(warning, icon=":material/warning:")
    _scatter(view, lines)
    _table(view, _chosen(lines), figures)
    if view.viewer.may(Capability.SEE_RECORDS):
        _open(view)


def _scatter(view: View, lines: Sequence[Line]) -> None:
    st.subheader(portfolio_words.little_used(lines, view.target("portfolio.coach_below")), anchor=False)
    st.caption(
        "Dollars a year by share of seats in use (where no seats are counted: of those who may use it, this school "
        "year). Money sleeps top left. Larger marks have more seats, diamonds no number of them; orange is to be "
        "dropped or right-sized."
    )
    figure = scatter.draw(lines)
    figure.layout.template = theme.template(st.context.theme.type or theme.LIGHT)
    st.plotly_chart(figure, theme=None, key="chart_portfolio", config=_CONFIG, alt=scatter.describe(lines))
    with st.container(horizontal=True):
        _picture(view, lines, figure)
    if left := scatter.left_out(lines):
        st.caption(f"Not in the chart, because cost or use is not known or not shown: {', '.join(left)}.")


def _picture(view: View, lines: Sequence[Line], figure: go.Figure) -> None:
    chart_files.buttons(
        view,
        figure,
        title=portfolio_words.little_used(lines, view.target("portfolio.coach_below")),
        source="Dollars a year by share in use, whole district",
        alt=scatter.describe(lines),
        what="the portfolio",
        key="portfolio",
    )


def _chosen(lines: Sequence[Line]) -> list[Line]:
    """All of them, or those of the recommendations picked; the choice stands in the address."""
    names = {name: advice for advice, (_, name) in portfolio_words.ADVICE.items()}
    picked = st.pills("Recommended", list(names), selection_mode="multi", key="advice", bind="query-params")
    return [line for line in lines if not picked or line.rule.recommendation in {names[name] for name in picked}]


def _table(view: View, lines: Sequence[Line], figures: Figures) -> None:
    if not lines:
        st.info("No tool has this recommendation. Take a choice away to see the others.")
        return
    with_decisions = view.viewer.may(Capability.SEE_RECORDS)
    shown = portfolio_words.on_screen(lines, with_decisions=with_decisions)
    columns = _COLUMNS if with_decisions else {**_COLUMNS, "Open": None}
    st.dataframe(shown, hide_index=True, key="portfolio", column_config=columns, placeholder="–")
    hidden = [line.tool for line in lines if line.is_hidden]
    if hidden:
        st.caption(f"Too few people to show: {', '.join(hidden)}.")
    table = portfolio_words.table(lines, with_decisions=with_decisions)
    with st.container(horizontal=True):
        _downloads(view, table)
        with st.popover("How is it recommended?", icon=":material/rule:"):
            st.markdown(portfolio_words.rules(view.target))
        per_student = view.measure("cost_per_student", scope=view.this_year())
        counted = (figures.seat_use, figures.adoption, figures.cost, per_student, figures.teachers)
        definitions.popover(view, *counted)


def _downloads(view: View, table: pl.DataFrame) -> None:
    how = portfolio_words.how_made(as_of=view.choices.as_of, imports=view.choices.imports)
    for kind, write in (("csv", exports.noted_csv), ("xlsx", exports.noted_xlsx)):
        downloads.button(
            view,
            f"Download {kind.upper()}",
            lambda write=write: write(table, how),
            file_name=f"portfolio_{view.choices.as_of:%Y-%m-%d}.{kind}",
            what="portfolio",
            row_count=table.height,
        )


def _open(view: View) -> None:
    """The way to one tool by keyboard, for which the cells of a table are hard to reach."""
    tool = st.selectbox("One tool", view.choices.tools, key="one_of_all", width=320)
    st.page_link(
        view.pages["tool"], label=f"All about {tool}", icon=":material/arrow_forward:", query_params={"tool": tool}
    )
