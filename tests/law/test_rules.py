"""Rules with their readings: what settles a doubt, what leaves it open, what a birthday does."""

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hukou.law import Outcome, load_law
from hukou.law.citation import Citation
from hukou.law.conditions import ALWAYS, Condition
from hukou.law.outcomes import Reason
from hukou.law.rules import Reading, Rule, Stage
from hukou.law.vocabulary import FactType, Kind
from tests.law.people import DAY, ask, facts
from tests.law.test_conditions import compiled

WHY: Final = Reason("A-1", "由民警核查", Citation("试验", "第一条"))
MARRIED: Final = {"fact": "person.married", "op": "is_true"}
TOGETHER: Final = {"fact": "relation.cohabits", "op": "is_true"}
MALE: Final = {"fact": "person.sex", "op": "eq", "value": "male"}


def rule(stage: Stage, outcome: Outcome, *, whom: Condition = ALWAYS) -> Rule:
    """Return a rule: being married suffices, and living together is how a doubt is settled."""
    reading = Reading(reason=WHY, stage=stage, whom=whom, when=compiled(TOGETHER), outcome=outcome)
    return Rule(conditions=compiled(MARRIED), readings=(reading,))


@pytest.mark.parametrize(
    ("cohabits", "outcome"),
    [(True, Outcome.REVIEW), (False, Outcome.ELIGIBLE), (None, Outcome.ELIGIBLE)],
)
def test_a_met_condition_is_reviewed_only_where_the_doubt_is_known(
    cohabits: bool | None, outcome: Outcome
) -> None:
    known = facts({"person.married": True, "relation.cohabits": cohabits})
    verdict = rule(Stage.MET, Outcome.REVIEW).judge(known.values, DAY)
    assert verdict.outcome == outcome
    assert [each.id for each in verdict.notes] == (["A-1"] if cohabits is None else [])


@pytest.mark.parametrize(
    ("cohabits", "outcome"),
    [(True, Outcome.REVIEW), (False, Outcome.NOT_ELIGIBLE), (None, Outcome.EVIDENCE)],
)
def test_nobody_is_refused_while_a_reading_may_still_help(
    cohabits: bool | None, outcome: Outcome
) -> None:
    known = facts({"person.married": False, "relation.cohabits": cohabits})
    verdict = rule(Stage.UNMET, Outcome.REVIEW).judge(known.values, DAY)
    assert verdict.outcome == outcome
    assert verdict.missing == (("relation.cohabits",) if cohabits is None else ())


def test_a_reading_does_not_speak_of_those_it_is_not_known_to_be_about() -> None:
    known = facts({"person.married": False, "relation.cohabits": True})
    judged = rule(Stage.UNMET, Outcome.REVIEW, whom=compiled(MALE)).judge(known.values, DAY)
    assert judged.outcome == Outcome.NOT_ELIGIBLE


def test_who_is_accepted_by_a_reading_is_told_by_which() -> None:
    known = facts({"person.married": False, "relation.cohabits": True})
    verdict = rule(Stage.UNMET, Outcome.ELIGIBLE).judge(known.values, DAY)
    assert verdict.outcome == Outcome.ELIGIBLE
    assert [(each.fact, each.note) for each in verdict.findings] == [("relation.cohabits", "A-1")]


@pytest.mark.parametrize(
    ("boundary_day", "outcome", "told"),
    [
        ("none", Outcome.ELIGIBLE, []),
        ("flag", Outcome.ELIGIBLE, ["boundary-day"]),
        ("review", Outcome.REVIEW, ["boundary-day"]),
    ],
)
def test_the_birthday_that_reaches_an_age_is_passed_flagged_or_reviewed(
    boundary_day: str, outcome: Outcome, told: list[str]
) -> None:
    tree = {"fact": "person.age", "op": "ge", "value": 60, "boundary_day": boundary_day}
    known = facts({"person.birth_date": "1958-03-01"})
    verdict = Rule(conditions=compiled(tree)).judge(known.values, DAY)
    assert verdict.outcome == outcome
    assert [each.id for each in verdict.review] == told


