"""The filters in the sidebar: the same on every page, kept from page to page, and all of them in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from data_layer.choices import Choices
from data_layer.scope import Entitlement, Scope
from metrics.periods import Period
from pages.parts import period_choice, words
from pages.parts.measures import Source


def ask(
    source: Source, choices: Choices, *, entitlement: Entitlement, are_used: bool, has_period: bool = True
) -> tuple[Scope, Period]:
    """Draw the filters and read them. On a page that does not use them they stand still, and keep their values."""
    everywhere = "All schools" if entitlement.schools is None else "All your schools"
    schools = _several("School", choices.schools, names=_apart(choices.schools), everything=everywhere, on=are_used)
    grades = _several(
        "Grade level", choices.grade_levels, names=words.GRADES, everything="All grade levels", on=are_used
    )
    subjects = _several("Subject", choices.subjects, names={}, everything="All subjects", on=are_used)
    roles = _several("Role", choices.roles, names=words.ROLES, everything="All roles", on=are_used)
    period = _period(source, choices.as_of, on=are_used and has_period)
    scope = Scope(
        period_start=period.starts_on,
        period_end=period.ends_on,
        as_of=choices.as_of,
        schools=schools,
        grade_levels=grades,
        subjects=subjects,
        roles=roles,
        entitlement=entitlement,
    )
    return scope, period


def copy_link() -> None:
    """The whole address of what is seen now, to be sent to somebody."""
    with st.popover("Copy link", icon=":material/link:", width="stretch"):
        st.caption("Opens this page with these filters.")
        st.code(address(), language=None, wrap_lines=True)


def address() -> str:
    chosen = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    return (st.context.url or "") + (f"?{urlencode(chosen)}" if chosen else "")


def _several(
    label: str, values: Iterable[str], *, names: Mapping[str, str], everything: str, on: bool
) -> frozenset[str] | None:
    """None while nothing is chosen: that is all of them."""
    chosen = st.multiselect(
        label,
        list(values),
        format_func=lambda value: names.get(value, value),
        key=label.split()[0].lower(),
        placeholder=everything,
        bind="query-params",
        disabled=not on,
    )
    return frozenset(chosen) or None


def _apart(schools: Mapping[str, str]) -> dict[str, str]:
    """The name of each school, with its id where two schools have the same name."""
    names = list(schools.values())
    return {key: name if names.count(name) == 1 else f"{name} ({key})" for key, name in schools.items()}


def _period(source: Source, as_of: date, *, on: bool) -> Period:
    offered = period_choice.offered(source, as_of)
    names = [*offered, period_choice.CUSTOM]
    chosen = st.selectbox("Period", names, key="period", bind="query-params", disabled=not on)
    if chosen in offered:
        return offered[chosen]
    earliest, latest = period_choice.widest(source, as_of)
    year = period_choice.year_of(offered, as_of)
    days = st.date_input(
        "Dates",
        value=(max(year.starts_on, earliest), latest),
        min_value=earliest,
        max_value=latest,
        format="MM/DD/YYYY",
        key="dates",
        bind="query-params",
        disabled=not on,
    )
    return period_choice.custom(*days) if len(days) == 2 else period_choice.custom(*(days or (latest,)), latest)
