"""Registering where somebody from elsewhere lives (居住登记), by the card in their hand (P01)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from hukou.kernel import clock, identity_number
from hukou.kernel.codes import CODE_OF_SEX
from hukou.kernel.errors import InvalidInput
from registry.errors import AreaNotKeptHere, constraints_explained
from registry.models import Account, ActualResidence, Division, Person, ResidenceSource
from registry.queries import areas_of, division_on, lies_in, person_by_card, scope_of

from .actual_residences import record_actual_residence
from .addresses import find_or_add_address
from .details import PersonDetails
from .people import enrol_person


@transaction.atomic
@constraints_explained()
def register_residence(
    number: str,
    *,
    name: str,
    division: str,
    elements: Mapping[str, str],
    on: date,
    source: str,
    by: Account,
    basis: Mapping[str, Any],
) -> ActualResidence:
    """Record since when somebody lives in this office's area; who is not on file is put on it.

    The card tells number and name: where the number is on file, the name must be the same. Their
    hukou, wherever it is, is not touched.

    Raises:
        InvalidInput: no such number, name or village, or no address.
        AreaNotKeptHere: the address is of another office's area.
        NumberAlreadyHeld: the number is on file under another name.
        EventInFuture, EventBeforeBirth, PersonHasDied, LaterEventStands, NoPosting
    """
    card = identity_number.parse(number, field="identity_number")
    _place(division, elements, by=by)
    person = person_by_card(card.text, name, on=clock.today())
    if person is None:
        details = PersonDetails(
            identity_number=card.text,
            name=name,
            sex=CODE_OF_SEX[card.sex],
            birth_date=card.birth_date,
        )
        person = enrol_person(details, on=clock.today(), by=by, basis=basis)
    return record_home(
        person, division=division, elements=elements, on=on, source=source, by=by, basis=basis
    )


def record_home(
    person: Person,
    *,
    division: str,
    elements: Mapping[str, str],
    on: date,
    source: str = ResidenceSource.DECLARED,
    by: Account,
    basis: Mapping[str, Any],
) -> ActualResidence:
    """Record a home in this office's area, for an action that holds the transaction.

    Raises what `register_residence` does of a place and a day.
    """
    return record_actual_residence(
        person,
        address=find_or_add_address(_place(division, elements, by=by), **elements),
        on=on,
        source=source,
        by=by,
        basis=basis,
    )


def _place(division: str, elements: Mapping[str, str], *, by: Account) -> Division:
    place = division_on(division, on=clock.today()) if division else None
    if place is None:
        raise InvalidInput("请查找并选定社区（村）", field="division")
    if not any(elements.values()):
        raise InvalidInput("请填写门牌号等地址内容。", field="plate")
    if not lies_in(place.code, areas_of(scope_of(by, on=clock.today()))):
        raise AreaNotKeptHere(field="division")
    return place
