"""The lint (L29): each rule finds what it looks for in a written text, and is silent beside it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hukou.law import Citation, Law, Severity, blocks_activation, lint, load_law
from hukou.law.linting import blocks_activation as blocks
from hukou.law.sections import PackError
from tests.law.written import Change, condition, found, in_city_of, states, written

MEDIUM, LARGE, HUGE = "500k_1m", "1m_3m", "over_5m"


def months(fact: str, least: int, op: str = "ge") -> Change:
    return condition({"fact": fact, "op": op, "value": least})


def test_a_floor_area_is_no_ground_in_a_medium_city() -> None:
    finding = found(written(), "floor-area-or-price", law=in_city_of(MEDIUM))[0]
    assert finding.severity is Severity.SERIOUS
    assert finding.about == "three"
    assert finding.cite == Citation("示例县落户办法（示府〔2020〕1号）", "第一条")
    assert finding.against.clause == "第十六条第（二）项"
    assert "请" in finding.ask


def test_where_the_size_of_the_city_is_unknown_the_lint_asks_for_it() -> None:
    finding = found(written(), "floor-area-or-price", law=in_city_of(""))[0]
    assert finding.severity is Severity.WARNING
    assert "城区人口规模未知" in finding.ask


def test_a_floor_area_is_not_spoken_of_in_a_larger_city() -> None:
    assert found(written(), "floor-area-or-price", law=in_city_of(LARGE)) == []


def test_a_price_is_no_ground_in_a_medium_city() -> None:
    text = written(condition({"fact": "dwelling.price_yuan", "op": "ge", "value": 500000}))
    about = {each.about for each in found(text, "floor-area-or-price", law=in_city_of(MEDIUM))}
    assert about == {"EX-1", "three"}


@pytest.mark.parametrize(
    ("size", "op", "least", "is_over"),
    [
        (MEDIUM, "ge", 36, False),
        (MEDIUM, "ge", 37, True),
        (MEDIUM, "gt", 35, False),
        (MEDIUM, "gt", 36, True),
        (MEDIUM, "lt", 60, False),
        (LARGE, "ge", 60, False),
        (LARGE, "ge", 61, True),
        (HUGE, "ge", 84, False),
    ],
)
def test_years_of_insurance_stay_within_the_band_of_the_city(
    size: str, op: str, least: int, is_over: bool
) -> None:
    law = in_city_of(size)
    text = written(months("insurance.social_months", least, op))
    over = [each for each in lint(text, law) if each.rule.startswith("insurance-years")]
    assert bool(over) is is_over


def test_a_small_city_asks_no_insurance_beside_a_dwelling() -> None:
    text = written(condition({"fact": "insurance.social_active", "op": "is_true"}))
    assert found(text, "dwelling-suffices", law=in_city_of("up_to_500k"))
    assert not found(text, "dwelling-suffices", law=in_city_of(MEDIUM))
    assert not found(written(), "dwelling-suffices", law=in_city_of("up_to_500k"))


@pytest.mark.parametrize(
    ("size", "is_found"), [(MEDIUM, True), (LARGE, True), ("3m_5m", False), (HUGE, False)]
)
def test_points_are_for_cities_of_three_million_and_more(size: str, is_found: bool) -> None:
    text = written(condition({"fact": "points.reach_threshold", "op": "is_true"}))
    assert bool(found(text, "points-in-smaller-city", law=in_city_of(size))) is is_found
    assert not found(written(), "points-in-smaller-city", law=in_city_of(size))


def test_a_closed_route_by_points_asks_nothing() -> None:
    assert not found(load_law().regulations["jm-2018-5"], "points-in-smaller-city")


@pytest.mark.parametrize(
    ("rule", "topic", "departs", "keeps"),
    [
        ("family-planning-precondition", "family_planning", "required", "decoupled"),
        ("booklet-fee", "booklet_fee", "charged", "free"),
        ("compulsory-move", "will", "compulsory", "voluntary"),
        ("three-rights", "rural_rights", "surrendered", "kept"),
    ],
)
def test_what_a_clause_states_is_held_against_the_superior_rule(
    rule: str, topic: str, departs: str, keeps: str
) -> None:
    finding = found(written(states("one", **{topic: departs})), rule)[0]
    assert (finding.about, finding.cite.clause) == ("one", "第一条")
    assert finding.against == load_law().superior.rule(rule).cite
    assert not found(written(states("one", **{topic: keeps})), rule)


def test_a_condition_set_aside_is_a_position_too() -> None:
    def keep(raw: dict[str, Any]) -> None:
        raw["status"] = "draft"
        raw["effective_from"] = None
        said = {"fact": "conduct.family_planning_violation", "op": "is_false", "reason": "脱钩"}
        raw["channels"][0]["set_aside"] = [said]

    text = written(keep)
    assert [each.about for each in found(text, "family-planning-precondition")] == ["EX-1"]
    assert not found(text, "contradiction")


def test_two_clauses_that_differ_on_one_matter_contradict_each_other() -> None:
    def differ(raw: dict[str, Any]) -> None:
        raw["clauses"]["one"]["states"] = {"family_planning": "required"}
        raw["clauses"]["rights"]["states"] = {"family_planning": "decoupled"}

    finding = found(written(differ), "contradiction")[0]
    assert (finding.cite.clause, finding.against.clause) == ("第一条", "第二条")
    assert not found(written(states("one", family_planning="required")), "contradiction")


def test_a_heading_that_says_otherwise_than_its_body_contradicts_it() -> None:
    def differ(raw: dict[str, Any]) -> None:
        raw["clauses"]["one"]["heading_states"] = {"registered_place": "actual_residence"}
        raw["clauses"]["one"]["states"] = {"registered_place": "workplace"}

    finding = found(written(differ), "contradiction")[0]
    assert finding.cite.clause == "第一条（标题）"
    assert finding.against.clause == "第一条（正文）"
    assert "实际居住地" in finding.says
    assert "工作单位所在地" in finding.says


def test_a_text_cannot_state_what_nobody_lists() -> None:
    text = written(states("one", family_planning="sometimes"))
    with pytest.raises(PackError, match="lists no family_planning: sometimes"):
        load_law().superior.check(text, file="written.yaml")


def test_a_channel_nobody_can_meet_is_told_with_what_excludes_what() -> None:
    text = written(condition({"fact": "dwelling.tenure", "op": "eq", "value": "none"}))
    finding = found(text, "unreachable-channel")[0]
    assert finding.about == "EX-1"
    assert finding.severity is Severity.SERIOUS
    assert finding.says.count("住所来源") == 2
    assert not found(written(), "unreachable-channel")


def test_a_companion_nobody_can_be_is_told() -> None:
    def contradict(raw: dict[str, Any]) -> None:
        raw["families"]["together"]["kinds"][1]["conditions"] = {
            "all": [
                {"fact": "person.age", "op": "lt", "value": 18},
                {"fact": "person.age", "op": "ge", "value": 60},
            ]
        }

    assert [each.about for each in found(written(contradict), "unreachable-companion")] == [
        "together.child"
    ]
    assert not found(written(), "unreachable-companion")


def test_ages_of_one_relationship_leave_no_gap() -> None:
    def leave(least: int) -> Change:
        def change(raw: dict[str, Any]) -> None:
            grown = {"fact": "person.age", "op": "ge", "value": least}
            kind = {"id": "grown", "label": "成年子女", "relation": "child", "conditions": grown}
            raw["families"]["together"]["kinds"].append(kind)

        return change

    finding = found(written(leave(20)), "age-gap")[0]
    assert "18 至 19" in finding.says
    assert not found(written(leave(18)), "age-gap")


def test_an_older_generation_is_not_below_a_younger_one() -> None:
    def parents(op: str, age: int) -> Change:
        def change(raw: dict[str, Any]) -> None:
            kinds = raw["families"]["together"]["kinds"]
            kinds[1]["conditions"] = {"fact": "person.age", "op": "ge", "value": 18}
            aged = {"fact": "person.age", "op": op, "value": age}
            kinds.append({"id": "p", "label": "父母", "relation": "parent", "conditions": aged})

        return change

    assert found(written(parents("lt", 18)), "age-order")
    assert not found(written(parents("ge", 60)), "age-order")


def test_a_limit_that_can_never_bind_is_told() -> None:
    def empty(raw: dict[str, Any]) -> None:
        raw["limits"]["three"]["when"] = {"fact": "dwelling.tenure", "op": "eq", "value": "none"}

    def alone(raw: dict[str, Any]) -> None:
        raw["families"]["together"] = {"label": "未规定", "clause": "one"}

    assert "不能同时成立" in found(written(empty), "idle-limit")[0].says
    assert "没有随迁家属" in found(written(alone), "idle-limit")[0].says
    assert not found(written(), "idle-limit")


def test_a_word_nobody_defines_is_told_with_how_it_is_handled() -> None:
    bare = {each.about: each for each in found(written(), "undefined-term")}
    assert bare["cohabitation"].severity is Severity.WARNING
    assert bare["cohabitation"].against.clause == "全文（未见定义）"

    def explain(raw: dict[str, Any]) -> None:
        raw["ambiguities"]["A-1"]["question"] = "共同居住没有标准"

    handled = {each.about: each for each in found(written(explain), "undefined-term")}
    assert handled["cohabitation"].severity is Severity.NOTE
    assert "A-1" in handled["cohabitation"].against.clause


def test_a_word_that_a_clause_defines_is_not_told() -> None:
    def define(raw: dict[str, Any]) -> None:
        raw["clauses"]["one"]["defines"] = ["cohabitation", "stable_dwelling"]

    assert not found(written(define), "undefined-term")


def test_a_clause_without_anybody_responsible_is_told() -> None:
    def nobody(raw: dict[str, Any]) -> None:
        raw["clauses"]["one"]["agencies"] = []

    assert [each.about for each in found(written(nobody), "no-owner")] == ["EX-1"]
    assert not found(written(), "no-owner")


def test_a_local_fee_for_a_first_booklet_is_told() -> None:
    law = load_law()
    free = next(each for each in law.fees.rules if each.id == "issued-free")

    def local(**changed: Any) -> Law:
        rule = replace(free, id="local", jurisdiction="440199", amount=Decimal(6), **changed)
        return replace(law, fees=replace(law.fees, rules=(*law.fees.rules, rule)))

    finding = found(written(), "booklet-fee", law=local())[0]
    assert (finding.about, finding.against.document) == ("local", "财综〔2012〕97号")
    assert not found(written(), "booklet-fee", law=local(occasions=("lost",)))
    assert not found(written(), "booklet-fee", law=local(effective_to=date(2012, 12, 31)))
    assert not found(written(), "booklet-fee")


def test_a_fact_no_agency_verifies_is_told() -> None:
    law = load_law()
    facts = dict(law.vocabulary.facts)
    facts["dwelling.tenure"] = replace(facts["dwelling.tenure"], verified_by=())
    unverified = replace(law, vocabulary=replace(law.vocabulary, facts=facts))
    assert [each.about for each in found(written(), "no-verifier", law=unverified)] == ["EX-1"]
    assert not found(written(), "no-verifier")


def test_a_condition_that_asks_for_rural_rights_cannot_be_activated() -> None:
    """L23: the loader refuses such a pack; a regulation made in another way is stopped as well."""
    text = written()
    channel = text.channels["EX-1"]
    assert blocks(text, load_law()) is None
    asking = replace(channel, outcome_text="退出承包地的可以落户")
    finding = blocks_activation(replace(text, channels={"EX-1": asking}))
    assert finding is not None
    assert finding.severity is Severity.BLOCKS
    assert "第二十七条（承包地）" in finding.against.clause


def test_a_clause_that_states_surrender_cannot_be_activated() -> None:
    assert blocks_activation(written(states("one", rural_rights="surrendered"))) is not None


def test_a_pack_that_asks_for_rural_rights_does_not_even_load() -> None:
    asking = {"fact": "dwelling.tenure", "op": "eq", "value": "owned", "label": "已退出宅基地"}
    with pytest.raises(PackError, match="第二十七条"):
        written(condition(asking))
