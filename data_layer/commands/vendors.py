"""The commands that join the payees of payment lists to the vendors of the license list, each by a person's word."""

from __future__ import annotations

import argparse

from data_layer import vendors
from data_layer.store import Home
from data_layer.vendors import Payee


def add(commands: argparse._SubParsersAction) -> None:
    """`vendors list`, and `accept`, `reject` and `forget` with a payee."""
    joined = commands.add_parser("vendors", help="join payees of payment lists to the license list")
    actions = joined.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("list", help="every payee and what it may be").set_defaults(command=_list)
    accept = actions.add_parser("accept", help="join a payee to the vendor proposed, or to the one named")
    accept.add_argument("--vendor", help="a vendor of the license list")
    accept.add_argument("--tool", help="a tool of the license list, where the payee sells but this one")
    accept.set_defaults(command=_accept)
    reject = actions.add_parser("reject", help="it is none of them; do not propose it again")
    reject.set_defaults(command=_reject)
    forget = actions.add_parser("forget", help="take a decision back")
    forget.set_defaults(command=_forget)
    for action in (accept, reject, forget):
        action.add_argument("payee", metavar="PAYEE")


def _list(home: Home, _given: argparse.Namespace) -> int:
    for payee in vendors.payees(home):
        print(_told(payee))
    return 0


def _accept(home: Home, given: argparse.Namespace) -> int:
    print(_told(vendors.accept(home, given.payee, vendor=given.vendor, tool=given.tool)))
    return 0


def _reject(home: Home, given: argparse.Namespace) -> int:
    vendors.reject(home, given.payee)
    print(f"{given.payee} is joined to nothing, and will not be proposed again.")
    return 0


def _forget(home: Home, given: argparse.Namespace) -> int:
    vendors.forget(home, given.payee)
    print(f"What was decided about {given.payee} is forgotten.")
    return 0


def _told(payee: Payee) -> str:
    to = f" -> {payee.vendor} ({', '.join(payee.tools)})" if payee.vendor else ""
    return (
        f"{payee.state:8}  {' = '.join(payee.names)}{to}; ${payee.amount_usd:,.2f} in {payee.payment_count:,} payments"
    )
