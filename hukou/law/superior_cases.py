"""Named examples of the superior rules (上位规定用例): what a text asks, and what is said to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hukou.law.conditions import Op
from hukou.law.failures import CaseFailure
from hukou.law.sections import NATIONAL, Section, read_cases_of
from hukou.law.superior import FILE, CitySize, SuperiorLaw, SuperiorRule

CASES: Final = "superior.cases.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorCase:
    """What a text asks of a fact beside others, or states; the rules it meets, how grave.

    `expect` gives them by size of the city, all others none; for what is stated, in every city.
    `words` are those left open that the fact stands for, `size` that of the city of `place`.
    """

    name: str
    at: str
    fact: str = ""
    op: Op = Op.IS_TRUE
    required: Any = True
    beside: tuple[str, ...] = ()
    states: tuple[str, str] | None = None
    place: str = ""
    expect: Mapping[str, Mapping[str, str]]
    words: tuple[str, ...] | None = None


def failed_superior_cases(
    law: SuperiorLaw, cases: tuple[SuperiorCase, ...]
) -> Iterator[CaseFailure]:
    """Yield the cases that come out otherwise than they say."""
    for case in cases:
        found = {size: met for size in CitySize if (met := _met(law, case, size))}
        if found != case.expect:
            yield CaseFailure(case, f"came to {found}")
        words = tuple(each.id for each in law.open_terms if case.fact in each.facts)
        if case.words is not None and words != case.words:
            yield CaseFailure(case, f"the fact stands for {words}")


def _met(law: SuperiorLaw, case: SuperiorCase, size: CitySize) -> dict[str, str]:
    if case.place:
        city = law.city_of(case.place)
        return {"city": case.place} if city is not None and city.size is size else {}
    stated = case.states or _set_aside(law, case.fact)
    return {
        rule.id: rule.severity.value
        for rule in law.rules
        if (rule.states == stated if rule.states else _departs(rule, case, size))
    }


def _departs(rule: SuperiorRule, case: SuperiorCase, size: CitySize) -> bool:
    beside = {case.fact, *case.beside}
    return rule.is_of(size) and rule.departs(case.fact, case.op, case.required, beside=beside)


def _set_aside(law: SuperiorLaw, fact: str) -> tuple[str, str] | None:
    """Return the position that a condition on a fact amounts to."""
    found = ((topic.id, topic.facts[fact]) for topic in law.topics.values() if fact in topic.facts)
    return next(found, None)


def load_superior_cases(directory: Path, law: SuperiorLaw) -> tuple[SuperiorCase, ...]:
    """Read `_national/superior.cases.yaml`; a rule that no case meets is refused.

    Raises:
        PackError: names file, line and what to do.
    """
    top = Section(read_cases_of(directory / NATIONAL / CASES, FILE), "cases", file=CASES)
    cases = tuple(_case(each) for each in top.sections("cases"))
    top.close()
    met = {rule for case in cases for rules in case.expect.values() for rule in rules}
    if idle := [each.id for each in law.rules if each.id not in met]:
        raise top.wrong(f"no case meets {idle[0]}: write one")
    return cases


def _case(section: Section) -> SuperiorCase:
    asks = section.section("asks") if section.has("asks") else None
    states = tuple(section.words("states").items())
    told: dict[str, Any] = {
        "name": section.text("name"),
        "at": f"{section.file}:{section.line}",
        "states": states[0] if states else None,
        "place": section.optional_text("place"),
        "expect": _expected(section),
        "words": section.texts("words") if section.has("words") else None,
    }
    if asks is not None:
        op = asks.one_of("op", Op)
        told |= {"fact": asks.text("fact"), "op": op, "beside": asks.texts("beside")}
        told["required"] = asks.value("value", default=True)
        asks.close()
    section.close()
    return SuperiorCase(**told)


def _expected(section: Section) -> Mapping[str, Mapping[str, str]]:
    everywhere = section.words("everywhere")
    if everywhere:
        return dict.fromkeys(CitySize, everywhere)
    finds = section.section("finds") if section.has("finds") else None
    if finds is None:
        return {}
    found: dict[str, Mapping[str, str]] = {}
    for size in finds.raw:
        if size not in set(CitySize):
            raise finds.wrong(f"a size is one of {', '.join(CitySize)}")
        found[CitySize(size)] = finds.words(size)
    finds.close()
    return found
