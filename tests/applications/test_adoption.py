"""Adoption (收养登记): civil affairs says whether it is registered; a silent one is replaced."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest

from applications.actions import (
    PartyRequest,
    approve,
    assess_if_ready,
    attach,
    carry_out,
    draft,
    record_failure,
    replace_by_document,
)
from applications.errors import MayNotDecide, NotEligible
from applications.models import Application, Kind, PartyRole
from hukou.kernel.errors import InvalidInput
from registry.models import Household, Person, Residence
from tests.applications.life import PDF, TODAY, event, handed_in, house
from tests.factories import PersonFactory, ResidenceFactory
from tests.filing import Counter, answer

TOLD: Final = {"certificate": "浙收2026-1", "declarant": "收养人"}


@pytest.fixture
def adopter(here: Counter) -> Person:
    del here
    person: Person = PersonFactory.create(details={"name": "收养人", "sex": "1"})
    return person


@pytest.fixture
def home(here: Counter, adopter: Person) -> Household:
    return house(here, adopter)


@pytest.fixture
def child(here: Counter) -> Person:
    """A child registered with a relative, in a household of this station."""
    born = {"name": "被收养", "sex": "2", "birth_date": date(2020, 5, 1)}
    elsewhere = house(here)
    person: Person = PersonFactory.create(details=born)
    ResidenceFactory.create(person=person, household=elsewhere, relation="97")
    return person


def adoption(child: Person, adopter: Person, home: Household, **told: Any) -> Any:  # noqa: ANN401
    others = [PartyRequest(role=PartyRole.ADOPTER, person_id=adopter.pk)]
    return event(
        Kind.ADOPTION,
        child,
        {**TOLD, **told},
        home=home,
        relation_to_head="30",
        others=others,
    )


def test_civil_affairs_is_asked_and_the_county_decides(
    here: Counter, child: Person, adopter: Person, home: Household
) -> None:
    application = handed_in(here, adoption(child, adopter, home))
    [row] = application.verifications.all()
    assert (row.fact, row.agency, row.status) == (
        "adoption.registered",
        "civil_affairs",
        "pending",
    )
    answer(row, value=True)
    assess_if_ready(application.pk)
    with pytest.raises(MayNotDecide):
        approve(application.pk, by=here.chief)
    approve(application.pk, by=here.approver)

    carry_out(application.pk, by=here.officer)

    now = Residence.objects.on(TODAY).get(person=child)
    assert (now.household, now.relation) == (home, "30")


def test_a_silent_agency_is_replaced_by_the_certificate_with_a_reason(
    here: Counter, child: Person, adopter: Person, home: Household
) -> None:
    application = handed_in(here, adoption(child, adopter, home))
    [row] = application.verifications.all()
    record_failure(row.pk, error="timeout", permanent=False)
    assert assess_if_ready(application.pk) is None

    paper = attach(application.pk, PDF, kind="adoption_certificate", by=here.auxiliary)
    with pytest.raises(InvalidInput):
        replace_by_document(row.pk, by=here.officer, document_id=paper.pk, value=True, reason=" ")
    replace_by_document(
        row.pk, by=here.officer, document_id=paper.pk, value=True, reason="民政未答复，核对原件"
    )
    assessment = assess_if_ready(application.pk)

    assert assessment is not None
    assert assessment.outcome == "eligible"
    fact = assessment.facts[0]["facts"]["adoption.registered"]
    assert (fact["source"], fact["reason"]) == ("document", "民政未答复，核对原件")


def test_a_child_joins_a_household_of_its_adopters(
    here: Counter, child: Person, adopter: Person, home: Household
) -> None:
    application = handed_in(here, adoption(child, adopter, house(here)))
    answer(application.verifications.get(), value=True)
    assess_if_ready(application.pk)

    with pytest.raises(NotEligible):
        approve(application.pk, by=here.approver)
    assert home.residences.on(TODAY).count() == 1


@pytest.mark.parametrize("adopters", [0, 3])
def test_there_are_one_or_two_adopters(
    here: Counter, child: Person, adopter: Person, home: Household, adopters: int
) -> None:
    people = [adopter, PersonFactory.create(), PersonFactory.create()][:adopters]
    others = [PartyRequest(role=PartyRole.ADOPTER, person_id=each.pk) for each in people]
    request = adoption(child, adopter, home)

    with pytest.raises(InvalidInput) as refusal:
        draft(replace(request, parties=[request.parties[0], *others]), by=here.auxiliary)

    assert refusal.value.field == "parties"
    assert not Application.objects.exists()
