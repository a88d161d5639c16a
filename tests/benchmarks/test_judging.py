"""The rule written out by hand and the pack answer alike, so their speeds may be compared."""

from tests.benchmarks._by_hand import by_dwelling
from tests.benchmarks._families import five, random_families
from tests.benchmarks.judging import CHANNEL, answer_of, by_law, differences, hand


def test_the_pack_and_the_hand_agree_on_random_families() -> None:
    assert differences(500, seed=11) == 0


def test_the_measured_family_is_eligible_to_the_last_member() -> None:
    judged = by_law(five(), CHANNEL)

    assert judged.outcome == "eligible"
    assert [each.outcome for each in judged.companions] == ["eligible"] * 4


def test_random_families_reach_every_outcome() -> None:
    reached = {hand(family).outcome for family in random_families(500, seed=3)}

    assert reached == {"eligible", "not_eligible", "partial", "review", "evidence"}


def test_an_answer_by_another_rule_would_be_noticed() -> None:
    family = five()
    elsewhere = {**family.applicant.values, "dwelling.location_kind": "village"}

    assert by_dwelling(elsewhere, []) != answer_of(by_law(family, CHANNEL))
