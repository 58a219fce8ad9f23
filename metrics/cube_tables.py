"""The tables of people that a figure is published from: counted once for a store version, whatever the filters say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, func, select

from data_layer.scope import Choice, Entitlement, Scope
from data_layer.tables import calendar_days, enrolled_days
from metrics.definition import PEOPLE, Metric
from metrics.groups import whole
from metrics.periods import TIME_GROUPS
from metrics.policy import Policy
from metrics.profiles import Profile, profile
from metrics.published import Cell, Kind, People, Published, Rules, together, too_few
from metrics.rows import Row, rows_of
from metrics.shaping import keys_of

DIMENSIONS = ("school", "grade_level", "role")  # those by whose filters people are shared out
_KEPT = 400  # questions about each store version
_counted: WeakKeyDictionary[Engine, dict[tuple, Tables]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Tables:
    """One table for each value of the keys, which are groups that do not share people out, such as tool or month.

    `is_exact`: they count the very people whom the rows of the figure do, and not those of the roster.
    """

    keys: tuple[str, ...]
    each: Mapping[tuple, Published]
    is_exact: bool

    def of(self, row: Row) -> Published:
        return self.each.get(tuple(row[key] for key in self.keys), _EMPTY)


_EMPTY = Published({}, ())


def tables(connection: Connection, metric: Metric, scope: Scope, *, by: tuple[str, ...], policy: Policy) -> Tables:
    """The tables for this split of a figure and this period, as the whole district has them."""
    asked = question(metric, scope, by)
    known = _counted.setdefault(connection.engine, {})
    if (asked, policy) not in known:
        if len(known) >= _KEPT:
            known.clear()
        known[asked, policy] = _tables(connection, asked, policy)
    return known[asked, policy]


@dataclass(frozen=True)
class Question:
    """What the tables depend on: no filter that shares people out, and none by a group that figures add up over."""

    metric: Metric
    scope: Scope
    others: tuple[str, ...]
    chosen: tuple[tuple[str, Choice], ...] = ()  # filters by such groups, where they are not in the split

    @property
    def has_subject(self) -> bool:
        return self.scope.subjects is not None or "subject" in self.others

    @property
    def is_of_enrolled(self) -> bool:
        return self.metric.is_of_enrolled and not self.has_subject


def question(metric: Metric, scope: Scope, by: tuple[str, ...]) -> Question:
    """The question of whose answer this one is a part, whatever is filtered."""
    everybody = replace(scope, schools=None, grade_levels=None, roles=None, entitlement=Entitlement())
    others = tuple(group for group in by if group not in DIMENSIONS)
    asked = Question(metric, everybody, others)
    if asked.is_of_enrolled:
        return replace(asked, scope=replace(everybody, tools=None), others=())
    filters = {"tool": scope.tools, "subject": scope.subjects}
    added = {group: values for group, values in filters.items() if group in metric.adds_over}
    without = replace(everybody, **{f"{group}s": None for group in added})
    chosen = tuple((group, values) for group, values in added.items() if group not in by)
    return Question(metric, without, tuple(dict.fromkeys([*others, *added])), chosen)


def _tables(connection: Connection, asked: Question, policy: Policy) -> Tables:
    if asked.is_of_enrolled:
        found = _by_key(_enrolled(connection, asked.scope), (), metric=asked.metric, policy=policy)
        return replace(found, is_exact=False)
    known = {"others": asked.others, "policy": policy, "has_subject": asked.has_subject}
    rows = counted(connection, asked.metric, asked.scope, **known)
    keys = known_keys(rows, asked.others)
    found = _by_key(rows, keys, metric=asked.metric, policy=policy)
    if asked.metric.alike_over:
        found = _alike(connection, asked, found, policy=policy)
    return added_up(found, dict(asked.chosen))


def _alike(connection: Connection, asked: Question, found: Tables, *, policy: Policy) -> Tables:
    """The same tables, hiding what the period or any month of it hides: a part is never more than the whole."""
    hiding = {
        key: together(spans, _rules(asked.metric, policy))[0]
        for key, spans in _spans(connection, asked, policy=policy).items()
    }
    places = [place for place, key in enumerate(found.keys) if key not in TIME_GROUPS]
    each = {
        key: replace(hiding[tuple(key[place] for place in places)], people=table.people)
        for key, table in found.each.items()
    }
    return replace(found, each=each)


def _spans(connection: Connection, asked: Question, *, policy: Policy) -> dict[tuple, list[People]]:
    """The people of the whole period and of each month of it, for each value of the groups other than of time."""
    apart = tuple(group for group in asked.others if group not in TIME_GROUPS)
    spans: dict[tuple, list[People]] = {}
    for split in (apart, *((*apart, group) for group in asked.metric.alike_over)):
        known = {"others": split, "policy": policy, "has_subject": asked.has_subject}
        rows = counted(connection, asked.metric, asked.scope, **known)
        keys = known_keys(rows, split)
        for key, people in _people(rows, keys).items():
            spans.setdefault(key[: len(keys) - len(split) + len(apart)], []).append(people)
    return spans


def known_keys(rows: Sequence[Row], others: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of these groups, as far as the figure told of them."""
    return tuple(key for key in keys_of(others) if rows and key in rows[0])


