"""Why the answers to a survey are not taken: what it asks, what its closest instrument lacks, and what to do."""

from __future__ import annotations

from data_layer.importers.contract import FileRefused, Head
from data_layer.importers.instrument import readings
from data_layer.importers.instrument_files import Instruments
from data_layer.importers.survey_form import CODED, Form, form
from data_layer.importers.survey_platforms import platform_of, wordings

_SHOWN = 6
_LONGEST = 100
_DESCRIBE = (
    "Describe the survey once in an instrument file: `python -m data_layer instrument draft FILE` writes one to start "
    "from, out of the questions alone. Put it into the folder `instruments` of the home, and import the file again."
)


def explain_unmatched(head: Head, instruments: Instruments) -> FileRefused | None:
    """The refusal of a survey that no instrument knows whole; None for what is no survey, or is known."""
    found = [form(head, instrument) for instrument in instruments.usable]
    closest = max(found, key=lambda each: len(each.items))
    platform, asks = platform_of(head), questions_seen(head)
    is_survey = (platform and (closest.items or asks)) or len(closest.items) >= CODED
    if not is_survey or any(each.is_whole for each in found):
        return None
    known = f"The file looks like the answers to {platform.label if platform else 'a survey'}"
    said = _lacks(closest) if closest.items else _asks_else(asks, instruments)
    unread = f" An instrument file could not be used. {' '.join(instruments.problems)}" if instruments.problems else ""
    return FileRefused(f"{known}{said}{unread}", _DESCRIBE)


def questions_seen(head: Head) -> list[str]:
    """What the headers ask, in the order of the form: of a grid of questions the row that tells them apart."""
    return [readings(said)[0] for said in wordings(head).values() if len(said.split()) > 3]


def _lacks(closest: Form) -> str:
    instrument, missing = closest.instrument, closest.missing
    every = f"the {len(instrument.items)} questions of {instrument.label}"
    named = ", ".join(f"“{item.label[:_LONGEST]}”" for item in missing[:_SHOWN])
    more = f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
    return f" with {len(closest.items)} of {every}: {', '.join(closest.items)}. Missing: {named}{more}."


def _asks_else(asks: list[str], instruments: Instruments) -> str:
    known = "; ".join(instrument.label for instrument in instruments.usable)
    quoted = "; ".join(f"“{said[:_LONGEST]}”" for said in asks[:_SHOWN])
    more = f"; and {len(asks) - _SHOWN} more" if len(asks) > _SHOWN else ""
    return f", but none of its questions belongs to a survey that is known here ({known}). It asks: {quoted}{more}."
