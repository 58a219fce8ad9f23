"""Why a whole file is not imported: what is wrong and how to mend it, or what it leaves open."""

from __future__ import annotations

from collections.abc import Mapping


class FileRefused(Exception):
    """A whole file that cannot be imported: what is wrong, and how to mend it."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(f"{problem} {remedy}".strip())
        self.problem = problem
        self.remedy = remedy


class NeedsAnswer(FileRefused):
    """A file that can be read in more than one way, and does not say in which."""

    def __init__(self, question: str, *, option: str, choices: Mapping[str, str]) -> None:
        listed = "; ".join(f"{option}={value} ({meaning})" for value, meaning in choices.items())
        super().__init__(question, f"Import it again with one of these options: {listed}.")
        self.question = question
        self.option = option
        self.choices = dict(choices)
