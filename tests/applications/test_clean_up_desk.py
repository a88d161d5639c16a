"""Who keeps the clean-up register (L31), of which place, and what it refuses to keep."""

from datetime import timedelta
from typing import Any, Final

import pytest

from applications.actions import (
    approve,
    take_measure,
)
from applications.errors import CitesStoppedRule, MayNotHandleLaw
from applications.models import CleanUp, Measure, OldRule
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import Account, PostingRole
from tests.applications.test_clean_up import entered, five, here, keeper, taken
from tests.cast import law_desk, station
from tests.filing import Counter, Five, assessed, settlement

pytestmark = pytest.mark.django_db
TODAY: Final = clock.today()
__all__ = ["five", "here", "keeper"]


@pytest.mark.parametrize("role", [PostingRole.OFFICER, PostingRole.CHIEF, PostingRole.AUXILIARY])
def test_those_who_only_apply_the_law_do_not_clean_it_up(role: str, keeper: Account) -> None:
    rule, other = entered(keeper), station(role).officer
    with pytest.raises(MayNotHandleLaw):
        entered(other, document="另一文件")
    with pytest.raises(MayNotHandleLaw):
        taken(rule, other)
    assert (OldRule.objects.count(), CleanUp.objects.count()) == (1, 0)


def test_a_county_stops_neither_its_city_s_text_nor_another_place_s(keeper: Account) -> None:
    rule, county = entered(keeper), law_desk(PostingRole.COUNTY_APPROVER, area="330802").officer
    stranger = law_desk(PostingRole.COUNTY_APPROVER, area="440222").officer

    for by in (county, stranger):
        with pytest.raises(MayNotHandleLaw):
            taken(rule, by)
    for by, place in ((county, "330802"), (stranger, "440222")):
        with pytest.raises(MayNotHandleLaw):
            entered(by, jurisdiction=place)
    with pytest.raises(InvalidInput):
        entered(stranger, document="柯城区落户补充规定", jurisdiction="330802")
    assert (OldRule.objects.count(), CleanUp.objects.count()) == (1, 0)


def test_what_is_stopped_elsewhere_may_be_cited_here(here: Counter, five: Five) -> None:
    stranger = law_desk(PostingRole.COUNTY_APPROVER, area="440222").officer
    elsewhere = entered(stranger, document="乡镇落户补充规定", jurisdiction="440222")
    taken(elsewhere, stranger)
    application = assessed(here, settlement(five))

    decision = approve(application.pk, by=here.chief, grounds="依《乡镇落户补充规定》准予")

    assert decision.outcome == "approved"


def test_a_county_stops_a_rule_of_its_own_and_its_city_does_so_too(
    here: Counter, five: Five, keeper: Account
) -> None:
    county = law_desk(PostingRole.COUNTY_APPROVER, area="330802").officer
    rule = entered(county, document="柯城区落户补充规定", jurisdiction="330802")
    assert rule.area == "柯城区"
    taken(rule, keeper)
    application = assessed(here, settlement(five))

    with pytest.raises(CitesStoppedRule):
        approve(application.pk, by=here.chief, grounds="依《柯城区落户补充规定》准予")


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"reason": " "}, ["reason"]),
        ({"decided_by": "", "reason": ""}, ["reason", "decided_by"]),
        (
            {"decided_on": TODAY + timedelta(days=1), "effective_from": TODAY + timedelta(days=2)},
            ["decided_on"],
        ),
        ({"effective_from": TODAY - timedelta(days=1)}, ["effective_from"]),
    ],
    ids=["no reason", "two faults", "decided tomorrow", "reaching back"],
)
def test_a_measure_that_says_too_little_is_refused(
    keeper: Account, changed: dict[str, Any], fields: list[str]
) -> None:
    told: dict[str, Any] = {
        "measure": Measure.STOP,
        "reason": "过时",
        "decided_by": "衢州市人民政府",
        "decided_on": TODAY,
        "effective_from": TODAY,
        "by": keeper,
    }
    with pytest.raises(InvalidInput) as refused:
        take_measure(entered(keeper).pk, **(told | changed))
    assert [each["field"] for each in refused.value.errors] == fields
    assert not CleanUp.objects.exists()


def test_an_entry_names_its_document_and_place(keeper: Account) -> None:
    with pytest.raises(InvalidInput) as refused:
        entered(keeper, document=" ", jurisdiction="", clause="长" * 201)
    assert [each["field"] for each in refused.value.errors] == [
        "jurisdiction",
        "document",
        "clause",
    ]
    assert not OldRule.objects.exists()


def test_no_measure_is_taken_on_what_is_not_entered(keeper: Account) -> None:
    with pytest.raises(NotFound):
        taken(OldRule(pk=1), keeper)
