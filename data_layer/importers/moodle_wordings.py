"""What the columns of Moodle's log report are called in each language, and the two phrases that are read in them.

Moodle translates its headers and leaves the descriptions in English. A language is listed once its headers have been
seen; the French pack writes its apostrophes straight or curved, by version.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Wording:
    """The headers of one language; `acting_as` parts the two names where somebody is logged in as somebody else."""

    suffix: str
    time: str
    course: str
    person: tuple[str, ...]
    context: str
    component: str
    name: str
    description: str
    origin: str
    acting_as: str


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
    acting_as=" as ",
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
    acting_as=" como ",
)
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
    acting_as=" als ",
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
    acting_as=" en tant que ",
)
FRENCH_CURVED = replace(
    FRENCH,
    suffix="_fr_curved",
    person=("Nom complet de l’utilisateur", "Nom complet"),
    context="Contexte de l’événement",
    name="Nom de l’événement",
)
WORDINGS = (ENGLISH, SPANISH, GERMAN, FRENCH, FRENCH_CURVED)
