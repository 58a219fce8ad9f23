"""Whose payments belong to which vendor of the license list: proposed by likeness, joined only by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection, func, select

from data_layer import rollups, store, vendor_links
from data_layer.settings import load as load_settings
from data_layer.store import Home
from data_layer.tables import contracts, payments, tools
from data_layer.turns import turn
from data_layer.vendor_links import Link
from data_layer.vendor_names import likeness, normal

PROPOSED, ACCEPTED, REJECTED, UNLIKE = "proposed", "accepted", "rejected", "unlike"


class UnknownName(ValueError):
    """A payee, vendor or tool that is in no list."""


@dataclass(frozen=True)
class Payee:
    """One payee of the payment lists, in all the ways it is written, and what it is or may be joined to."""

    key: str
    names: tuple[str, ...]
    payment_count: int
    amount_usd: Decimal
    state: str
    vendor: str | None = None  # of the license list
    tools: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.names[0]


def payees(home: Home) -> list[Payee]:
    """Every named payee, those that a person has yet to decide about first, the most money first."""
    served = store.current(home)
    if served is None:
        return []
    with served.connect() as connection:
        paid, sold = _paid(connection), _sold(connection)
    links = vendor_links.load(home)
    needed = load_settings(home).vendor_likeness_needed
    found = [_payee(key, rows, links.get(key), sold, needed) for key, rows in paid.items()]
    order = (PROPOSED, ACCEPTED, UNLIKE, REJECTED)
    return sorted(found, key=lambda payee: (order.index(payee.state), -payee.amount_usd, payee.key))


def accept(home: Home, payee: str, *, vendor: str | None = None, tool: str | None = None) -> Payee:
    """Join a payee to the vendor that was proposed, or to the vendor or tool that is named."""
    found = _find(home, payee)
    with store.current(home).connect() as connection:
        sold = _sold(connection)
    vendor = _known(vendor, sold, "vendor") if vendor else None
    if tool:
        tool = _known(tool, {each for names in sold.values() for each in names}, "tool")
        vendor = vendor or next(name for name, names in sold.items() if tool in names)
    if vendor is None and found.state != PROPOSED:
        raise UnknownName(f"Nothing in the license list is like {found.name}. Name its vendor or its tool.")
    _decide(home, Link(found.key, vendor or found.vendor, tool))
    return _find(home, payee)


def reject(home: Home, payee: str) -> None:
    """The payee is none of the license list's vendors; it is not proposed again."""
    _decide(home, Link(_find(home, payee).key, is_accepted=False))


def forget(home: Home, payee: str) -> None:
    """Take a decision back: the payee is proposed anew."""
    _decide(home, Link(_find(home, payee).key), is_kept=False)


def _decide(home: Home, link: Link, *, is_kept: bool = True) -> None:
    with turn(home, "joining payments to vendors", wait_seconds=600):
        links = vendor_links.load(home)
        links.pop(link.payee, None)
        vendor_links.save(home, {**links, link.payee: link} if is_kept else links)
        with store.writing(home) as connection:
            rollups.join_payments(connection, home)


def _paid(connection: Connection) -> dict[str, list]:
    """The payees' ways of being written, under their normal name, the one with most money first."""
    found = defaultdict(list)
    columns = (payments.c.payee, payments.c.vendor, func.count(), func.sum(payments.c.amount_usd))
    rows = select(*columns).where(payments.c.payee.is_not(None)).group_by(payments.c.payee, payments.c.vendor)
    for payee, *row in sorted(connection.execute(rows), key=lambda each: (-each[3], each[1])):
        found[payee].append(row)
    return found


def _sold(connection: Connection) -> dict[str, set[str]]:
    """The license list's vendors, each with its tools; a tool without a vendor stands for its own."""
    found = defaultdict(set)
    rows = select(contracts.c.vendor, tools.c.name).join(tools, tools.c.tool_id == contracts.c.tool_id).distinct()
    for vendor, tool in connection.execute(rows):
        found[vendor or tool].add(tool)
    return found


def _payee(key: str, rows: list, link: Link | None, sold: Mapping[str, set[str]], needed: float) -> Payee:
    vendor, is_alike = _likest(rows[0][0], sold, needed)
    state = PROPOSED if is_alike else UNLIKE
    if link:
        state, vendor = (ACCEPTED, link.vendor) if link.is_accepted else (REJECTED, None)
    its_tools = (link.tool,) if link and link.tool else tuple(sorted(sold.get(vendor, ())))
    return Payee(
        key=key,
        names=tuple(name for name, _, _ in rows),
        payment_count=sum(count for _, count, _ in rows),
        amount_usd=sum((amount for _, _, amount in rows), Decimal()),
        state=state,
        vendor=vendor,
        tools=its_tools,
    )


def _likest(name: str, sold: Mapping[str, set[str]], needed: float) -> tuple[str | None, bool]:
    """The vendor whose name, or one of whose tools' names, is most like this one, where it is like enough."""
    scores = {vendor: max(likeness(name, each) for each in (vendor, *its)) for vendor, its in sold.items()}
    best = max(scores, key=lambda vendor: (scores[vendor], vendor), default=None)
    return (best, True) if best is not None and scores[best] >= needed else (None, False)


def _find(home: Home, name: str) -> Payee:
    found = next((payee for payee in payees(home) if normal(name) == payee.key), None)
    if found is None:
        raise UnknownName(f"No payment was made to {name}. `python -m data_layer vendors list` lists the payees.")
    return found


def _known(name: str, names: Iterable[str], what: str) -> str:
    found = next((each for each in names if each.casefold() == name.strip().casefold()), None)
    if found is None:
        raise UnknownName(f"The license list has no {what} {name}. It has: {', '.join(sorted(names))}.")
    return found
