"""Does what was kept of a published month still say what its page said? A new definition must not change it unseen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from data_layer.publishing import figures, months
from data_layer.publishing.figures import Told
from data_layer.publishing.revisions import Revision
from data_layer.scope import Entitlement, Scope
from pages.parts import as_published, month_figures
from pages.parts.month_figures import Moved
from pages.parts.view import View

_NOTHING: Mapping = {}


def may_be_seen(view: View) -> bool:
    """It is of the whole district as a board may see it, whoever looks first; so that nobody else is shown more."""
    return view.scope.entitlement.schools is None


def otherwise(view: View, revision: Revision) -> tuple[Moved, ...]:
    """Every figure that was published otherwise than this program reads it off what was kept; all, where it cannot.

    What is said is kept when the month is looked at for the first time.
    """
    said = figures.kept(view.home, revision.edition, revision.month)
    now = _read(view, revision)
    if said is None:
        if now and not revision.edition.forgotten_count:
            figures.keep(view.home, revision.edition, revision.month, now)
        return ()
    return month_figures.differences(said, now)


def _read(view: View, revision: Revision) -> Told:
    source = as_published.source_of(view.source, revision.edition, view.home)
    return _NOTHING if source is None else month_figures.told(source, _of_the_board(revision.month))


def _of_the_board(month: date) -> Scope:
    end = months.following(month)
    return Scope(month, end, as_of=end, entitlement=Entitlement(is_shareable=True))
