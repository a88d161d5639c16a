"""People put on file (建档)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.kernel.identity_number import BadIdentityNumber, check_character, compose
from registry.actions import PersonDetails, enrol_person, load_people
from registry.errors import EventInFuture, NoPosting, NotACitizensNumber, NumberAlreadyHeld
from registry.models import Entry, HeldNumber, Particulars, Person
from registry.queries import PersonSearch, Scope, search_people
from tests.cast import BASIS, LATELY, Station, station
from tests.factories import AccountFactory

pytestmark = pytest.mark.django_db

LI = PersonDetails(
    identity_number=compose("440199", date(1990, 1, 1), sequence=5).text,
    name="李四",
    sex="1",
    birth_date=date(1990, 1, 1),
)


@pytest.fixture
def here() -> Station:
    return station()


def test_somebody_is_put_on_file_with_number_and_particulars(here: Station) -> None:
    person = enrol_person(LI, **here.how)

    assert person.held_numbers.get().number == LI.identity_number
    assert person.particulars.get().name == "李四"
    assert Entry.objects.get(person=person).office == here.office


def test_a_number_with_a_wrong_check_character_is_refused(here: Station) -> None:
    """Row R01, by the action."""
    wrong = LI.identity_number[:-1] + ("0" if LI.identity_number[-1] != "0" else "1")
    with pytest.raises(BadIdentityNumber) as refusal:
        enrol_person(replace(LI, identity_number=wrong), **here.how)
    assert refusal.value.field == "identity_number"
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "number",
    [
        LI.identity_number[:-1] + ("0" if LI.identity_number[-1] != "0" else "1"),
        LI.identity_number[:-1],
        "440199199013010014",
        "44019919900101000" + check_character("44019919900101000"),
        LI.identity_number[:-1] + "x",
        "911124198108030024",
    ],
)
def test_raw_sql_cannot_write_a_number_that_does_not_hold(here: Station, number: str) -> None:
    """Row R01, past every action: the database itself refuses."""
    person = enrol_person(LI, **here.how)
    HeldNumber.objects.all().delete()
    insert = "insert into registry_heldnumber (person_id, number, period) values (%s, %s, %s)"
    with (
        pytest.raises(IntegrityError, match="held_number_holds"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(insert, [person.pk, number, "[1990-01-01,)"])


def test_loading_many_refuses_a_wrong_number_with_all_the_others() -> None:
    """Row R01, by the bulk path: nothing is half-loaded."""
    wrong = replace(LI, identity_number="440199199001010031")
    with pytest.raises(BadIdentityNumber):
        load_people([LI, wrong])
    assert not Person.objects.exists()


def test_sql_and_python_agree_on_every_test_vector() -> None:
    body = "44019919900101"
    numbers = [
        f"{body}{sequence:03d}{check}" for sequence in range(1, 4) for check in "0123456789X"
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "select n from unnest(%s::text[]) n where registry_identity_number_holds(n)", [numbers]
        )
        held = {number for (number,) in cursor.fetchall()}
    assert held == {number for number in numbers if number[-1] == check_character(number[:-1])}


def test_a_number_is_unique_over_everyone_who_ever_held_it(here: Station) -> None:
    """Row R01: a past holder keeps it taken."""
    first = enrol_person(LI, **here.how)
    HeldNumber.objects.filter(person=first).update(period=(date(1990, 1, 1), date(2000, 1, 1)))

    with pytest.raises(NumberAlreadyHeld):
        enrol_person(replace(LI, name="王五"), **here.how)


def test_a_number_of_another_kind_of_resident_is_refused(here: Station) -> None:
    body = "81000019900101001"
    details = replace(LI, identity_number=body + check_character(body))
    with pytest.raises(NotACitizensNumber):
        enrol_person(details, **here.how)


def test_a_birth_in_the_future_is_refused(here: Station) -> None:
    with pytest.raises(EventInFuture):
        enrol_person(replace(LI, birth_date=clock.today() + timedelta(days=1)), **here.how)


def test_nobody_is_put_on_file_far_ahead(here: Station) -> None:
    far = here.how | {"on": clock.today() + timedelta(days=31)}
    with pytest.raises(EventInFuture):
        enrol_person(LI, **far)


def test_codes_are_read_by_their_chinese_names(here: Station) -> None:
    details = replace(LI, sex="男", ethnicity="维吾尔族", marital_status="已婚")
    particulars = enrol_person(details, **here.how).particulars.get()
    assert (particulars.sex, particulars.ethnicity, particulars.marital_status) == ("1", "05", "20")


def test_unknown_codes_are_refused(here: Station) -> None:
    with pytest.raises(InvalidInput) as refusal:
        enrol_person(replace(LI, education="博士后"), **here.how)
    assert refusal.value.field == "education"


def test_without_a_post_nobody_enrols(here: Station) -> None:
    with pytest.raises(NoPosting):
        enrol_person(LI, on=LATELY, by=AccountFactory.create(), basis=BASIS)
    enrol_person(LI, on=LATELY, by=None, basis=BASIS, office=here.office)
    assert Entry.objects.get().office == here.office


@pytest.mark.parametrize("name", ["买买提·吐尔逊", "𠮷田", "㛃"])
def test_rare_characters_are_stored_and_found(here: Station, name: str) -> None:
    person = enrol_person(replace(LI, name=name), **here.how)

    everything = Scope("test", office_ids=None)
    [hit] = search_people(PersonSearch(free=name), scope=everything, on=LATELY).items
    assert (hit.person_id, hit.name) == (person.pk, name)


def test_other_dots_become_the_separator(here: Station) -> None:
    enrol_person(replace(LI, name="买买提•吐尔逊"), **here.how)
    assert Particulars.objects.get().name == "买买提·吐尔逊"
