"""Where an application would take people: which office keeps that part of the register."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from applications.errors import NoOfficeThere
from applications.models import Application
from hukou.kernel.errors import InvalidInput
from hukou.kernel.kinship import STRANGER
from registry.models import (
    Address,
    Division,
    Household,
    HouseholdAddress,
    HouseholdKind,
    Office,
    Residence,
)
from registry.queries import station_of
from registry.queries.holders import home_of, refuse_no_need


@dataclass(frozen=True, slots=True)
class Destination:
    """The household or address somebody asks to move to, and the office that keeps it."""

    office: Office
    division: Division
    household: Household | None = None
    address: Address | None = None


def division_of(code: str, *, on: date) -> Division:
    """Return the community (村、居委会) of an address.

    Raises InvalidInput: no such division on that day, or one above the village level.
    """
    division = Division.objects.on(on).filter(code=code).first()
    if division is None or division.level != "village":
        raise InvalidInput("请选择到村（社区）的12位区划代码", field="destination.division")
    return division


def office_of(division: Division) -> Office:
    """Return the station that keeps the register of a place: the one with the narrowest area.

    Raises NoOfficeThere.
    """
    station = station_of(division)
    if station is not None:
        return station
    raise NoOfficeThere(field="destination.division", division=division.code)


def household_destination(household_id: int, *, on: date) -> Destination:
    """Return an existing household as a destination.

    Raises InvalidInput: no such household, or it has been closed.
    """
    household = Household.objects.on(on).filter(id=household_id).select_related("office").first()
    lived = (
        HouseholdAddress.objects.on(on)
        .filter(household=household_id)
        .select_related("address__division")
        .first()
    )
    if household is None or lived is None:
        raise InvalidInput("没有这一户，或该户已注销", field="destination.household")
    return Destination(household.office, lived.address.division, household=household)


def refuse_kinship(destination: Destination, relations: Sequence[str]) -> None:
    """Refuse relations to a head where there is none: a collective household registers no kin.

    `relations` are those of the parties in order; raises InvalidInput naming each at fault.
    """
    home = destination.household
    if home is None or home.kind != HouseholdKind.COLLECTIVE:
        return
    problems = [
        InvalidInput(
            "集体户没有户主，“与户主关系”填“非亲属”", field=f"parties.{position}.relation_to_head"
        )
        for position, relation in enumerate(relations)
        if relation not in ("", STRANGER)
    ]
    if problems:
        raise InvalidInput.gather(problems)


def own_destination(person: int, *, named: int | None, on: date) -> Destination:
    """Return the household somebody belongs to; where one is `named`, it must be that one.

    Raises InvalidInput: they are registered nowhere, or elsewhere.
    """
    home = Residence.objects.on(on).filter(person=person).values_list("household_id", flat=True)
    household = home.first()
    if household is None:
        raise InvalidInput("此人现在没有常住户口登记，不能办理此事项", field="parties.0.person")
    if named not in (None, household):
        raise InvalidInput("此人不在这一户，请核对", field="destination.household")
    return household_destination(household, on=on)


def lived_destination(person: int, *, on: date) -> Destination:
    """Return the home somebody is recorded as living in, where they may apply for a permit.

    Raises:
        InvalidInput: no home of theirs is recorded.
        RegisteredInThisCity, HoldsPermitAlready, NoOfficeThere
    """
    home = home_of(person, on=on)
    if home is None or home.address is None:
        raise InvalidInput(
            "登记簿中没有此人的实际居住地，请先办理居住登记", field="parties.0.person"
        )
    division = home.address.division
    refuse_no_need(person, division=division.code, on=on)
    return Destination(office_of(division), division, address=home.address)


def place_of(application: Application) -> Division:
    """Return the community people would settle in."""
    address = application.destination_address
    if address is None:
        household = application.destination_household
        assert household is not None  # noqa: S101 - every application has one or the other
        lived = household.addresses.select_related("address__division").latest("period")
        address = lived.address
    return address.division
