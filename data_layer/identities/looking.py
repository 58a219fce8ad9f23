"""Who is behind these codes? The one way to a name: the role must allow it, and the audit log has it before."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from data_layer.access.capabilities import Capability
from data_layer.access.viewer import Viewer
from data_layer.audit import log
from data_layer.audit.entries import Note
from data_layer.audit.kinds import Kind
from data_layer.identities import sealed
from data_layer.identities.sealed import Identity
from data_layer.store import Home


def look(home: Home, viewer: Viewer, codes: Collection[str], *, by: str, why: str) -> dict[str, Identity]:
    """What is known of the people behind these codes; NotAllowed and RecordsUnavailable come before a name is read."""
    viewer.require(Capability.RECLAIM)
    log.note_first(home, Note(Kind.LOOK, by, why, row_count=len(set(codes))))
    wanted, found = set(codes), {}
    for import_id in sealed.imports(home):
        for identity in sealed.opened(home, import_id):
            if identity.code in wanted:
                found[identity.code] = _newer(found.get(identity.code), identity)
    return found


def _newer(known: Identity | None, said: Identity) -> Identity:
    """What a later import says counts; what it leaves out stays."""
    if known is None:
        return said
    fresh = {name: value for name, value in vars(said).items() if value is not None}
    return replace(known, **fresh)