@pytest.mark.parametrize(
    ("tree", "known", "day"),
    [
        ({"fact": "employment.months", "op": "ge", "value": 12},
         {"employment.months": 11}, "04-01"),
        ({"fact": "dwelling.lease_months_total", "op": "ge", "value": 12},
         {"dwelling.lease_months_total": 11}, None),
        ({"fact": "employment.months", "op": "lt", "value": 12}, {"employment.months": 12}, None),
        ({"any": [MARRIED, {"fact": "employment.months", "op": "ge", "value": 12}]},
         {"person.married": False, "employment.months": 10}, "05-01"),
        ({"all": [MARRIED, {"fact": "employment.months", "op": "ge", "value": 12}]},
         {"person.married": False, "employment.months": 10}, None),
        ({"all": [{"fact": "insurance.social_months", "op": "ge", "value": 12},
                  {"fact": "employment.months", "op": "ge", "value": 12}]},
         {"insurance.social_months": 9, "employment.months": 10}, "06-01"),
    ],
)  # fmt: skip
def test_a_tenure_says_when_it_will_be_met(
    tree: dict[str, Any], known: dict[str, object], day: str | None
) -> None:
    verdict = Rule(conditions=compiled(tree)).judge(facts(known).values, DAY)
    met_on = verdict.met_on
    assert (met_on.isoformat() if met_on else None) == (f"2018-{day}" if day else None)


def of_type(fact: FactType) -> st.SearchStrategy[object]:
    """Return values a fact can have."""
    if fact.kind is Kind.ENUM:
        return st.sampled_from(fact.values)
    if fact.kind is Kind.BOOL:
        return st.booleans()
    if fact.kind is Kind.CODE:
        return st.sampled_from(["330802", "330106", "340103"])
    if fact.kind is Kind.TEXT:
        return st.sampled_from(["QZF-1", "QZF-2"])
    return st.sampled_from([0, 11, 12, 18, 60])


def people() -> st.SearchStrategy[dict[str, object]]:
    """Return people of whom anything or nothing is known that a Quzhou text can ask."""
    law = load_law()
    asked = {
        name
        for text in ("qz-final-2017", "qz-draft-2017")
        for channel in law.regulations[text].channels.values()
        for name in channel.rule.facts()
    }
    vocabulary = law.vocabulary
    return st.fixed_dictionaries(
        {}, optional={name: of_type(vocabulary[name]) for name in sorted(asked)}
    )


@settings(deadline=None)
@given(known=people(), more=people(), text=st.sampled_from(["qz-final-2017", "qz-draft-2017"]))
def test_learning_more_never_silently_takes_back_a_channel(
    known: dict[str, object], more: dict[str, object], text: str
) -> None:
    before, after = ask(text, known), ask(text, {**more, **known})
    for channel in before.channels:
        if channel.outcome == Outcome.ELIGIBLE:
            now = after.channel(channel.id)
            assert now.outcome == Outcome.ELIGIBLE or (
                now.outcome == Outcome.REVIEW and now.verdict.review
            )


@settings(deadline=None)
@given(known=people(), text=st.sampled_from(["qz-final-2017", "qz-draft-2017"]))
def test_an_outcome_and_its_explanation_agree(known: dict[str, object], text: str) -> None:
    for channel in ask(text, known).channels:
        verdict = channel.verdict
        satisfied = {each.satisfied for each in verdict.findings}
        if verdict.outcome == Outcome.ELIGIBLE:
            assert satisfied == {True}
        if verdict.outcome == Outcome.NOT_ELIGIBLE:
            assert False in satisfied
        assert bool(verdict.missing) is (verdict.outcome == Outcome.EVIDENCE)
        if verdict.outcome == Outcome.REVIEW:
            assert verdict.review
