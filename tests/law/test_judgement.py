"""What a judgement says of itself: the best channel, refused routes, flags, and its JSON."""

from datetime import date

import pytest

from hukou.kernel.errors import InvalidInput
from hukou.law import Companion, Destination, judge, load_law
from tests.law.people import DAY, OWNER, SON, SPOUSE, ask, facts

FINAL, JIANGMEN, SHIXING = "qz-final-2017", "jm-2018-5", "sx-2018"
BACHELOR = {"education.level": "bachelor"}


def test_points_are_refused_as_a_route_with_the_clause() -> None:
    judged = ask(JIANGMEN, {"points.total": "150.5"}, on=date(2018, 6, 1), mode="decide")
    assert judged.outcome == "refuse_route"
    assert judged.channel("JM-11").verdict.review[0].cite.clause == "二（三）全面取消积分制入户"


def test_points_are_not_mentioned_to_who_brings_none() -> None:
    judged = ask(JIANGMEN, {"title.skill_grade": "level4"})
    assert "JM-11" not in [each.id for each in judged.channels]


def test_the_best_channel_counts() -> None:
    judged = ask(FINAL, OWNER | {"dwelling.location_kind": "village"} | BACHELOR)
    assert judged.channel("QZF-1").outcome == "not_eligible"
    assert judged.outcome == "eligible"
    assert judged.basis == "QZF-2"


def test_the_basis_is_the_channel_that_serves_the_whole_family() -> None:
    settled = OWNER | {"person.hukou_place": "330106"}
    judged = ask(FINAL, settled, {"s": SPOUSE})
    assert {each.id for each in judged.channels if each.outcome == "eligible"} == {"QZF-1", "QZF-6"}
    assert judged.basis == "QZF-1"
    assert judged.outcome == "eligible"


def test_the_applicant_alone_decides_what_kind_of_no_it_is() -> None:
    judged = ask(FINAL, OWNER | {"dwelling.tenure": "none"}, {"s": SPOUSE}, channel="QZF-1")
    assert judged.outcome == "not_eligible"


def test_everything_known_of_the_final_carries_the_flag_of_a_summary() -> None:
    assert [flag.id for flag in ask(FINAL, OWNER).flags] == ["A-QZ-1"]


def test_a_companion_may_not_be_listed_twice() -> None:
    son = Companion("c1", facts(SON))
    with pytest.raises(InvalidInput) as refused:
        judge(load_law().regulations[FINAL], on=DAY, applicant=facts(OWNER), companions=[son, son])
    assert refused.value.field == "companions[1].id"


@pytest.mark.parametrize(
    ("field", "options"),
    [
        ("channel", {"channel": "QZF-9"}),
        ("mode", {"mode": "guess"}),
        ("destination.division", {"destination": Destination(division="3308")}),
    ],
)
def test_what_the_law_does_not_know_is_refused_by_its_field(
    field: str, options: dict[str, object]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        ask(FINAL, OWNER, **options)  # type: ignore[arg-type] # one bad option at a time
    assert refused.value.field == field


def test_a_place_no_channel_offers_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        ask(SHIXING, {}, channel="SX-2", destination=Destination("440222", "seaside"))
    assert refused.value.field == "destination.place"


def test_the_contract_example_reads_as_promised() -> None:
    applicant = OWNER
    judged = ask(FINAL, applicant, {"c1": SON}, on=DAY).as_json()
    assert judged["regulation"] == FINAL
    assert judged["on"] == "2018-03-01"
    assert judged["outcome"] == "eligible"
    assert judged["limits"] == []
    channels = judged["channels"]
    assert isinstance(channels, list)
    first = channels[0]
    assert (first["id"], first["name"], first["outcome"]) == (
        "QZF-1",
        "合法稳定住所落户",
        "eligible",
    )
    assert (first["missing"], first["review"]) == ([], [])
    tenure = next(each for each in first["findings"] if each["fact"] == "dwelling.tenure")
    assert tenure["required"] == ["owned", "leased", "public_rental"]
    assert (tenure["found"], tenure["satisfied"]) == ("owned", True)
    assert set(tenure["cite"]) == {"document", "clause"}
    companions = judged["companions"]
    assert isinstance(companions, list)
    assert (companions[0]["id"], companions[0]["outcome"]) == ("c1", "eligible")
