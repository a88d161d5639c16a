"""What somebody may see: their office's part and those below, and the fields of their grant."""

from datetime import date

import pytest
from psycopg.types.range import Range
from pytest_django import DjangoAssertNumQueries

from hukou.kernel.errors import Forbidden, InvalidInput
from registry.models import Household, Person, PostingRole
from registry.queries import Ground, scope_of, scope_of_client
from tests.cast import LATELY, family, station
from tests.factories import AccountFactory, OfficeFactory, PostingFactory

pytestmark = pytest.mark.django_db


def test_an_officer_sees_their_own_station() -> None:
    here, elsewhere = station(), station()
    scope = scope_of(here.officer, on=LATELY)
    assert scope.office_ids == frozenset({here.office.pk})
    assert elsewhere.office.pk not in (scope.office_ids or ())


def test_an_approver_sees_the_stations_below(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    city = OfficeFactory.create()
    county = OfficeFactory.create(parent=city)
    below = OfficeFactory.create(parent=county)
    account = PostingFactory.create(office=city, role=PostingRole.CITY_APPROVER).account

    with django_assert_num_queries(1):
        scope = scope_of(account, on=LATELY)
    assert scope.office_ids == frozenset({city.pk, county.pk, below.pk})
    assert scope.role == PostingRole.CITY_APPROVER


def test_without_a_post_nobody_is_seen() -> None:
    assert scope_of(AccountFactory.create(), on=LATELY).office_ids == frozenset()


def test_a_post_that_has_ended_shows_nothing() -> None:
    posting = PostingFactory.create(period=Range(date(2020, 1, 1), date(2021, 1, 1)))
    assert scope_of(posting.account, on=LATELY).office_ids == frozenset()
    assert scope_of(posting.account, on=date(2020, 6, 1)).office_ids == frozenset(
        {posting.office_id}
    )


@pytest.mark.parametrize(
    "role",
    [
        PostingRole.SYSTEM_ADMINISTRATOR,
        PostingRole.SECURITY_ADMINISTRATOR,
        PostingRole.AUDIT_ADMINISTRATOR,
    ],
)
def test_administrators_see_nobodys_data(role: PostingRole) -> None:
    scope = scope_of(PostingFactory.create(role=role).account, on=LATELY)
    assert (scope.office_ids, scope.fields) == (frozenset(), frozenset())


def test_a_scope_keeps_households_and_people_of_its_area() -> None:
    here = station()
    mine, other = family(here.office), family()
    scope = scope_of(here.officer, on=LATELY)

    assert list(scope.households(Household.objects.all())) == [mine.household]
    assert other.son not in scope.people(Person.objects.all())
    assert mine.son in scope.people(Person.objects.all())


def test_a_clients_fields_follow_from_its_scopes() -> None:
    reads = scope_of_client("agency", frozenset({"residents:read", "residents:address"}))
    assert reads.office_ids is None
    assert reads.address("某路1号") == "某路1号"
    assert "*" in reads.number("440199199001010011")


def test_a_client_that_may_not_read_sees_nothing() -> None:
    scope = scope_of_client("agency", frozenset({"residents:number", "applications:read"}))
    assert (scope.office_ids, scope.fields) == (frozenset(), frozenset())


def test_revealing_shows_the_whole_number() -> None:
    scope = scope_of(station().officer, on=LATELY)
    assert "*" in scope.number("440199199001010011")
    told = scope.revealing(purpose="核对身份")
    assert told.number("440199199001010011") == "440199199001010011"
    assert told.purpose == "核对身份"


def test_a_whole_number_takes_a_purpose_and_is_not_for_programs() -> None:
    """O02: role by purpose: no post has whole numbers as such."""
    program = scope_of_client("agency", frozenset({"residents:read"}))
    with pytest.raises(InvalidInput):
        scope_of(station().officer, on=LATELY).revealing(purpose=" ")
    with pytest.raises(Forbidden):
        program.revealing(purpose="核对身份")


def test_another_area_is_seen_on_a_ground_alone() -> None:
    """O02: a finding opens the rows it is about; the fields stay those of the post."""
    scope = scope_of(station().officer, on=LATELY)
    other = OfficeFactory.create()

    wide = scope.beyond(Ground.FINDING)

    assert (scope.keeps(other.pk), wide.keeps(other.pk)) == (False, True)
    assert (wide.fields, wide.purpose) == (scope.fields, "finding")


@pytest.mark.parametrize("role", [each for each in PostingRole if "administrator" in each])
def test_an_administrator_has_an_area_and_sees_nobody_there(role: PostingRole) -> None:
    posted = station(role)
    scope = scope_of(posted.officer, on=LATELY)

    assert (scope.sees_nobody, scope.fields) == (True, frozenset())
    assert scope.area == {posted.office.pk}
