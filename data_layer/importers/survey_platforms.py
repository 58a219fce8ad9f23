"""What each survey platform writes around the questions: which file is whose, and when and by whom it was answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import polars as pl

from data_layer.importers.columns import text
from data_layer.importers.contract import Check, Column, Head, fold

_LIME_CODE = re.compile(r"^[A-Za-z]\w*(?:\[\w+\])?\.\s+(?P<text>.+)$", re.DOTALL)  # "G01Q02[SQ001]. The question"
_NOT_ASKED = ("points - ", "feedback - ", "total points", "quiz feedback")  # what Microsoft adds to a graded form
NO_QUESTIONS = frozenset(  # what the platforms write of a response besides its answers
    (
        *("id", "start time", "completion time", "last modified time", "name", "email", "total points"),
        *("startdate", "enddate", "status", "ipaddress", "ip address", "progress", "duration (in seconds)", "finished"),
        *("recordeddate", "responseid", "recipientlastname", "recipientfirstname", "recipientemail", "responseset"),
        *("externalreference", "externaldatareference", "emailaddress", "locationlatitude", "locationlongitude"),
        *("locationaccuracy", "distributionchannel", "userlanguage", "respondent id", "respondentid", "collector id"),
        *("start date", "end date", "email address", "first name", "last name", "custom data 1", "timestamp"),
        *("submitdate", "lastpage", "startlanguage", "seed", "datestamp", "ipaddr", "refurl", "username"),
        *("response id", "date submitted", "last page", "start language", "date started", "date last action"),
        *("id. response id", "submitdate. date submitted", "lastpage. last page", "startlanguage. start language"),
        *("seed. seed", "startdate. date started", "datestamp. date last action", "ipaddr. ip address"),
        *("referrer url", "refurl. referrer url", "horodateur", "carimbo de data/hora"),
        *("marca temporal", "dirección de correo electrónico", "nombre de usuario", "hora de inicio", "nombre"),
        *("hora de finalización", "correo electrónico", "hora de la última modificación"),
    )
)
_OTHER_GOOGLE_FORMS = (  # the language, and what a form in it writes over the time and the address
    ("Spanish", "Marca temporal", ("Dirección de correo electrónico", "Correo electrónico", "Nombre de usuario")),
    ("French", "Horodateur", ("Adresse e-mail",)),
    ("Portuguese", "Carimbo de data/hora", ("Endereço de e-mail",)),
)
_TRIAL_CODES = ("1", "2", "8", "9", "12", "17", "40")  # Qualtrics: previews, tests and what it takes for spam


def _as_it_is(header: str) -> str:
    return header


@dataclass(frozen=True)
class Platform:
    """One platform's export of answers, in one language.

    `signature` are headers that are always there; `first` the words its first column may have, where that tells.
    `submitted` and `respondent` are the headers of time and address, `reference` that of an id given by the district.
    `uncounted` says which responses were never meant to count, `uncounted_as` what those are; `question` takes a code
    off a question's wording.
    """

    name: str
    seller: str
    label: str
    signature: tuple[str, ...]
    submitted: tuple[str, ...]
    respondent: tuple[str, ...]
    first: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    is_always_submitted: bool = True
    further: tuple[Column, ...] = ()
    uncounted: pl.Expr | None = field(default=None, compare=False)
    uncounted_as: str = ""
    checks: tuple[Check, ...] = ()
    question: Callable[[str], str] = _as_it_is
    has_month_first: bool = True  # 3/4/2026 is March 4; else such a day is none, since it may be April 3 as well

    def wrote(self, head: Head) -> bool:
        """Whether this is the platform's file; the time may be missing all the same."""
        known = [name for name in self.signature if name not in self.submitted]
        return head.has(*known) and (not self.first or fold(head.columns[0]) in self.first)

    def tells_when(self, head: Head) -> bool:
        return any(head.has(name) for name in self.submitted)


def _without_code(header: str) -> str:
    found = _LIME_CODE.match(header)
    return found["text"] if found else header


