"""Life events over HTTP: what is filled in is typed and checked by kind, and described so."""

from datetime import timedelta
from typing import Any, Final

import pytest
from django.test import Client

from applications.actions import carry_out
from applications.kinds import KINDS
from applications.models import Application, Transition
from hukou.kernel import clock
from registry.models import HEAD, Residence
from tests.api.filing import Desks, address_of, named
from tests.applications.test_death import death, granted, proven
from tests.cast import Family, family
from tests.factories import AddressFactory
from tests.filing import Counter, counter

pytestmark = pytest.mark.django_db

DIED: Final = (clock.today() - timedelta(days=2)).isoformat()


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def home(here: Counter) -> Family:
    return family(here.office, address=AddressFactory.create(division=here.community))


@pytest.fixture
def desks(here: Counter) -> Desks:
    return Desks(here)


def body(home: Family, **details: object) -> dict[str, Any]:
    told = {
        "died_on": DIED,
        "certificate": "浙A-1",
        "declarant": "单雄英",
        "declarant_is": "spouse",
        **details,
    }
    return {
        "kind": "death",
        "parties": [{"role": "subject", "person_id": home.son.pk}],
        "details": {name: text for name, text in told.items() if text is not None},
    }


def test_a_death_is_declared_and_handed_in_at_once(desks: Desks, home: Family) -> None:
    address = address_of(desks.auxiliary.write({**body(home), "submit": True}))

    case = desks.officer.read(address).json()

    assert (case["kind"], case["event"], case["status"]) == ("death", "DEATH", "submitted")
    assert case["details"]["died_on"] == DIED
    assert case["parties"][0]["verifications"][0]["fact"] == "death.proven"


def test_the_dead_may_be_named_by_number_and_name(desks: Desks, home: Family) -> None:
    told = {**body(home), "parties": [{"role": "subject", "newcomer": named(home.son)}]}

    address_of(desks.auxiliary.write(told))

    assert Application.objects.get().parties.get().person == home.son


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"weather": "晴"}, "details.weather"),
        ({"died_on": 20260101}, "details.died_on"),
        ({"died_on": "昨天"}, "details.died_on"),
        ({"died_on": True}, "details.died_on"),
        ({"died_on": None}, "details.died_on"),
        ({"declarant": {"name": "单雄英"}}, "details.declarant"),
        ({"declarant_is": "friend"}, "details.declarant_is"),
        ({"died_on": (clock.today() + timedelta(days=1)).isoformat()}, "details.died_on"),
    ],
)
def test_a_detail_of_the_wrong_kind_is_a_400_that_names_it(
    desks: Desks, home: Family, details: dict[str, object], field: str
) -> None:
    answer = desks.auxiliary.write({**body(home, **details), "submit": True})

    assert answer.status_code == 400
    assert [each["field"] for each in answer.json()["errors"]] == [field]
    assert not Application.objects.exists()


def test_a_second_death_is_refused_and_nothing_is_kept(
    here: Counter, desks: Desks, home: Family
) -> None:
    carry_out(granted(here, death(home.son)).pk, by=here.officer)

    answer = desks.auxiliary.write(body(home))

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "parties.0.person"
    assert Application.objects.count() == 1


def test_the_same_request_twice_is_one_application(desks: Desks, home: Family) -> None:
    told, key = {**body(home), "submit": True}, {"Idempotency-Key": "death-1"}

    first = desks.auxiliary.write(told, **key)
    again = desks.auxiliary.write(told, **key)
    other = desks.auxiliary.write({**told, **body(home, certificate="浙A-2")}, **key)

    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json() == again.json()
    assert Application.objects.count() == 1
    assert Transition.objects.filter(action="submit").count() == 1


def test_a_head_is_followed_and_relations_are_said(
    here: Counter, desks: Desks, home: Family
) -> None:
    Residence.objects.filter(person=home.daughter).update(relation="97")
    application = proven(here, death(home.father))
    address = f"/api/v1/applications/{application.pk}"
    desks.officer.do(address, "approve", {"grounds": "属实"})
    heads = [{"household_id": home.household.pk, "person_id": home.mother.pk}]

    asked = desks.officer.do(address, "carry_out", {"new_heads": heads})
    said = [{"person_id": home.daughter.pk, "relation": "30"}]
    done = desks.officer.do(address, "carry_out", {"new_heads": heads, "relations": said})

    assert (asked.status_code, asked.json()["people"]) == (422, [home.daughter.pk])
    assert done.status_code == 200
    assert done.json()["status"] == "registered"
    now = Residence.objects.on(clock.today()).filter(household=home.household)
    assert now.get(relation=HEAD).person == home.mother


def test_the_description_tells_what_each_kind_asks() -> None:
    described = Client().get("/api/v1/schema").json()["components"]["schemas"]
    [shape] = [each for name, each in described.items() if name.startswith("ApplicationBody")]
    kinds = {each["title"]: each for each in shape["properties"]["details"]["anyOf"]}

    assert kinds.keys() == set(KINDS)
    assert kinds["death"]["properties"]["died_on"]["format"] == "date"
    assert kinds["death"]["additionalProperties"] is False
    assert "died_on" in kinds["death"]["required"]
    assert "destination" not in shape["required"]
