"""No pack, form word or document kind asks for a rural right; no condition asks family planning."""

from hukou.law import Citation, load_law
from hukou.law.conditions import leaves
from hukou.law.loader import GUARDED


def test_no_loaded_pack_asks_for_a_rural_right() -> None:
    law = load_law()
    for source in law.sources.values():
        for part in GUARDED:
            law.safeguards.check_rights(source.get(part), part)


def test_no_fact_and_no_document_kind_is_a_rural_right() -> None:
    law = load_law()
    words = [*law.vocabulary.facts, *(each.label for each in law.vocabulary.facts.values())]
    words += [*law.vocabulary.documents, *(d.label for d in law.vocabulary.documents.values())]
    law.safeguards.check_rights(words, "vocabulary")


def test_no_rule_reads_the_family_planning_fact() -> None:
    for regulation in load_law().regulations.values():
        rules = [channel.rule for channel in regulation.channels.values()]
        rules += [rule for family in regulation.families.values() for rule in family.rules.values()]
        asked = {leaf.fact for rule in rules for leaf in leaves(rule.conditions)}
        assert "conduct.family_planning_violation" not in asked


def test_what_does_not_end_membership_is_cited_beside_the_rights() -> None:
    """L24: the collective-organisation law, article 18."""
    safeguards = load_law().safeguards

    assert "离婚" in safeguards.membership_reason
    assert safeguards.membership_cite == Citation("农村集体经济组织法", "第十八条")
