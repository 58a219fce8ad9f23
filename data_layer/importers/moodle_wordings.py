"""What the columns of Moodle's log report are called in each language, and the two phrases that are read in them.

Moodle translates its headers and leaves the descriptions in English. A language is listed once its headers have been
seen; the French pack writes its apostrophes straight or curved, by version, and Spanish sites call an event's name in
two ways.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Wording:
    """The headers of one language; `acting_as` parts the two names where somebody is logged in as somebody else.

    `courses` are the words for a course before its name, where they are not the header.
    """

    suffix: str
    time: str
    course: str
    person: tuple[str, ...]
    context: str
    component: str
    name: str
    description: str
    origin: str
    acting_as: tuple[str, ...]
    courses: tuple[str, ...] = ()


ENGLISH = Wording(
    suffix="",
    time="Time",
    course="Course",
    person=("User full name",),
    context="Event context",
    component="Component",
    name="Event name",
    description="Description",
    origin="Origin",
    acting_as=(" as ",),
)
SPANISH = Wording(
    suffix="_es",
    time="Hora",
    course="Curso",
    person=("Nombre completo del usuario",),
    context="Contexto del evento",
    component="Componente",
    name="Nombre evento",
    description="Descripción",
    origin="Origen",
    acting_as=(" como ",),
)
SPANISH_LONG = replace(SPANISH, suffix="_es_long", name="Nombre del evento")
GERMAN = Wording(
    suffix="_de",
    time="Zeit",
    course="Kurs",
    person=("Vollständiger Name",),
    context="Ereigniskontext",
    component="Komponente",
    name="Ereignisname",
    description="Beschreibung",
    origin="Herkunft",
    acting_as=(" als ",),
)
FRENCH = Wording(
    suffix="_fr",
    time="Heure",
    course="Cours",
    person=("Nom complet de l'utilisateur", "Nom complet"),
    context="Contexte de l'événement",
    component="Composant",
    name="Nom de l'événement",
    description="Description",
    origin="Origine",
    acting_as=(" en tant que ",),
)
FRENCH_CURVED = replace(
    FRENCH,
    suffix="_fr_curved",
    person=("Nom complet de l’utilisateur", "Nom complet"),
    context="Contexte de l’événement",
    name="Nom de l’événement",
)
PORTUGUESE = Wording(
    suffix="_pt",
    time="Hora",
    course="Curso",
    person=("Nome completo",),
    context="Contexto do Evento",
    component="Componente",
    name="Nome do evento",
    description="Descrição",
    origin="Origem",
    acting_as=(" como ",),
)
ITALIAN = Wording(
    suffix="_it",
    time="Data/Ora",
    course="Corso",
    person=("Nome completo dell'utente",),
    context="Contesto dell'evento",
    component="Componente",
    name="Evento",
    description="Descrizione",
    origin="Origine",
    acting_as=(" come ",),
)
WORDINGS = (ENGLISH, SPANISH, SPANISH_LONG, GERMAN, FRENCH, FRENCH_CURVED, PORTUGUESE, ITALIAN)
