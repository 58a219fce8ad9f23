"""The command that writes the staff survey as a form: for Google Forms, Microsoft Forms or any other platform."""

from __future__ import annotations

import argparse
from pathlib import Path

from data_layer import choices
from data_layer.scope import Entitlement
from data_layer.store import Home, current
from data_layer.survey_kit.files import FORMATS
from data_layer.survey_kit.form import POINTS, staff_form, words


def add(commands: argparse._SubParsersAction) -> None:
    """`survey-kit --language es --format google --out FOLDER`."""
    kit = commands.add_parser("survey-kit", help="write the staff survey as a form, whose answers import as they are")
    kit.add_argument("--language", choices=list(words()), default="en")
    kit.add_argument("--format", choices=list(FORMATS), help="the platform; all of them, if none is named")
    kit.add_argument("--points", type=int, choices=POINTS, default=POINTS[0], help="how many answers to choose from")
    kit.add_argument("--tool", default="", help="the tool that is asked about, such as Canvas")
    kit.add_argument("--anonymous", action="store_true", help="ask for school and role in place of the address")
    kit.add_argument("--out", type=Path, default=Path(), metavar="FOLDER")
    kit.set_defaults(command=_write)


def _write(home: Home, given: argparse.Namespace) -> int:
    form = staff_form(
        language=given.language,
        points=given.points,
        tool=given.tool,
        is_anonymous=given.anonymous,
        schools=_schools(home) if given.anonymous else (),
    )
    given.out.mkdir(parents=True, exist_ok=True)
    for name in [given.format] if given.format else FORMATS:
        path = given.out / FORMATS[name].file_name.format(language=given.language)
        path.write_bytes(FORMATS[name].file(form))
        print(path)
        for number, step in enumerate(FORMATS[name].steps, 1):
            print(f"  {number}. {step.replace('*', '')}")
    return 0


def _schools(home: Home) -> tuple[str, ...]:
    """The schools to choose from; before the first roster none, and then the answer is written."""
    store = current(home)
    if store is None:
        return ()
    with store.connect() as connection:
        return tuple(choices.read(connection, entitlement=Entitlement()).schools.values())
