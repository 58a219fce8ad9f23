"""The commands for the home's key: rotate it, or destroy it for good."""

from __future__ import annotations

import argparse

from data_layer import key_destruction, key_rotation
from data_layer.commands.bringing import say
from data_layer.store import Home


def add(commands: argparse._SubParsersAction) -> None:
    """Put `key rotate` and `key destroy` beside the other commands."""
    key = commands.add_parser("key", help="rotate the key that makes codes of names, or destroy it")
    actions = key.add_subparsers(required=True, metavar="rotate|destroy")
    rotate = actions.add_parser("rotate", help="change every code, as when the key may have been seen; figures stay")
    rotate.set_defaults(command=_rotate)
    destroy = actions.add_parser("destroy", help="make everybody in this home unknown for good; figures stay")
    destroy.add_argument("--confirm", default="", metavar="WORDS", help=f'"{key_destruction.CONFIRMATION}"')
    destroy.set_defaults(command=_destroy)


def _rotate(home: Home, _given: argparse.Namespace) -> int:
    key_rotation.rotate(home, waiting=say)
    print("The key was rotated: every code is another one, every figure the same. Back the new key up.")
    return 0


def _destroy(home: Home, given: argparse.Namespace) -> int:
    key_destruction.destroy(home, confirmation=given.confirm, waiting=say)
    print("The key was destroyed. Nobody in this home can be known again. Copies in your backups are yours to destroy.")
    return 0
