"""Cards of permits as tests need them: made, handed over, and how they stand."""

from datetime import date
from typing import Any, Final

from registry.actions import hand_over_permit_card, make_permit_card
from registry.models import PermitCard, ResidencePermit
from registry.queries.holders import cards_of
from tests.cast import BASIS
from tests.holders import holds, lives
from tests.places import Country, address_in

ISSUED: Final = date(2026, 2, 1)
DAY: Final = date(2026, 3, 1)
LATER: Final = date(2026, 6, 1)
HOME: Final = "湖北省襄阳市樊城区汉江路8号"


def permit_in(land: Country, plate: str = "8号") -> ResidencePermit:
    """Return the permit of somebody who lives in the village."""
    worker = lives(address_in(land.village, plate=plate), since=date(2025, 1, 1))
    return holds(worker, land.here.office, "440199", since=ISSUED)


def how(land: Country, on: date = DAY) -> dict[str, Any]:
    return {"on": on, "by": land.here.officer, "basis": BASIS}


def make(land: Country, permit: ResidencePermit, on: date = DAY) -> PermitCard:
    return make_permit_card(permit.pk, hukou_address=HOME, **how(land, on))


def given(land: Country, permit: ResidencePermit, on: date = DAY) -> PermitCard:
    return hand_over_permit_card(make(land, permit, on).pk, **how(land, on))


def stands(permit: ResidencePermit, on: date) -> list[tuple[str, date | None]]:
    """Return how the cards of a permit stand, the latest first."""
    found = cards_of(ResidencePermit.objects.get(pk=permit.pk), on=on)
    return [(each.standing.status.value, each.standing.since) for each in found]
