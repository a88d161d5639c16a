"""Applying what the nearest miss says makes the law say so; checked over random people."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hukou.law import (
    ChannelJudgement,
    Companion,
    CompanionJudgement,
    Facts,
    FactType,
    Judgement,
    Kind,
    Outcome,
    Regulation,
    Step,
    Way,
    judge,
    load_law,
    nearest,
    parse_facts,
)
from hukou.law.conditions import leaves
from tests.law.people import DAY

LAW = load_law()
NEVER_CHANGED = ("person.", "relation.kind", "relation.joins", "principal.", "military.", "land.")


def numbers(regulation: Regulation, fact: FactType) -> list[Any]:
    """Return values around what the text requires of a fact."""
    found = {0, 1}
    for channel in regulation.channels.values():
        for rule in [channel.rule, *channel.family.rules.values()]:
            found |= {
                near
                for leaf in leaves(rule.conditions)
                if leaf.fact == fact.name and not isinstance(leaf.required, str | bool | tuple)
                for near in (int(leaf.required) - 1, int(leaf.required), int(leaf.required) + 1)
            }
    return sorted(each for each in found if each >= 0)


def value_of(regulation: Regulation, name: str) -> st.SearchStrategy[Any]:
    fact = LAW.vocabulary[name]
    if fact.kind is Kind.BOOL:
        return st.booleans()
    if fact.kind is Kind.ENUM:
        return st.sampled_from(fact.values)
    if fact.kind in {Kind.INT, Kind.DECIMAL}:
        return st.sampled_from(numbers(regulation, fact))
    if fact.kind is Kind.CODE:
        return st.sampled_from(["330802", "440703", "110101", regulation.jurisdiction])
    return st.sampled_from(sorted(regulation.channels))


@st.composite
def person(draw: st.DrawFn, regulation: Regulation, names: tuple[str, ...]) -> Facts:
    raw = {
        name: draw(value_of(regulation, name))
        for name in names
        if name in LAW.vocabulary
        and LAW.vocabulary[name].kind not in {Kind.DATE, Kind.INTS, Kind.DECIMALS}
        and draw(st.integers(0, 5))
    }
    if "person.age" in raw and draw(st.booleans()):
        year = DAY.year - raw.pop("person.age")
        raw["person.birth_date"] = date(year, draw(st.sampled_from([1, 3])), 1)
    return parse_facts(raw, on=DAY)


@st.composite
def case(draw: st.DrawFn) -> tuple[Regulation, Facts, Facts]:
    regulation = LAW.regulations[draw(st.sampled_from(sorted(LAW.regulations)))]
    channel = regulation.channels[draw(st.sampled_from(sorted(regulation.channels)))]
    kin = next(iter(channel.family.rules.values())).facts()
    applicant = draw(person(regulation, channel.rule.facts()))
    return regulation, applicant, draw(person(regulation, ("relation.kind", *kin)))


def judged(
    regulation: Regulation, applicant: Facts, companion: Facts, on: date, channel: str
) -> Judgement:
    return judge(
        regulation,
        on=on,
        mode="simulate",
        applicant=applicant,
        companions=[Companion("c", companion)],
        channel=channel,
    )


def once_changed(facts: Facts, way: Way) -> Facts:
    """Return the facts as they would be told again on the day; the age follows from the birth."""
    raw: dict[str, Any] = dict(facts.as_json())
    if "person.birth_date" in raw:
        raw.pop("person.age", None)
    for change in way.changes:
        if change.step is not Step.WAIT or change.leaf.fact != "person.age":
            raw[change.leaf.fact] = change.value
    return parse_facts(raw, on=way.met_on or DAY)


def ways(told: Judgement, regulation: Regulation) -> Iterator[tuple[Any, Way]]:
    judged_here: list[ChannelJudgement | CompanionJudgement] = [*told.channels, *told.companions]
    for each in judged_here:
        for way in nearest(regulation, told, each):
            yield each, way


def check(way: Way, facts: Facts) -> None:
    assert way.changes
    for change in way.changes:
        if change.step is Step.CHANGE:
            assert not change.leaf.fact.startswith(NEVER_CHANGED)
            assert LAW.vocabulary.changes(change.leaf.fact)
            assert facts.get(change.leaf.fact) is not None
        elif change.step is Step.WAIT:
            assert change.met_on is not None
            assert change.met_on > DAY
        else:
            assert facts.get(change.leaf.fact) is None


@settings(max_examples=400, deadline=None)
@given(case())
def test_the_law_says_eligible_once_the_changes_have_come_about(
    drawn: tuple[Regulation, Facts, Facts],
) -> None:
    regulation, applicant, companion = drawn
    for channel in regulation.channels:
        told = judged(regulation, applicant, companion, DAY, channel)
        for each, way in ways(told, regulation):
            is_own = each.id == channel
            before = applicant if is_own else companion
            check(way, before)
            then = once_changed(before, way)
            again = judged(
                regulation,
                then if is_own else parse_facts(dict(applicant.as_json()), on=DAY),
                companion if is_own else then,
                way.met_on or DAY,
                channel,
            )
            outcome = again.channel(channel).outcome if is_own else again.companion("c").outcome
            assert outcome is way.outcome
            assert outcome in {Outcome.ELIGIBLE, Outcome.REVIEW}


def one_change(raw: Mapping[str, Any], regulation: Regulation) -> Iterator[dict[str, Any]]:
    """Yield the facts with one known fact honestly changed upwards, or one unknown one shown."""
    names = dict.fromkeys(
        name for each in regulation.channels.values() for name in each.rule.facts()
    )
    for name in names:
        fact = LAW.vocabulary[name]
        if not LAW.vocabulary.changes(name) or name.endswith(("_months", ".months", "continuous")):
            continue
        values: list[Any] = [True] if fact.kind is Kind.BOOL else []
        if fact.kind is Kind.ENUM:
            values = [each for each in fact.values if each not in {"none", "other"}]
        if fact.kind in {Kind.INT, Kind.DECIMAL}:
            values = [each for each in numbers(regulation, fact) if each > int(raw.get(name, 0))]
        yield from ({**raw, name: each} for each in values if raw.get(name) is not None)


@settings(max_examples=150, deadline=None)
@given(case())
def test_where_one_change_is_enough_no_longer_way_is_told(
    drawn: tuple[Regulation, Facts, Facts],
) -> None:
    """The control by brute force: every single change, put to the law."""
    regulation, applicant, companion = drawn
    for name, channel in regulation.channels.items():
        told = judged(regulation, applicant, companion, DAY, name).channel(name)
        if told.outcome is not Outcome.NOT_ELIGIBLE:
            continue
        turned = [
            raw
            for raw in one_change(applicant.as_json(), regulation)
            if channel.rule.judge(parse_facts(raw, on=DAY).values, DAY).outcome is Outcome.ELIGIBLE
        ]
        if not turned or channel.effect.value != "settle":
            continue
        whole = judged(regulation, applicant, companion, DAY, name)
        best = nearest(regulation, whole, whole.channel(name))[0]
        assert len(best.changes) == 1
        assert best.outcome is Outcome.ELIGIBLE
