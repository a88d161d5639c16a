"""Who has lost their dwelling is given an address in the order of the law, with reasons (H06)."""

from typing import Any, Final

import pytest

from hukou.kernel.errors import InvalidInput
from registry.actions import Mover, Placement, place_by_order
from registry.errors import AddressUndecided, GroundsNeeded, NotOfThisPlace
from registry.models import Division, Entry, EntryKind, Household, Person, Residence
from tests.cast import LATELY, Family, Station, family, station
from tests.collectives import DEMOLISHED, DISTRICT, PUBLIC, address_in, opened
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

GROUNDS: Final = "房屋征收拆除，已核实无其他住所"


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def ouyang(here: Station) -> Family:
    """A family of Quzhou whose daughter lost the dwelling she had lived in."""
    home = family(here.office, prefecture="3308")
    Residence.objects.filter(household=home.household).update(prefecture="3308")
    return home


def community() -> Division:
    return address_in().division


def placed(here: Station, who: Person, **changes: Any) -> Placement:
    how = {"division": community(), "facts": DEMOLISHED, "grounds": GROUNDS, **here.how}
    return place_by_order([Mover(who.pk, "99", "demolition")], **how | changes)


def test_somebody_without_any_dwelling_comes_to_the_districts_public_household(
    here: Station, ouyang: Family
) -> None:
    public = opened(here, PUBLIC, name="柯城区公共集体户")

    placement = placed(here, ouyang.daughter)

    assert placement.household == public
    assert Residence.objects.on(LATELY).get(person=ouyang.daughter).household == public
    assert [each.step.id for each in placement.choice.passed] == [
        "own_dwelling",
        "relative_dwelling",
        "unit_collective",
    ]


def test_both_entries_keep_the_reason_for_every_step_and_the_grounds(
    here: Station, ouyang: Family
) -> None:
    opened(here, PUBLIC, name="柯城区公共集体户")
    placed(here, ouyang.daughter)

    for kind in (EntryKind.MOVE_OUT, EntryKind.MOVE_IN):
        details = Entry.objects.get(person=ouyang.daughter, kind=kind).details
        assert details["order"]["step"] == "public_collective"
        assert details["order"]["passed"][0]["reason"] == "没有本人的合法稳定住所"
        assert details["order"]["cite"]["clause"]
        assert details["grounds"] == GROUNDS


def test_a_place_without_an_order_of_its_own_asks_the_officer_for_grounds(
    here: Station, ouyang: Family
) -> None:
    opened(here, PUBLIC, name="柯城区公共集体户")

    with pytest.raises(GroundsNeeded) as refused:
        placed(here, ouyang.daughter, grounds=" ")

    assert "由民警审查决定" in str(refused.value)
    assert ouyang.residence_of(ouyang.daughter).household == ouyang.household


def test_an_unknown_fact_is_asked_for_and_nobody_moves(here: Station, ouyang: Family) -> None:
    opened(here, PUBLIC, name="柯城区公共集体户")
    before = Entry.objects.count()

    with pytest.raises(AddressUndecided) as refused:
        placed(here, ouyang.daughter, facts={"address.own_dwelling": False})

    assert refused.value.facts["missing"] == [
        "address.relative_dwelling",
        "address.host_consents",
    ]
    assert Entry.objects.count() == before


def test_a_district_without_a_public_household_gives_no_address(
    here: Station, ouyang: Family
) -> None:
    with pytest.raises(AddressUndecided, match="逐级上报"):
        placed(here, ouyang.daughter)


def test_a_relative_who_agrees_comes_before_the_public_household(
    here: Station, ouyang: Family
) -> None:
    opened(here, PUBLIC, name="柯城区公共集体户")
    aunt = family(here.office, prefecture="3308").household
    joins = DEMOLISHED | {"address.relative_dwelling": True, "address.host_consents": True}

    placement = place_by_order(
        [Mover(ouyang.daughter.pk, "94", "demolition")],
        division=community(),
        facts=joins,
        household=aunt,
        grounds=GROUNDS,
        **here.how,
    )

    assert (placement.choice.step and placement.choice.step.id) == "relative_dwelling"
    assert placement.household == aunt


@pytest.mark.parametrize("wrong", ["none", "public", "school"])
def test_a_household_the_step_does_not_lead_to_is_refused(
    here: Station, ouyang: Family, wrong: str
) -> None:
    public = opened(here, PUBLIC, name="柯城区公共集体户")
    there: dict[str, Household | None] = {"none": None, "public": public, "school": opened(here)}
    joins = DEMOLISHED | {"address.relative_dwelling": True, "address.host_consents": True}

    with pytest.raises(InvalidInput) as refused:
        placed(here, ouyang.daughter, facts=joins, household=there[wrong])

    assert refused.value.field == "household"


def test_a_public_household_of_another_district_is_refused(here: Station, ouyang: Family) -> None:
    opened(here, PUBLIC, name="柯城区公共集体户")
    other = opened(here, PUBLIC, district="330803", name="衢江区公共集体户")

    with pytest.raises(InvalidInput) as refused:
        placed(here, ouyang.daughter, household=other)

    assert refused.value.field == "household"
    assert DISTRICT == "330802"


def test_whoever_holds_no_hukou_here_applies_for_settlement_first(here: Station) -> None:
    opened(here, PUBLIC, name="柯城区公共集体户")
    stranger = PersonFactory.create()

    with pytest.raises(NotOfThisPlace) as refused:
        placed(here, stranger)

    assert refused.value.facts["people"] == [stranger.pk]


def test_a_fact_that_is_no_answer_is_refused_by_field(here: Station, ouyang: Family) -> None:
    with pytest.raises(InvalidInput) as refused:
        placed(here, ouyang.daughter, facts={"address.own_dwelling": "maybe"})
    assert refused.value.field == "facts.address.own_dwelling"
