"""What the portfolio says: the page's sentence, each tool's line, and what is recommended by which rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

import polars as pl

from metrics.definition import Result, Status
from metrics.license_funnel import STAGES
from metrics.policy import Entry
from metrics.portfolio import Line
from metrics.recommendation import POLICY, RULES, Recommendation, Rule, Trend
from metrics.tool_names import alike
from pages.parts import decision_words, definitions, sunset_words, words

ADVICE = {
    Recommendation.DROP: (":material/cancel:", "Drop"),
    Recommendation.REVIEW: (":material/search:", "Review"),
    Recommendation.RIGHT_SIZE: (":material/straighten:", "Right-size"),
    Recommendation.COACH: (":material/school:", "Coach"),
    Recommendation.RENEW: (":material/check_circle:", "Renew"),
}
_TRENDS = {
    Trend.RISING: "↗ Rising",
    Trend.STEADY: "→ Steady",
    Trend.FALLING: "↘ Falling",
    Trend.NOT_MEASURED: "Not measured",
}
_SIX = 6
_FUNNEL, _MONTHS, _OPEN = "Funnel", "Use by month", "Open"


def answer(lines: Sequence[Line], spend: Result) -> str:
    """The page's question in one sentence: what is recommended for how many tools, and what lies unused."""
    counts = [(ADVICE[advice][1].lower(), len(of_advice(lines, advice))) for advice in ADVICE]
    told = words.listed(f"{name} {count}" for name, count in counts if count)
    return f"Of {len(lines)} tools: **{told}**. {asleep(spend)}"


def of_advice(lines: Iterable[Line], advice: Recommendation) -> list[Line]:
    return [line for line in lines if line.rule.recommendation is advice]


def asleep(spend: Result) -> str:
    """The tool with the most dollars in unused seats."""
    known = spend.frame[spend.frame["value"].fillna(0) > 0]
    if known.empty:
        return "No money is known to lie in unused seats."
    most = known.sort_values("value", ascending=False, kind="stable").iloc[0]
    return f"Most money sleeps in {most['tool']}: {words.dollars(most['value'])} a year for seats that nobody uses."


def little_used(lines: Iterable[Line], limit: Entry) -> str:
    """What the scatter shows: the dollars that go to tools with less use than the limit."""
    known = [line for line in lines if line.use_rate is not None and line.annual_cost_usd is not None]
    idle = [line for line in known if line.use_rate < limit.value]
    cost = sum(line.annual_cost_usd for line in idle)
    goes = f"{words.dollars(float(cost))} a year goes to {len(idle)} {'tool' if len(idle) == 1 else 'tools'}"
    return (
        f"{goes} with less than {words.whole_percent(limit.value)} in use"
        if idle
        else f"No tool has less than {words.whole_percent(limit.value)} in use"
    )


def warnings(lines: Sequence[Line]) -> list[str]:
    """What is wrong with the lists behind the figures, and how to mend it."""
    told = [
        f"{words.listed(names)} read like one tool, and are counted apart. If they are one, write one name in the "
        "license list, the seat list and the log; take back the import that has the other, and import it again."
        for names in alike(line.tool for line in lines)
    ]
    unpriced = [line.tool for line in lines if line.license and line.license.has_contract and not line.is_priced]
    if unpriced:
        told.append(
            f"The cost of {words.listed(unpriced)} is not known, because a contract in force gives none, so that "
            "nothing in dollars is measured there. Add the annual cost in the license list, and import it again."
        )
    return [*told, *(_overage(line) for line in lines if line.overage_count)]


def _overage(line: Line) -> str:
    return (
        f"{line.tool}: {words.number(line.overage_count)} more seats are in use or assigned than the "
        f"{words.number(line.license.seat_count)} that were bought. Ask the vendor what it charges for them."
    )


def advice(line: Line) -> str:
    """The recommendation with its icon and the rule that made it."""
    icon, name = ADVICE[line.rule.recommendation]
    return f"{icon} **{name}**: {line.rule.name}."


def rules(entry: Callable[[str], Entry]) -> str:
    """The table of rules in words, with the thresholds that they compare with."""
    told = [
        f"{place}. {words.sentence_case(each.name)}: **{ADVICE[each.recommendation][1]}**" for place, each in _ranked()
    ]
    limits = [f"- **{each.label}:** {definitions.threshold(each)}" for each in map(entry, POLICY)]
    return "\n".join(["The first rule that holds is shown; a person decides.", "", *told, "", *limits])


