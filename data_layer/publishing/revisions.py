"""What became of a published month: each edition in which it is not what it was before, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from data_layer.publishing import months
from data_layer.publishing.editions import Edition
from data_layer.store import Store
from data_layer.tables import parts

_NO_FIGURE = ("sign_in.", "alerts.", "publishing.")  # thresholds on which no figure depends


@dataclass(frozen=True)
class Revision:
    """The month as one edition has it: number 1 is how it was first published."""

    month: date
    number: int
    edition: Edition


@dataclass(frozen=True)
class Why:
    """What happened between two states of a month's data."""

    brought: tuple[int, ...] = ()
    taken_back: tuple[int, ...] = ()
    thresholds: tuple[tuple[str, object, object], ...] = ()  # name, what it was, what it is
    forgotten_count: int = 0
    said: str = ""  # what a person said

    def told(self, labels: Mapping[int, str]) -> Iterator[str]:
        """In sentences; `labels` says of each import what it was recognised as."""
        if self.said:
            yield self.said
        yield from (f"Import {number} came ({labels.get(number, 'not known')})." for number in self.brought)
        yield from (
            f"Import {number} was taken back ({labels.get(number, 'not known')})." for number in self.taken_back
        )
        yield from (f"The threshold {name} is {new}; it was {old}." for name, old, new in self.thresholds)
        if self.forgotten_count:
            people = "1 person was" if self.forgotten_count == 1 else f"{self.forgotten_count} people were"
            yield f"{people} taken out of everything."
        if self == Why(said=self.said):
            yield "The figures were computed anew."


def of(kept: Sequence[Edition], month: date) -> list[Revision]:
    """Every state of a month that was published, oldest first; nothing where it was not."""
    first = next((place for place, edition in enumerate(kept) if month in edition.months), None)
    if first is None:
        return []
    found = [Revision(month, 1, kept[first])]
    for edition in kept[first + 1 :]:
        if not is_same(found[-1].edition, edition, month):
            found.append(Revision(month, len(found) + 1, edition))
    return found


def published(kept: Sequence[Edition]) -> list[date]:
    """The months that were published, oldest first."""
    return sorted({month for edition in kept for month in edition.months})


def is_same(before: Edition, after: Edition, month: date) -> bool:
    return before.digest_of(month) == after.digest_of(month) and _figures_of(before) == _figures_of(after)


def why(before: Edition, after: Edition, month: date, *, stores: tuple[Store | None, Store | None]) -> Why:
    """The imports between the two that tell of the month, those taken back, and the thresholds that changed."""
    old, new = _figures_of(before), _figures_of(after)
    return Why(
        brought=_telling_of(stores[1], set(after.imports) - set(before.imports), month),
        taken_back=_telling_of(stores[0], set(before.imports) - set(after.imports), month),
        thresholds=tuple(
            (name, old.get(name), new.get(name)) for name in sorted({*old, *new}) if old.get(name) != new.get(name)
        ),
        forgotten_count=max(before.forgotten_count - after.forgotten_count, 0),
        said=after.why,
    )


def _telling_of(store: Store | None, import_ids: Iterable[int], month: date) -> tuple[int, ...]:
    """Those with rows of the month, or with rows that have no day, such as a roster's; all, where none can be asked."""
    if store is None:
        return tuple(sorted(import_ids))
    rows, margin = parts.c, timedelta(days=1)  # days as the source wrote them
    is_near = (rows.first_on < months.following(month) + margin) & (rows.last_on >= month - margin)
    asked = select(rows.import_id).distinct().where(rows.import_id.in_(sorted(import_ids)))
    with store.connect() as connection:
        found = connection.execute(asked.where(or_(rows.first_on.is_(None), is_near))).scalars()
        return tuple(sorted(found))


def _figures_of(edition: Edition) -> dict[str, object]:
    return {name: value for name, value in edition.policy if not name.startswith(_NO_FIGURE)}
