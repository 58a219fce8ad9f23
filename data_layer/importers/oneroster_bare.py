"""OneRoster as some systems write it: whole files, without the columns status and dateLastModified.

Orgs and academic sessions are then the very same as School Data Sync's, and the others differ by a header or two. One
importer takes them all, so that such a roster is one import.
"""

from __future__ import annotations

from dataclasses import replace

from data_layer.importers.contract import Head, Layout
from data_layer.importers.oneroster import CLASSES, COURSES, ENROLLMENTS, ROLES, USERS
from data_layer.importers.oneroster_identifiers import PROFILE_IDENTIFIERS
from data_layer.importers.oneroster_ignored import IGNORED

MICROSOFTS = "activeDirectoryMatchId"
_ONEROSTERS = (
    *("enabledUser", "userIds", "userId", "identifier", "middleName", "agentSourcedIds", "agents", "grades"),
    *("userMasterIdentifier", "primaryOrgSourcedId"),
)
_STATUS = "status"
_DEMOGRAPHICS = "demographics"
_TOO_LITTLE = "categories"  # an id and a title alone could be anything's


def lists_oneroster_users(head: Head) -> bool:
    """Users of both have the same names; only OneRoster says any of these of them."""
    return not head.has(MICROSOFTS) and any(head.has(name) for name in _ONEROSTERS)


def _bare(layout: Layout, *signature: str, absent: tuple[str, ...] = ()) -> Layout:
    return replace(
        layout,
        name=f"{layout.name}_bare",
        label=layout.label.replace(" file", " file without its status column", 1),
        signature=signature or tuple(name for name in layout.signature if name != _STATUS),
        absent=(*layout.absent, _STATUS, *absent),
    )


def _set_aside(layout: Layout) -> Layout:
    if layout.name == _DEMOGRAPHICS:
        return _bare(layout, "sourcedId", "birthDate", "sex", absent=("userSourcedId",))  # by which Microsoft goes
    return _bare(layout)


BARE = (
    _bare(COURSES),
    _bare(CLASSES),
    replace(_bare(USERS), matches=lists_oneroster_users),
    _bare(ROLES),
    _bare(ENROLLMENTS),
    _bare(PROFILE_IDENTIFIERS),
    *(_set_aside(each) for each in IGNORED if each.name != _TOO_LITTLE),
)
