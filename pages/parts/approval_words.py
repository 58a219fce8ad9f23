"""Who approves a tool, by what it costs a year: a word for the table, and a sentence that names the bands."""

from __future__ import annotations

from metrics.approval import Approver, approver
from metrics.policy import Policy
from metrics.student_cost import StudentCost
from pages.parts import words

_SHORT = {
    Approver.SPECIALIST: "Specialist",
    Approver.OFFICE: "Ed tech office",
    Approver.UNASSIGNED: "Unassigned: ask",
}
_LONG = {
    Approver.SPECIALIST: "the educational technology specialist",
    Approver.OFFICE: "the educational technology office",
    Approver.UNASSIGNED: "nobody was given this amount, so ask",
}
_BANDS = {"specialist": "Specialist", "office": "Ed tech office"}


def short(cost: StudentCost, policy: Policy) -> str | None:
    """Nobody is named where no contract says the cost."""
    return None if cost.annual_cost_usd is None else _SHORT[approver(cost.annual_cost_usd, policy)]


def sentence(cost: StudentCost, policy: Policy) -> str:
    """With the amount that it rests on, and where the bands come from."""
    if cost.annual_cost_usd is None:
        return "Who approves it depends on its cost, which is not known."
    who = _LONG[approver(cost.annual_cost_usd, policy)]
    amount = words.dollars(float(cost.annual_cost_usd), with_cents=True)
    bands = " ".join(_band(name, label, policy) for name, label in _BANDS.items())
    source = policy.entry("approval.specialist_from").reference
    return f"**Who approves it: {who}**, at {amount} a year with its fees. {bands} {source}"


def _band(name: str, label: str, policy: Policy) -> str:
    first, last = (words.dollars(policy[f"approval.{name}_{end}"]) for end in ("from", "to"))
    return f"{label}: {first} to {last}."