def _ranked() -> Iterable[tuple[int, Rule]]:
    return enumerate(RULES, start=1)


def how_made(*, as_of: date, imports: Mapping[str, int]) -> list[tuple[str, str]]:
    """The lines that travel with the file."""
    return [
        ("Data as of", words.day(as_of)),
        ("Population", "Whole district"),
        ("Imports", words.imported(imports)),
        (
            "In use",
            "Seats in use of seats bought; without a number of seats, people who used it this school year of "
            "those who may",
        ),
        ("Dollars per student", "Contracts in force and fees beside them, by rostered student that they cover"),
        ("Empty cell", "Not measured, not known, or too few people to show"),
        *((f"Rule {place}", f"{each.name}: {each.recommendation}") for place, each in _ranked()),
    ]


def table(lines: Iterable[Line], *, with_decisions: bool) -> pl.DataFrame:
    """One row for each tool, as a file holds it; what was decided is for those who may read it."""
    rows = [_row(line) | ({"Decided": decision_words.brief(line.decision)} if with_decisions else {}) for line in lines]
    return pl.DataFrame(rows, infer_schema_length=None)


def on_screen(lines: Sequence[Line], *, with_decisions: bool) -> pl.DataFrame:
    """The same with the funnel and the months as small charts, and a link to each tool."""
    shown = table(lines, with_decisions=with_decisions)
    charts = {
        _OPEN: [f"tool?{urlencode({'tool': line.tool})}" for line in lines],
        _FUNNEL: [funnel(line) for line in lines],
        _MONTHS: [line.month_rates for line in lines],
    }
    kinds = {_OPEN: pl.String, _FUNNEL: pl.List(pl.Float64), _MONTHS: pl.List(pl.Float64)}
    drawn = [pl.Series(name, values, dtype=kinds[name], strict=False) for name, values in charts.items()]
    heads = ["Tool", _OPEN, "Recommendation", "Annual cost", "Seats", _FUNNEL, "In use", _MONTHS, "By the rule"]
    shown = shown.with_columns(drawn)
    return shown.select([*heads, *(name for name in shown.columns if name not in (*heads, *_stage_heads()))])


def funnel(line: Line) -> list[int] | None:
    """The four counts in their order, where all of them are known."""
    counts = [line.stages.get(stage) for stage in STAGES]
    return None if None in counts else counts


def _stage_heads() -> list[str]:
    return [words.group("stage", stage) for stage in STAGES]


def _row(line: Line) -> dict[str, object]:
    cost = line.cost_per_student_usd
    return {
        "Tool": line.tool,
        "Recommendation": ADVICE[line.rule.recommendation][1],
        "By the rule": words.sentence_case(line.rule.name),
        "Annual cost": None if line.annual_cost_usd is None else float(line.annual_cost_usd),
        "Seats": line.license.seat_count if line.license else None,
        **{words.group("stage", stage): line.stages.get(stage) for stage in STAGES},
        "In use": None if line.use_rate is None else round(line.use_rate, 6),
        "Dollars per active user": line.cost_per_active_usd,
        "Dollars per student": None if cost is None else float(cost),
        "Teachers who use it": teachers(line),
        "Trend": _TRENDS[line.trend],
        "Staff buy-in": buy_in(line),
        "Checklist": "Ready" if line.checklist.is_ready else f"{line.checklist.standing_count} of {_SIX}",
        "Register": sunset_words.STATES[line.register.state][1],
        "Contract ends": line.renews_on,
    }


def teachers(line: Line) -> str:
    """The share of the last semester that was judged."""
    found = line.teachers
    if found is None:
        return words.HIDDEN if line.is_hidden else words.NOT_MEASURED
    share = words.percent(found["value"])
    base = words.counted(found)
    small = ", few teachers" if found["status"] == Status.INCONCLUSIVE else ""
    return f"{share} ({base} in {found['semester']}{small})"


def buy_in(line: Line) -> str:
    """The verdict of the last survey that names the tool."""
    return "Not asked" if line.buy_in is None else words.VERDICTS[line.buy_in][1]
