"""What all counts share: the exports and logs that were read, and whom and which days a truth asks about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sample_data.truths import Truth
from tests.sample_data.exports import ONE_DAY, Exports, Stay
from tests.sample_data.logs import Use

Figure = dict[str, object]


@dataclass(frozen=True)
class Question:
    """One truth's question, put to what was read from the exports."""

    truth: Truth
    exports: Exports
    use: dict[str, Use]

    def chosen(self, name: str, value: str) -> bool:
        """Whether a filter lets a value through; an unset filter lets all."""
        return name not in self.truth.choices or value in self.truth.choices[name]

    @property
    def last_day(self) -> date:
        return min(self.truth.period_end - ONE_DAY, self.truth.as_of)

    def has(self, day: date) -> bool:
        return self.truth.period_start <= day <= self.last_day

    def school_days(self) -> list[date]:
        return [day for day in self.exports.instructional_days if self.has(day)]

    def takes(self, stay: Stay | None) -> bool:
        """Whether a person with this stay belongs to those asked about."""
        return (
            stay is not None
            and self.chosen("schools", stay.school)
            and self.chosen("grade_levels", stay.grade_level)
            and self.chosen("roles", stay.role)
            and self.truth.person in (None, stay.person)
        )

    def home_stays(self) -> list[Stay]:
        return [stay for stay in self.exports.stays if stay.is_home and self.takes(stay)]

    def tools(self) -> list[Use]:
        return [use for tool, use in self.use.items() if self.chosen("tools", tool)]

    @property
    def tool(self) -> str:
        """The one tool asked about."""
        (tool,) = self.truth.choices["tools"]
        return tool

    def kept(self, keys: Iterable[tuple[str, date]]) -> list[tuple[str, date]]:
        """The person-days within the period of those asked about, as they stood on that day."""
        return [key for key in keys if self.has(key[1]) and self.takes(self.exports.stay_on(*key))]
