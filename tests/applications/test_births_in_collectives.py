"""A member's child is registered in the collective household, and no unit is asked (H07)."""

from dataclasses import replace

import pytest

from applications.actions import approve, carry_out, draft
from applications.models import Application, Verification
from hukou.kernel.errors import InvalidInput
from hukou.kernel.kinship import STRANGER
from registry.models import Household, Residence
from tests.applications.test_birth import birth, proven
from tests.factories import AddressFactory, HouseholdFactory, PersonFactory, ResidenceFactory
from tests.filing import Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def dormitory(here: Counter) -> Household:
    """A collective household at this station, with a mother in it."""
    household = HouseholdFactory.create(
        office=here.office,
        collective=True,
        address=AddressFactory.create(division=here.community),
    )
    mother = PersonFactory.create(details={"name": "孙丽", "sex": "2"})
    ResidenceFactory.create(person=mother, household=household, relation=STRANGER)
    return household


def born(here: Counter, dormitory: Household, relation: str) -> Application:
    request = birth(dormitory)
    child, mother = request.parties
    told = replace(request, parties=[replace(child, relation_to_head=relation), mother])
    application = proven(here, told)
    approve(application.pk, by=here.chief)
    return application


def test_the_child_is_registered_with_its_mother(here: Counter, dormitory: Household) -> None:
    application = born(here, dormitory, STRANGER)

    carry_out(application.pk, by=here.officer)

    rows = Residence.objects.filter(household=dormitory)
    assert [row.relation for row in rows] == [STRANGER, STRANGER]


def test_no_verification_asks_the_unit(here: Counter, dormitory: Household) -> None:
    application = born(here, dormitory, STRANGER)

    asked = Verification.objects.filter(application=application)
    assert "employer" not in {each.agency for each in asked}


def test_a_relation_to_a_head_there_is_not_is_refused_by_field(
    here: Counter, dormitory: Household
) -> None:
    with pytest.raises(InvalidInput) as refused:
        draft(birth(dormitory), by=here.auxiliary)

    assert refused.value.field == "parties.0.relation_to_head"
    assert not Application.objects.exists()
