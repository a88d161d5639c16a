"""What a permit opens, as dated data with clauses; ladders over one score (P04, P05, P07, T07)."""

from datetime import date
from fractions import Fraction
from typing import Any, Final

from hukou.law import (
    PACKS,
    Availability,
    Held,
    Ladder,
    LadderBy,
    load_law,
    parse_facts,
    read_yaml,
    rising,
    standings_of,
)
from hukou.law.benefits.cases import failed_benefit_cases
from hukou.law.benefits.files import read_benefits
from hukou.law.data_mutants import mutate_benefits
from hukou.law.points.scheme import Sheet

TODAY: Final = date(2026, 6, 1)
FOUR: Final = ("exit_entry_papers", "identity_card", "vehicle_registration", "driving_licence")
SHIXING: Final = "440222"
TIANHE: Final = "440106"


def ladder(name: str) -> Ladder:
    return load_law().benefits.ladders[name]


def sheet(**facts: object) -> Sheet:
    law = load_law()
    told = parse_facts({name.replace("__", "."): told for name, told in facts.items()}, on=TODAY)
    return law.schemes.by_id["gz-points-2023"].score(told.values, on=TODAY)


def test_every_case_of_benefits_comes_out_as_it_says() -> None:
    law = load_law()

    assert list(failed_benefit_cases(law.benefits, law.benefit_cases)) == []


def test_every_change_of_the_data_is_noticed_by_a_case() -> None:
    tried = list(mutate_benefits(load_law()))

    assert len(tried) > 500
    assert [each for each in tried if each.caught_by is None] == []


def test_the_four_conveniences_of_shixing_are_the_countys_while_its_trial_lasts() -> None:
    """SX-3.8: after the trial the national article still opens them."""
    benefits = load_law().benefits
    for service in FOUR:
        during = benefits.answer(
            service, division=SHIXING, on=date(2019, 6, 1), held=Held.VALID, speaking={"sx-2018"}
        )
        after = benefits.answer(service, division=SHIXING, on=TODAY, held=Held.VALID, speaking=())

        assert during.is_open
        assert after.is_open
        assert during.benefits[0].owner == "县公安局"
        assert during.benefits[0].unit
        assert [each.jurisdiction for each in after.benefits] == [""]


def test_a_suspended_permit_opens_nothing_and_the_article_says_why() -> None:
    answer = load_law().benefits.answer(
        "driving_licence", division=SHIXING, on=TODAY, held=Held.SUSPENDED, speaking=()
    )

    assert (answer.is_open, answer.availability) == (False, Availability.SUSPENDED)
    assert answer.cites[0].clause == "第十条"


def test_a_service_that_no_text_in_force_names_is_no_rule_and_never_refused() -> None:
    benefits = load_law().benefits
    silent = benefits.answer(
        "housing_security", division=TIANHE, on=TODAY, held=Held.VALID, speaking=()
    )

    assert silent.availability is Availability.NO_RULE
    assert silent.benefits == ()


def test_what_opens_by_steps_is_open_only_where_a_deciding_ladder_says_so() -> None:
    asked: dict[str, Any] = {
        "division": TIANHE,
        "on": TODAY,
        "held": Held.VALID,
        "speaking": {"gz-reform"},
    }
    benefits = load_law().benefits

    assert benefits.answer("housing_security", **asked).availability is Availability.BY_STEPS
    reached = benefits.answer("housing_security", **asked, reached={"housing_security"})
    assert reached.availability is Availability.OPEN


def test_an_example_ladder_never_decides_even_where_its_text_is_in_force() -> None:
    for each in load_law().benefits.ladders.values():
        assert each.is_example
        assert each.decides(TODAY, {each.regulation.id}) is False


def test_one_score_stands_on_every_ladder_that_counts_by_its_scheme() -> None:
    """T07: schooling, housing and the ladder of services read the same total."""
    scored = sheet(permit__months=60, dwelling__tenure="owned", person__age=30)
    ladders = load_law().benefits.ladders_at(TIANHE, TODAY)
    found = standings_of(ladders, by_scheme={"gz-points-2023": scored.total}, months=None)

    assert len(found) == 3
    assert {each.value for each in found} == {scored.total}
    assert [each.rung.name if each.rung else None for each in found][1] == "区内统筹学位"


def test_a_later_rule_reuses_the_score_by_data_alone() -> None:
    """T07: a ladder added by a later text needs no code."""
    law = load_law()
    file = "440100-guangzhou/benefits.yaml"
    source = dict(read_yaml(PACKS / file))
    [first, *others] = source["ladders"]
    later = {**first, "id": "gz-library", "rungs": [{**first["rungs"][0], "at": 10}]}
    source["ladders"] = [first, *others, later]
    read = read_benefits(
        {**law.benefits.sources, file: source}, law.regulations, frozenset(law.schemes.by_id)
    )
    [stands] = standings_of(
        [read.ladders["gz-library"]], by_scheme={"gz-points-2023": Fraction(10)}, months=None
    )

    assert stands.rung is not None
    assert stands.next is None


def test_the_next_rung_by_tenure_has_its_day() -> None:
    years = ladder("qz-tenure-example")
    stands = years.standing(35)

    assert years.by is LadderBy.TENURE
    assert stands.rung is None
    assert stands.short_by == 1
    assert stands.reached_on(date(2023, 8, 31)) == date(2026, 8, 31)
    assert years.standing(60).reached_on(date(2020, 1, 1)) is None


def test_what_is_missing_names_lines_that_may_still_rise_and_no_age() -> None:
    scored = sheet(permit__months=60, dwelling__tenure="owned", person__age=30)
    missing = rising(scored, load_law().vocabulary)

    assert "insurance.medical_months" in missing["medical"]
    assert all("person.age" not in facts for facts in missing.values())
    assert "outside_core" in missing


def test_a_line_at_its_cap_is_not_among_what_is_missing() -> None:
    capped = sheet(residence__months_outside_core=120)

    assert "outside_core" not in rising(capped, load_law().vocabulary)
