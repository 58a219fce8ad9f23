"""Erasure: without its key nobody can be known again in the home, and no new file can be matched to it."""

from __future__ import annotations

from data_layer import privacy, staging
from data_layer.audit.kinds import COMMAND_LINE, Kind
from data_layer.identities import sealed
from data_layer.store import Home
from data_layer.turns import Waiting, turn
from data_layer.unwritable import told

CONFIRMATION = "destroy the key"


class NotConfirmed(ValueError):
    """Nobody said in so many words that the key is to be destroyed."""

    def __init__(self) -> None:
        super().__init__(
            "This cannot be taken back: names and refused rows are lost; nothing can be imported into this home any "
            f'more; its figures stay as they are. To do it, add --confirm "{CONFIRMATION}". Copies of the key in your '
            "backups are yours to destroy."
        )


def destroy(
    home: Home,
    *,
    confirmation: str,
    by: str = COMMAND_LINE,
    wait_seconds: float = 600,
    waiting: Waiting | None = None,
) -> None:
    """Remove the keys of codes and names with all that they seal. The audit log, which has its own, stays."""
    if confirmation != CONFIRMATION:
        raise NotConfirmed
    held = turn(home, "destroying the key", wait_seconds=wait_seconds, waiting=waiting)
    with told(home), held, staging.staged(home) as stage:
        stage.write(privacy.destroyed(home), b"")
        names = [sealed.path_of(home, import_id) for import_id in sealed.imports(home)]
        for file in (*home.refused.glob("*"), *names, sealed.key_of(home), privacy.key_of(home)):
            stage.take_away(file)
        stage.note(Kind.KEY, by, "the key was destroyed, with all names and refused rows")
