"""Whatever a channel asks can be verified by an agency, and shown by a paper where there is one."""

from collections.abc import Iterator
from typing import Final

import pytest

from hukou.law import load_law

AGENCY_ALONE: Final = frozenset(
    {
        "address.none_available",
        "person.entitled_to_guangzhou_hukou_or_has_it",
        "person.no_hukou",
        "principal.channel",
        "trade.hardship",
        "worker.new_generation_migrant",
    }
)
"""What the agency knows itself: the texts name no paper for it, and none is made up."""


def asked(regulation: str) -> Iterator[str]:
    for channel in load_law().regulations[regulation].channels.values():
        yield from channel.rule.facts()
        for rule in channel.family.rules.values():
            yield from rule.facts()


@pytest.mark.parametrize("name", sorted(load_law().regulations))
def test_every_fact_a_condition_asks_has_an_agency_and_a_paper(name: str) -> None:
    law = load_law()
    facts = {each: law.vocabulary[each] for each in asked(name)}

    assert [each for each, fact in facts.items() if not fact.verified_by] == []
    papers = {each for each, fact in facts.items() if fact.documents or fact.documents_by_value}
    assert facts.keys() - papers <= AGENCY_ALONE


def test_no_exception_is_kept_for_a_fact_that_nobody_asks_or_that_has_a_paper() -> None:
    law = load_law()
    used = {fact for name in law.regulations for fact in asked(name)}
    assert used >= AGENCY_ALONE
    assert not any(law.vocabulary[each].documents for each in AGENCY_ALONE)


@pytest.mark.parametrize("name", sorted(load_law().regulations))
def test_every_clause_names_who_is_responsible_the_lead_first(name: str) -> None:
    regulation = load_law().regulations[name]

    assert [each.id for each in regulation.clauses.values() if not each.agencies] == []
    twice = [
        each.id
        for each in regulation.clauses.values()
        if len(set(each.agencies)) < len(each.agencies)
    ]
    assert twice == []


def test_leads_follow_the_matrix_of_the_documents() -> None:
    """The agency named first in each text, for a clause of every kind."""
    leads = {
        ("jm-2018-5", "rights"): "市农业局",
        ("jm-2018-5", "permits"): "各市（区）人民政府",
        ("qz-draft-2017", "workers"): "市人力资源和社会保障局",
        ("qz-draft-2017", "census"): "市统计局",
        ("qn-draft-2018", "relocation"): "州水库和生态移民局",
        ("qn-draft-2018", "service"): "州委组织部",
        ("gz-reform", "collective"): "各区人民政府",
        ("gz-reform", "matching"): "市社会工作委员会",
        ("sx-2018", "inspection"): "县政府督查室",
    }
    law = load_law()
    found = {key: law.regulations[key[0]].clauses[key[1]].agencies[0] for key in leads}
    assert found == leads
