"""Collective households: set up as the law says, with what only they have (H04)."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from hukou.kernel.errors import InvalidInput
from hukou.kernel.unified_credit_code import BadCreditCode, WrongCreditCodeCheck
from registry.actions import CollectiveDetails, change_collective
from registry.errors import (
    CollectiveNotAllowed,
    GroundsNeeded,
    NotACollectiveHousehold,
    PublicWithoutDistrict,
)
from registry.models import CollectiveHousehold, Entry, EntryKind, Household, RowVersion
from tests.cast import Station, family, station
from tests.collectives import CODE, PUBLIC, READY, SCHOOL, opened
from tests.factories import AddressFactory, DivisionFactory, HouseholdFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Station:
    return station()


def stored() -> tuple[int, int, int]:
    return Household.objects.count(), CollectiveHousehold.objects.count(), Entry.objects.count()


def test_a_school_that_meets_the_conditions_is_given_its_household(here: Station) -> None:
    household = opened(here)

    details = household.collective
    assert (household.kind, details.sort, details.credit_code) == ("collective", "school", CODE)
    entries = Entry.objects.filter(household=household).order_by("sequence")
    assert [entry.kind for entry in entries] == [
        EntryKind.HOUSEHOLD_OPENED,
        EntryKind.HOUSEHOLD_CHANGED,
    ]
    assert entries[1].details["judgement"]["outcome"] == "eligible"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("", BadCreditCode),
        ("12330802A1B2C3D4", BadCreditCode),
        (CODE[:-1] + ("0" if CODE[-1] != "0" else "1"), WrongCreditCodeCheck),
        ("I" + CODE[1:], BadCreditCode),
    ],
)
def test_a_wrong_credit_code_is_refused_by_field_and_stores_nothing(
    here: Station, code: str, error: type[InvalidInput]
) -> None:
    before = stored()

    with pytest.raises(error) as refused:
        opened(here, CollectiveDetails(sort="unit", credit_code=code, contact="张", phone="1"))

    assert refused.value.field == "credit_code"
    assert stored() == before


def test_every_fault_is_told_at_once(here: Station) -> None:
    with pytest.raises(InvalidInput) as refused:
        opened(here, CollectiveDetails(sort="monastery", credit_code="1", contact=" ", phone=""))

    assert [error["field"] for error in refused.value.errors] == [
        "sort",
        "contact",
        "phone",
        "credit_code",
    ]


def test_a_confirmed_condition_that_fails_refuses_with_its_clause(here: Station) -> None:
    before = stored()

    with pytest.raises(CollectiveNotAllowed) as refused:
        opened(here, facts=READY | {"collective.has_quarters": False}, grounds="校长坚持")

    assert refused.value.facts["cite"]["clause"] == "填写说明四（户别）"  # type: ignore[index]
    assert stored() == before


def test_what_the_law_leaves_to_an_officer_takes_grounds_and_keeps_them(here: Station) -> None:
    facts = {"collective.has_quarters": True, "collective.has_keeper": False}

    with pytest.raises(GroundsNeeded) as refused:
        opened(here, facts=facts)
    household = opened(here, facts=facts, grounds="管理人下月到任，先行立户")

    assert "民警审查" in str(refused.value)
    entry = Entry.objects.get(household=household, reason="collective_set_up")
    assert entry.details["grounds"] == "管理人下月到任，先行立户"
    assert entry.details["judgement"]["outcome"] == "review"


def test_a_fact_nobody_defined_is_refused_by_field(here: Station) -> None:
    with pytest.raises(InvalidInput) as refused:
        opened(here, facts={"collective.souls": 3})
    assert refused.value.field == "facts.collective.souls"


def test_a_public_one_belongs_to_the_district_of_its_address(here: Station) -> None:
    household = opened(here, PUBLIC, name="柯城区公共集体户")

    assert household.collective.district is not None
    assert household.collective.district.code == "330802"


def test_a_public_one_outside_every_district_is_refused(here: Station) -> None:
    nowhere = AddressFactory.create(division=DivisionFactory.create(code="441900003001"))
    before = stored()

    with pytest.raises(PublicWithoutDistrict) as refused:
        opened(here, PUBLIC, address=nowhere)

    assert refused.value.facts["field"] == "division"
    assert stored() == before


def test_a_public_one_has_no_credit_code(here: Station) -> None:
    with pytest.raises(InvalidInput) as refused:
        opened(here, CollectiveDetails(sort="public", credit_code=CODE, contact="社区", phone="1"))
    assert refused.value.field == "credit_code"


def test_a_family_household_is_given_no_sort(here: Station) -> None:
    home = family(here.office)
    before = stored()

    with pytest.raises(NotACollectiveHousehold):
        change_collective(home.household, SCHOOL, **here.how)

    assert stored() == before


def test_details_of_old_data_are_completed_and_what_stood_before_is_kept(here: Station) -> None:
    old = HouseholdFactory.create(office=here.office, collective=True)
    change_collective(old, SCHOOL, **here.how)
    change_collective(old, CollectiveDetails(**vars(SCHOOL) | {"contact": "方老师"}), **here.how)

    assert CollectiveHousehold.objects.get(household=old).contact == "方老师"
    version = RowVersion.objects.get(table="registry_collectivehousehold")
    assert version.row["contact"] == "徐老师"
    last = Entry.objects.filter(household=old).latest("sequence")
    assert (last.details["from"]["contact"], last.details["to"]["contact"]) == ("徐老师", "方老师")


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        (
            "UPDATE registry_collectivehousehold SET credit_code = ''",
            "public_collectives_alone_have_no_code",
        ),
        (
            "UPDATE registry_collectivehousehold SET credit_code = '123308020000000000'",
            "collective_credit_code_holds",
        ),
        (
            "UPDATE registry_collectivehousehold SET sort = 'public'",
            "public_collectives_alone_have_a_district",
        ),
        (
            """UPDATE registry_collectivehousehold SET sort = 'public', credit_code = '',
            district_id = (SELECT id FROM registry_division WHERE code = '330802006001')""",
            "collective_district_is_a_county",
        ),
        (
            "UPDATE registry_household SET kind = 'family'",
            "collective_details_are_of_collective_households",
        ),
    ],
)
def test_the_database_itself_refuses(here: Station, statement: str, rule: str) -> None:
    opened(here)
    with (
        pytest.raises(IntegrityError) as refused,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert isinstance(refused.value.__cause__, psycopg.Error)
    assert refused.value.__cause__.diag.constraint_name == rule