_LIMESURVEY = Platform(
    name="limesurvey",
    seller="LimeSurvey",
    label="a LimeSurvey survey",
    signature=("id", "submitdate", "lastpage", "startlanguage"),
    submitted=("submitdate",),
    respondent=("email",),
    is_always_submitted=False,
    uncounted=pl.col("submitted_at").is_null(),
    uncounted_as="begun and never sent",
    checks=(
        Check(
            "submitted_at",
            pl.col("submitted_at").dt.year() > 1980,
            "is what LimeSurvey writes where a survey keeps no dates; when it was answered cannot be known",
            "Switch on the date stamp in the survey's settings before it starts.",
        ),
    ),
    question=_without_code,
)

PLATFORMS = (
    Platform(
        name="google_form",
        seller="Google Forms",
        label="a Google Form",
        signature=("Timestamp",),
        first=("timestamp",),
        submitted=("Timestamp",),
        respondent=("Email Address", "Email", "Username"),
    ),
    *(
        Platform(
            name=f"google_form_{language.casefold()}",
            seller=f"Google Forms in {language}",
            label="a Google Form",
            signature=(time,),
            first=(time.casefold(),),
            submitted=(time,),
            respondent=addresses,
            has_month_first=False,
        )
        for language, time, addresses in _OTHER_GOOGLE_FORMS
    ),
    Platform(
        name="microsoft_form_spanish",
        seller="Microsoft Forms in Spanish",
        label="a Microsoft Form",
        signature=("ID", "Hora de inicio", "Hora de finalización"),
        submitted=("Hora de finalización",),
        respondent=("Correo electrónico",),
        has_month_first=False,
    ),
    Platform(
        name="microsoft_form",
        seller="Microsoft Forms",
        label="a Microsoft Form",
        signature=("ID", "Start time", "Completion time"),
        submitted=("Completion time",),
        respondent=("Email",),
    ),
    Platform(
        name="qualtrics",
        seller="Qualtrics",
        label="a Qualtrics survey",
        signature=("ResponseId", "StartDate", "EndDate", "Finished"),
        submitted=("RecordedDate", "EndDate"),
        respondent=("RecipientEmail", "EmailAddress"),
        reference=("ExternalReference", "ExternalDataReference"),
        further=(Column("status", ("Status",), text()),),
        uncounted=pl.col("status").is_in(_TRIAL_CODES) | pl.col("status").str.contains("(?i)preview|test|spam"),
        uncounted_as="previews, tests and what Qualtrics takes for spam",
    ),
    Platform(
        name="surveymonkey",
        seller="SurveyMonkey",
        label="a SurveyMonkey survey",
        signature=(),
        first=("respondent id", "respondentid"),
        submitted=("End Date", "Start Date"),
        respondent=("Email Address",),
        reference=("Custom Data 1",),
    ),
    _LIMESURVEY,
    replace(
        _LIMESURVEY,
        name="limesurvey_texts",
        signature=("Response ID", "Date submitted", "Last page", "Start language"),
        submitted=("Date submitted",),
        respondent=("Email address",),
        question=_as_it_is,
    ),
    replace(
        _LIMESURVEY,
        name="limesurvey_codes_and_texts",
        signature=("id. Response ID", "submitdate. Date submitted", "lastpage. Last page"),
        submitted=("submitdate. Date submitted",),
        respondent=("email. Email address",),
    ),
)

TABLE = Platform(
    name="table",
    seller="a table of answers",
    label="a survey",
    signature=(),
    submitted=("Timestamp", "Submitted at", "Submitted on", "Submission date", "Submitted", "Response date", "Date"),
    respondent=("Email Address", "Email", "Username"),
)


def platform_of(head: Head) -> Platform | None:
    return next((platform for platform in PLATFORMS if head.columns and platform.wrote(head)), None)


def wordings(head: Head) -> dict[str, str]:
    """What each column asks: the wording under its code, where there is one, else its header."""
    platform = platform_of(head)
    beneath = head.beneath[0] if head.beneath else head.columns
    plain = platform.question if platform else _as_it_is
    return {
        column: plain(said or column)
        for column, said in zip(head.columns, beneath, strict=True)
        if not fold(column).startswith(_NOT_ASKED)
    }
