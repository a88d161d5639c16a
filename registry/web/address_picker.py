"""Filling in an address (选择住址): a community found by typing, then the elements to the room."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import NewAddress
from registry.queries import Place, place_of
from registry.web.access import DeskRequest
from registry.web.divisions import places_for

ADDRESS_PARTS: Final = ("street", "plate", "building", "unit", "room")
ADDRESS_LABELS: Final[Mapping[str, Promise]] = {
    "street": _("街路巷"),
    "plate": _("门牌号"),
    "building": _("幢（楼）"),
    "unit": _("单元"),
    "room": _("室"),
}
LONGEST_PART: Final = 45  # characters of one element, so that its ending (号, 室) fits too


@dataclass(frozen=True, slots=True)
class AddressPicker:
    """What was typed into the picker, and the places that answer it."""

    search: str
    division: str
    parts: Mapping[str, str]
    places: list[Place]

    @property
    def fields(self) -> list[tuple[str, str, str]]:
        """Name, label and text of each element below the community."""
        return [(name, str(ADDRESS_LABELS[name]), self.parts[name]) for name in ADDRESS_PARTS]

    def address(self) -> NewAddress:
        """Return the address as typed. Raises InvalidInput: by element, what is too long."""
        long = [name for name, text in self.parts.items() if len(text) > LONGEST_PART]
        if long:
            raise InvalidInput.gather(
                InvalidInput("太长，请核对", field=f"destination.{name}") for name in long
            )
        return NewAddress(division=self.division, **self.parts)


def address_picker(request: DeskRequest) -> AddressPicker:
    """Read the picker of a form that was sent, or show an empty one."""
    search, division = _typed(request, "search"), _typed(request, "division")
    places = places_for(request, search)
    chosen = place_of(division, on=clock.today()) if division else None
    if chosen is not None and chosen not in places:
        places = [chosen, *places]
    parts = {name: _typed(request, name) for name in ADDRESS_PARTS}
    return AddressPicker(search, division, parts, places)


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(f"destination.{name}", "").strip()
