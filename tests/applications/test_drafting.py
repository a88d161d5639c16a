"""Writing an application down (录入): what is refused, and that nothing is stored then."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import pytest

from applications.actions import (
    AddressDetails,
    DraftRequest,
    Newcomer,
    PartyRequest,
    draft,
)
from applications.errors import (
    MayNotHandle,
    NoOfficeThere,
    NoPolicyInForce,
)
from applications.models import Application, Kind, PartyRole
from hukou.kernel import case_number, clock, identity_number
from hukou.kernel.errors import InvalidInput
from registry.models import PostingRole
from tests.factories import AccountFactory, DivisionFactory
from tests.filing import (
    ADDRESS,
    FILED,
    Counter,
    Five,
    counter,
    family_of_five,
    posted,
    settlement,
)

NUMBER: Final = identity_number.compose("440199", date(1990, 1, 1), sequence=33).text
TOMORROW: Final = clock.today() + timedelta(days=1)


def newcomer(**changes: Any) -> Newcomer:
    details: dict[str, Any] = {
        "name": "钱小明",
        "identity_number": NUMBER,
        "birth_date": date(1990, 1, 1),
        "from_address": "江西省某市",
    }
    return Newcomer(**(details | changes))


def alone(person: PartyRequest) -> DraftRequest:
    return DraftRequest(
        kind=Kind.SETTLEMENT,
        channel="QZF-1",
        applied_on=FILED,
        parties=[person],
        address=ADDRESS,
    )


def fields(refusal: pytest.ExceptionInfo[InvalidInput]) -> set[str]:
    return {each["field"] for each in refusal.value.errors}


def test_a_draft_gets_a_number_that_can_be_checked(here: Counter, five: Five) -> None:
    application = draft(settlement(five), by=here.auxiliary)

    assert case_number.is_valid(application.number)
    assert application.number.startswith("330802101")
    assert application.office == here.office


def test_the_regulation_in_force_is_taken_when_none_is_named(here: Counter, five: Five) -> None:
    application = draft(settlement(five, regulation=""), by=here.auxiliary)
    assert application.regulation == "qz-final-2017"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"applied_on": TOMORROW}, "applied_on"),
        ({"address": None}, "destination"),
        ({"parties": []}, "parties"),
        ({"channel": ""}, "channel"),
        ({"channel": "QZF-99"}, "channel"),
        ({"regulation": "qz-imagined"}, "regulation"),
        ({"address": replace(ADDRESS, division="330802002")}, "destination.division"),
        ({"address": replace(ADDRESS, division="999999999999")}, "destination.division"),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_nothing_is_stored(
    here: Counter, five: Five, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        draft(settlement(five, **changes), by=here.auxiliary)

    assert field in fields(refusal)
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("declared", "field"),
    [
        ({"dwelling.colour": "red"}, "parties.0.declared.dwelling.colour"),
        ({"dwelling.area_m2": "many"}, "parties.0.declared.dwelling.area_m2"),
        ({"dwelling.area_m2": "-1"}, "parties.0.declared.dwelling.area_m2"),
        ({"dwelling.legal_and_stable": "yes"}, "parties.0.declared.dwelling.legal_and_stable"),
        ({"person.birth_date": "2099-01-01"}, "parties.0.declared.person.birth_date"),
    ],
)
def test_facts_outside_the_vocabulary_are_refused(
    here: Counter, five: Five, declared: dict[str, Any], field: str
) -> None:
    person = PartyRequest(role=PartyRole.APPLICANT, person_id=five.applicant.pk, declared=declared)
    with pytest.raises(InvalidInput) as refusal:
        draft(alone(person), by=here.auxiliary)
    assert field in fields(refusal)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        (
            {"identity_number": f"{NUMBER[:-2]}{9 - int(NUMBER[-2])}{NUMBER[-1]}"},
            "parties.0.newcomer.identity_number",
        ),
        ({"identity_number": "4401991990"}, "parties.0.newcomer.identity_number"),
        ({"identity_number": "440199199013010331"}, "parties.0.newcomer.identity_number"),
        ({"name": ""}, "parties.0.newcomer.name"),
        ({"birth_date": date(1991, 1, 1)}, "parties.0.newcomer.birth_date"),
    ],
)
def test_impossible_newcomers_are_refused(
    here: Counter, changes: dict[str, Any], field: str
) -> None:
    person = PartyRequest(role=PartyRole.APPLICANT, newcomer=newcomer(**changes))
    with pytest.raises(InvalidInput) as refusal:
        draft(alone(person), by=here.auxiliary)
    assert field in fields(refusal)


def test_a_decimal_is_kept_as_its_digits(here: Counter, five: Five) -> None:
    declared = {"dwelling.area_m2": Decimal("55.50")}
    person = PartyRequest(
        role=PartyRole.APPLICANT,
        person_id=five.applicant.pk,
        relation_to_head="02",
        declared=declared,
    )
    application = draft(alone(person), by=here.auxiliary)
    assert application.parties.get().declared == {"dwelling.area_m2": "55.50"}


@pytest.mark.parametrize("told", [Decimal("1.5"), {"deep": []}, ["insured"], None, "长" * 201])
def test_details_are_short_texts(here: Counter, five: Five, told: object) -> None:
    with pytest.raises(InvalidInput) as refusal:
        draft(settlement(five, details={"place": told}), by=here.auxiliary)
    assert "details.place" in fields(refusal)


def test_every_fault_is_told_at_once(here: Counter, five: Five) -> None:
    nobody = PartyRequest(role=PartyRole.COMPANION, person_id=five.spouse.pk, relation="neighbour")
    with pytest.raises(InvalidInput) as refusal:
        draft(settlement(five, parties=[nobody], channel=""), by=here.auxiliary)
    assert {"parties", "channel", "parties.0.relation"} <= fields(refusal)


def test_somebody_the_register_does_not_know_cannot_be_chosen(here: Counter, five: Five) -> None:
    ghost = PartyRequest(role=PartyRole.APPLICANT, person_id=five.mother.pk + 999)
    with pytest.raises(InvalidInput):
        draft(alone(ghost), by=here.auxiliary)


def test_nobody_is_named_twice_not_even_by_number(here: Counter, five: Five) -> None:
    number = five.spouse.held_numbers.get().number
    again = PartyRequest(
        role=PartyRole.COMPANION,
        newcomer=Newcomer(name="吴秀英", identity_number=number),
        relation="spouse",
    )
    request = settlement(five)
    with pytest.raises(InvalidInput):
        draft(replace(request, parties=[*request.parties, again]), by=here.auxiliary)


def test_a_newcomer_whom_the_register_knows_is_that_person(here: Counter, five: Five) -> None:
    number = five.mother.held_numbers.get().number
    known = Newcomer(name="郑桂花", identity_number=number)

    application = draft(
        alone(PartyRequest(role=PartyRole.APPLICANT, newcomer=known)), by=here.auxiliary
    )

    [party] = application.parties.all()
    assert (party.person, party.newcomer) == (five.mother, {})


def test_a_known_number_under_another_name_is_refused(here: Counter, five: Five) -> None:
    number = five.mother.held_numbers.get().number
    other = Newcomer(name="别人", identity_number=number)
    with pytest.raises(InvalidInput) as refusal:
        draft(alone(PartyRequest(role=PartyRole.APPLICANT, newcomer=other)), by=here.auxiliary)
    assert fields(refusal) == {"parties.0.newcomer.name"}


def test_a_draft_regulation_takes_no_applications(here: Counter, five: Five) -> None:
    with pytest.raises(NoPolicyInForce) as refusal:
        draft(settlement(five, regulation="qz-draft-2017", channel="QZD-1"), by=here.auxiliary)
    assert refusal.value.facts["reason"] == "draft"


@pytest.mark.django_db
def test_a_regulation_nobody_has_dated_takes_no_applications() -> None:
    here, five = counter(dated=False), family_of_five()
    with pytest.raises(NoPolicyInForce) as refusal:
        draft(settlement(five), by=here.auxiliary)
    assert refusal.value.facts["reason"] == "undated"


def test_a_regulation_of_another_place_takes_no_applications(here: Counter, five: Five) -> None:
    with pytest.raises(NoPolicyInForce) as refusal:
        draft(settlement(five, regulation="jm-2018-5", channel="JM-1"), by=here.auxiliary)
    assert refusal.value.facts["reason"] == "elsewhere"


def test_a_place_no_station_keeps_is_refused(here: Counter, five: Five) -> None:
    DivisionFactory.create(code="330802999001")
    with pytest.raises(NoOfficeThere):
        draft(
            settlement(five, address=AddressDetails(division="330802999001", plate="1")),
            by=here.auxiliary,
        )


def test_only_somebody_at_a_counter_writes_applications(here: Counter, five: Five) -> None:
    administrator = posted(here.office, PostingRole.SYSTEM_ADMINISTRATOR)
    for account in (administrator, AccountFactory.create()):
        with pytest.raises(MayNotHandle):
            draft(settlement(five), by=account)


@pytest.mark.usefixtures("here")
def test_a_client_of_the_api_writes_applications_as_itself(five: Five) -> None:
    application = draft(settlement(five), by=None, client="demo-one-stop")
    assert (application.client, application.created_by) == ("demo-one-stop", None)
