"""Whose account it is (本人): named by the security administrator before they may decide."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import DomainError, InvalidInput
from hukou.kernel.identity_number import compose
from registry.actions import give_post, name_person, note_person_elsewhere
from registry.errors import OnOneself, PersonHasAccount, PersonNotNamed
from registry.models import OFFICERS, Account, AccountAct, HeldNumber, Office, Person, PostingRole
from tests.cast import station
from tests.factories import AccountFactory, OfficeFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
R = PostingRole


@pytest.fixture
def house() -> Office:
    office: Office = OfficeFactory.create()
    return office


@pytest.fixture
def security(house: Office) -> Account:
    account: Account = PostingFactory.create(role=R.SECURITY_ADMINISTRATOR, office=house).account
    return account


@pytest.fixture
def lina() -> Account:
    account: Account = AccountFactory.create(name="李娜")
    return account


def called(name: str, **told: object) -> Person:
    person: Person = PersonFactory.create(details__name=name, **told)
    return person


def number_of(person: Person) -> str:
    held: HeldNumber = person.held_numbers.get()
    return held.number


@pytest.mark.parametrize("role", sorted(OFFICERS))
def test_no_post_that_decides_is_given_before_somebody_is_named(
    house: Office, security: Account, lina: Account, role: str
) -> None:
    """Nobody decides for their kin: of an account without a person, nobody knows the kin (A04)."""

    def give() -> None:
        give_post(lina.pk, office=house.code, role=role, since=clock.today(), by=security)

    with pytest.raises(PersonNotNamed):
        give()
    assert not lina.postings.exists()

    name_person(lina.pk, number=number_of(called("李娜")), by=security)
    give()

    assert lina.postings.get().role == role


@pytest.mark.parametrize("role", sorted(set(PostingRole.values) - OFFICERS))
def test_whoever_decides_nothing_needs_no_person(
    house: Office, security: Account, lina: Account, role: str
) -> None:
    give_post(lina.pk, office=house.code, role=role, since=clock.today(), by=security)

    assert lina.postings.get().role == role


def test_naming_is_written_down_without_the_number(security: Account, lina: Account) -> None:
    person = called("李娜")

    name_person(lina.pk, number=f" {number_of(person).lower()} ", by=security, reason="查验证件")

    lina.refresh_from_db()
    kept = AccountAct.objects.get()
    assert lina.person == person
    assert (kept.kind, kept.by, kept.reason) == ("name_person", security, "查验证件")


def test_a_number_of_somebody_else_names_nobody(security: Account, lina: Account) -> None:
    """And it is not told who holds it."""
    nobodys = compose("440199", date(1990, 1, 1), sequence=997).text
    said = set()

    for number in (number_of(called("王强")), nobodys):
        with pytest.raises(InvalidInput) as refused:
            name_person(lina.pk, number=number, by=security)
        said.add(refused.value.detail)

    lina.refresh_from_db()
    assert lina.person is None
    assert len(said) == 1
    assert not AccountAct.objects.exists()


def test_the_dead_hold_no_account(security: Account, lina: Account) -> None:
    late = called("李娜", died_on=date(2020, 1, 1))

    with pytest.raises(InvalidInput):
        name_person(lina.pk, number=number_of(late), by=security)


def test_whoever_has_an_account_is_not_named_for_another(security: Account, lina: Account) -> None:
    person = called("李娜")
    AccountFactory.create(name="李娜", person=person)

    with pytest.raises(PersonHasAccount):
        name_person(lina.pk, number=number_of(person), by=security)


def test_another_person_is_named_with_a_reason_only(security: Account, lina: Account) -> None:
    first, second = called("李娜"), called("李娜")
    name_person(lina.pk, number=number_of(first), by=security)

    with pytest.raises(InvalidInput) as refused:
        name_person(lina.pk, number=number_of(second), by=security)
    assert refused.value.field == "reason"

    name_person(lina.pk, number=number_of(second), by=security, reason="同名，前次认错")
    lina.refresh_from_db()
    assert lina.person == second


def test_whoever_is_registered_elsewhere_is_noted_so_with_a_reason(
    house: Office, security: Account, lina: Account
) -> None:
    with pytest.raises(InvalidInput):
        note_person_elsewhere(lina.pk, by=security, reason=" ")

    note_person_elsewhere(lina.pk, by=security, reason="户口在长沙，已核居民身份证")
    give_post(lina.pk, office=house.code, role=R.OFFICER, since=clock.today(), by=security)

    assert lina.postings.exists()


def test_nobody_named_is_noted_as_elsewhere(security: Account, lina: Account) -> None:
    """Else their kin would be hidden by a note."""
    name_person(lina.pk, number=number_of(called("李娜")), by=security)

    with pytest.raises(InvalidInput):
        note_person_elsewhere(lina.pk, by=security, reason="户口在长沙")


def test_nobody_names_themselves_nor_an_account_of_another_bureau(security: Account) -> None:
    security.postings.update(period=Range(date(2000, 1, 1), None))
    cases: list[tuple[Account, type[DomainError]]] = [
        (security, OnOneself),
        (station().officer, InvalidInput),
    ]
    for account, error in cases:
        number = number_of(called(account.name))
        with pytest.raises(error):
            name_person(account.pk, number=number, by=security)
        with pytest.raises(error):
            note_person_elsewhere(account.pk, by=security, reason="户口在长沙")


def test_one_person_has_one_account() -> None:
    """Otherwise they could be heard by one and decide by the other."""
    person = PersonFactory.create()
    AccountFactory.create(person=person)

    with (
        pytest.raises(IntegrityError, match="account_stands_for_one_person"),
        transaction.atomic(),
    ):
        AccountFactory.create(person=person)
