"""Whoever settles with no dwelling is given an address in order, and the case keeps why (H06)."""

from dataclasses import replace
from typing import Any, Final

import pytest

from applications.actions import approve, assess_if_ready, carry_out, draft, issue_notice
from applications.kinds import DraftRequest
from hukou.kernel.errors import InvalidInput
from hukou.kernel.kinship import STRANGER
from registry.documents import pdf
from registry.models import (
    Division,
    DivisionLevel,
    DocumentKind,
    Entry,
    EntryKind,
    Household,
    Residence,
)
from tests.cast import Station
from tests.collectives import PUBLIC, opened
from tests.documents.reading import pages
from tests.factories import AddressFactory, DivisionFactory
from tests.filing import Counter, Five, accepted, answer_all, settlement

pytestmark = pytest.mark.django_db

LOST: Final = {
    "own_dwelling": "no",
    "relative_dwelling": "no",
    "unit_collective": "no",
    "order_grounds": "人才引进，暂无住所，已核实",
}


@pytest.fixture
def public(here: Counter) -> Household:
    """The public collective household of the district they settle in."""
    district = here.community.code[:6]
    if not Division.objects.filter(code=district, level=DivisionLevel.COUNTY).exists():
        DivisionFactory.create(code=district, name="柯城区", level=DivisionLevel.COUNTY)
    address = AddressFactory.create(division=here.community)
    station = Station(here.office, here.officer)
    return opened(station, PUBLIC, address=address, name="柯城区公共集体户")


def to_public(five: Five, public: Household, told: dict[str, str], **changes: Any) -> DraftRequest:
    request = settlement(five, address=None, household_id=public.pk, details=told, **changes)
    parties = [replace(party, relation_to_head=STRANGER) for party in request.parties]
    return replace(request, parties=parties)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "details.own_dwelling"),
        ({"own_dwelling": "no", "relative_dwelling": "no"}, "details.unit_collective"),
        (LOST | {"order_grounds": ""}, "details.order_grounds"),
        (LOST | {"unit_collective": "yes"}, "destination.household"),
        (LOST | {"own_dwelling": "perhaps"}, "details.own_dwelling"),
    ],
)
def test_the_public_household_is_no_ones_first_choice(
    here: Counter, five: Five, public: Household, told: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        draft(to_public(five, public, told), by=here.auxiliary)

    assert field in [each["field"] for each in refused.value.errors]


def test_the_entries_keep_why_each_step_was_passed_over(
    here: Counter, five: Five, public: Household
) -> None:
    case = accepted(here, to_public(five, public, LOST))
    answer_all(case)
    assess_if_ready(case.pk)
    approve(case.pk, by=here.chief)

    carry_out(case.pk, by=here.officer)

    arrived = Residence.objects.filter(household=public)
    assert {row.relation for row in arrived} == {STRANGER}
    details = Entry.objects.filter(household=public, kind=EntryKind.MOVE_IN)[0].details
    assert details["order"]["step"] == "public_collective"
    assert len(details["order"]["passed"]) == 3
    assert details["grounds"] == LOST["order_grounds"]


def test_the_letter_of_approval_prints_why_the_address_was_chosen(
    here: Counter, five: Five, public: Household
) -> None:
    """H06: own or a relative's dwelling, a unit's collective, then the public one: as reasons."""
    case = accepted(here, to_public(five, public, LOST))
    answer_all(case)
    assess_if_ready(case.pk)
    approve(case.pk, by=here.chief)

    told = pages(pdf(issue_notice(case.pk, DocumentKind.DECISION_LETTER, by=here.officer)))
    paper = "".join("".join(told).split())
    order = case.assessments.get().judgement["placed"]["order"]

    assert "落户地址的确定" in paper
    assert len(order["passed"]) == 3
    assert all("".join(each["reason"].split()) in paper for each in order["passed"])
    assert f"选定：{order['label']}" in paper
    assert f"审查理由：{LOST['order_grounds']}" in paper


def test_who_settles_at_a_dwelling_is_told_of_no_order(here: Counter, five: Five) -> None:
    case = accepted(here, settlement(five))
    answer_all(case)
    assess_if_ready(case.pk)
    assert case.assessments.get().judgement["placed"] is None
