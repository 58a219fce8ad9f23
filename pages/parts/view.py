"""What one visitor looks at: a version of the data, what it offers, and the question that the filters ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import streamlit as st

from data_layer.access.viewer import Viewer
from data_layer.audit.kinds import THIS_COMPUTER
from data_layer.choices import Choices
from data_layer.publishing.revisions import Revision
from data_layer.scope import Scope
from data_layer.store import Home
from metrics.definition import Result
from metrics.periods import Period, Progress
from metrics.policy import Entry
from pages.parts import measures, scope_words, words
from pages.parts.measures import Question, Source


@dataclass(frozen=True)
class View:
    """Handed to every page. `source` is None before the first import, and then nothing can be measured."""

    home: Home
    viewer: Viewer
    pages: Mapping[str, st.Page] = field(default_factory=dict)
    source: Source | None = None
    choices: Choices | None = None
    scope: Scope | None = None
    period: Period | None = None
    published: Revision | None = None  # the month whose figures these are, as it was published; None: today's
    told: set[str] = field(default_factory=set, compare=False)  # notes that stand on the page already
    asked: list[Question] = field(default_factory=list, compare=False)

    def measure(self, name: str, *, by: tuple[str, ...] = (), scope: Scope | None = None) -> Result:
        scope = scope or self.scope
        question = Question(self.source, name, scope, by, measures.fees_for(self.home, name, scope))
        self.asked.append(question)
        return measures.answered(question)

    @property
    def by(self) -> str:
        """Whom the audit log names for what is done here."""
        return self.viewer.name or THIS_COMPUTER

    def target(self, name: str) -> Entry:
        """A threshold of the policy with its words."""
        return measures.policy_of(self.source).entry(name)

    @property
    def before(self) -> Scope | None:
        """The same question about the period before; None where the calendar does not reach back."""
        return self.before_of(self.scope)

    def named(self, scope: Scope) -> str:
        """The name of a period, with how far it is looked at; its days where it has no name."""
        span = (scope.period_start, scope.period_end)
        kinds = ("school_year", "semester", "quarter", "month")
        known = (period for kind in kinds for period in measures.periods_of(self.source, kind))
        label = next((period.label for period in known if (period.starts_on, period.ends_on) == span), None)
        if label is None:
            return words.span(scope.period_start, scope.known_end)
        return label if scope.known_end >= scope.period_end else f"the same point of {label}"

    def before_of(self, scope: Scope) -> Scope | None:
        return measures.before(self.source, scope)

    @property
    def progress(self) -> Progress:
        return measures.progress(self.source, self.scope)

    def over_time(self) -> Scope:
        """The school year that the period ends in, up to the period's end: what a line over months shows."""
        years = [
            year for year in measures.periods_of(self.source, "school_year") if year.starts_on < self.scope.period_end
        ]
        start = min(years[-1].starts_on, self.scope.period_start) if years else self.scope.period_start
        return self.scope.with_period(start, self.scope.period_end)

    def last_months(self, count: int) -> list[Period]:
        """The last months of the period, as far as the data goes, each with some school day."""
        months = measures.periods_of(self.source, "month")
        return [month for month in months if month.starts_on < self.scope.known_end][-count:]

    def since_the_beginning(self) -> Scope:
        """The same filters over all the school years there are, up to the period's end."""
        years = measures.periods_of(self.source, "school_year")
        first = min((year.starts_on for year in years), default=self.scope.period_start)
        return self.scope.with_period(min(first, self.scope.period_start), self.scope.period_end)

    def without_filters(self) -> Scope:
        """The whole district over all the days there are: whether anything was imported at all."""
        return replace(
            self.since_the_beginning(),
            schools=None,
            grade_levels=None,
            subjects=None,
            roles=None,
            tools=None,
        )

    def everything_known(self) -> Scope:
        """The whole district over all days up to the last with data, whatever the filters say."""
        everything, as_of = self.without_filters(), self.choices.as_of
        return replace(everything.with_period(everything.period_start, as_of + timedelta(days=1)), as_of=as_of)

    def this_year(self) -> Scope:
        """The whole district in the latest school year that has begun, and the days with data after it."""
        scope = self.everything_known()
        years = [year for year in measures.periods_of(self.source, "school_year") if year.starts_on <= scope.as_of]
        return scope.with_period(years[-1].starts_on, max(years[-1].ends_on, scope.period_end)) if years else scope

    def about(self, result: Result) -> str:
        """Whom a result is about, and which days."""
        whom = scope_words.population(result.scope, self.choices.schools, result.metric)
        return f"{whom} · {scope_words.days_of(result)}{self._as_published}"

    def whom(self) -> str:
        """Whom a page without filters is about: the whole district, or the schools that the viewer may see."""
        return f"{scope_words.whole(self.scope, self.choices.schools)}{self._as_published}"

    def filters_in_words(self) -> str:
        asked = scope_words.filtered(self.scope, self.choices.schools, self.period.label, self.progress)
        return f"{asked}{self._as_published}"

    @property
    def _as_published(self) -> str:
        return f", as published on {words.day(self.published.edition.kept_on)}" if self.published else ""