def added_up(tables: Tables, chosen: Mapping[str, Choice]) -> Tables:
    """The tables of the values chosen as one, for each value of the other keys: they hide the same cells."""
    if not chosen:
        return tables
    kept = [place for place, key in enumerate(tables.keys) if key not in chosen]
    each: dict[tuple, Published] = {}
    for key, table in tables.each.items():
        if all(_is_in(key[place], chosen.get(name)) for place, name in enumerate(tables.keys)):
            known = each.get(left := tuple(key[place] for place in kept), replace(table, people={}))
            each[left] = replace(table, people=dict(Counter(known.people) + Counter(table.people)))
    return Tables(tuple(tables.keys[place] for place in kept), each, is_exact=False)


def _is_in(value: object, chosen: Choice) -> bool:
    return chosen is None or value in chosen


def _enrolled(connection: Connection, scope: Scope) -> list[Row]:
    """Of each school and kind, the people on the day with the fewest of the school years that the period touches.

    So whatever days are asked for, and subtracted from others, no fewer people are behind a figure.
    """
    touched = (calendar_days.c.day >= scope.period_start, calendar_days.c.day < scope.known_end)
    years = select(calendar_days.c.school_year).where(*touched).distinct()
    days = select(calendar_days.c.day).where(calendar_days.c.school_year.in_(years))
    groups = [enrolled_days.c[name] for name in keys_of(DIMENSIONS)]
    per_day = select(*groups, enrolled_days.c.day, whole(enrolled_days.c.people_count).label(PEOPLE))
    per_day = per_day.where(enrolled_days.c.day.in_(days)).group_by(*groups, enrolled_days.c.day).subquery()
    groups = [per_day.c[name] for name in keys_of(DIMENSIONS)]
    return rows_of(connection, select(*groups, func.min(per_day.c[PEOPLE]).label(PEOPLE)).group_by(*groups))


def counted(
    connection: Connection,
    metric: Metric,
    scope: Scope,
    *,
    others: tuple[str, ...],
    policy: Policy,
    has_subject: bool = False,
) -> list[Row]:
    """A row for each school and kind of people, and for each value of the other groups. Subjects know no roles."""
    known = [group for group in DIMENSIONS if group in metric.groups and not (has_subject and group == "role")]
    if metric.people is not None:
        return metric.people(connection, scope, by=(*known, *others))
    return metric(connection, scope, by=(*known, *others), policy=policy).rows


def _by_key(rows: Collection[Row], keys: tuple[str, ...], *, metric: Metric, policy: Policy) -> Tables:
    added: dict[tuple, dict[tuple, People]] = {}
    apart = [place for place, key in enumerate(keys) if key not in metric.adds_over]
    for key, people in _people(rows, keys).items():
        added.setdefault(tuple(key[place] for place in apart), {})[key] = people
    each = {}
    for tables_of in added.values():
        each |= zip(tables_of, together(list(tables_of.values()), _rules(metric, policy)), strict=True)
    return Tables(keys, each, is_exact=True)


def _people(rows: Iterable[Row], keys: tuple[str, ...]) -> dict[tuple, People]:
    """The cells of each value of the keys."""
    people: dict[tuple, dict[Cell, int]] = {}
    for row in rows:
        cell = row.get("school_id"), Kind(row.get("role"), row.get("grade_level"))
        people.setdefault(tuple(row[name] for name in keys), {})[cell] = row[PEOPLE] or 0
    return people


def _rules(metric: Metric, policy: Policy) -> Rules:
    rules = profile(policy)
    return Rules(too_few(partial(_smallest, metric, rules)), goes_with_larger=rules.hides_next_smallest)


def _smallest(metric: Metric, rules: Profile, kinds: Collection[Kind]) -> int:
    return rules.smallest(is_staff=metric.is_about == "staff" or all(kind.is_staff for kind in kinds))
