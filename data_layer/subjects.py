"""Which broad subject a course belongs to: by its SCED code where it has one, else by the words of its title."""

from __future__ import annotations

NO_SUBJECT = "(no subject)"
SEVERAL = "(several subjects)"

# The first two digits of a School Courses for the Exchange of Data (SCED) code name the subject area.
_SCED = {
    "01": "English Language Arts", "02": "Math", "03": "Science", "04": "Social Studies", "05": "Arts",
    "06": "World Languages", "07": "Religion", "08": "Physical Education and Health", "09": "Military Science",
    "10": "Computer Science", "11": "Communications", "12": "Business", "13": "Career and Technical",
    "14": "Career and Technical", "15": "Career and Technical", "16": "Career and Technical",
    "17": "Career and Technical", "18": "Career and Technical", "19": "Career and Technical",
    "20": "Career and Technical", "21": "Career and Technical", "23": "Elementary", "24": "World Languages",
}  # fmt: skip
_WORDS = {
    "Math": ("math", "algebra", "geometry", "calculus", "statistics", "trigonometry"),
    "English Language Arts": ("english", "language arts", "ela", "reading", "writing", "literature", "literacy"),
    "Science": ("science", "biology", "chemistry", "physics", "astronomy", "geology"),
    "Social Studies": ("social studies", "history", "government", "civics", "geography", "economics", "psychology"),
    "World Languages": ("spanish", "french", "german", "latin", "mandarin", "chinese", "world language"),
    "Arts": ("art", "arts", "music", "band", "choir", "orchestra", "theater", "theatre", "drama", "dance"),
    "Physical Education and Health": ("physical education", "health", "pe", "gym", "fitness"),
    "Computer Science": ("computer", "programming", "coding"),
}  # fmt: skip


def subject_of(*, codes: str | None, named: str | None, title: str | None) -> str:
    """The broad subject of a class from its SCED codes, its subject column or its title (comma lists allowed)."""
    by_code = {_SCED.get(code.strip()[:2]) for code in (codes or "").split(",") if code.strip()[:2].isdecimal()}
    by_name = {_by_words(name) or name.strip() for name in (named or "").split(",") if name.strip()}
    found = (by_code - {None}) or by_name or ({_by_words(title or "")} - {None})
    if len(found) > 1:
        return SEVERAL
    return found.pop() if found else NO_SUBJECT


def _by_words(text: str) -> str | None:
    padded = f" {' '.join(''.join(char if char.isalnum() else ' ' for char in text.casefold()).split())} "
    # "Language Arts" must not become Arts: longer words are tried first.
    listed = sorted(
        ((word, subject) for subject, words in _WORDS.items() for word in words), key=lambda pair: -len(pair[0])
    )
    return next((subject for word, subject in listed if f" {word} " in padded), None)
