"""Where a legacy household lies (所在区划): division, office and region, looked up once each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hukou.kernel import division_code
from hukou.law import load_law
from registry.models import Division, DivisionLevel, FormerKind, Office, OfficeLevel, Unification

NEAREST: Final = (OfficeLevel.STATION, OfficeLevel.COUNTY, OfficeLevel.CITY)
VILLAGE: Final = 12  # digits


@dataclass(frozen=True, slots=True)
class Place:
    """A village of today: its keys, its names from the province down, and its unification.

    `unified` gives, by former type, the day on which it ended here.
    """

    division: int
    office: int | None
    region: tuple[str, ...]
    unified: Mapping[str, date]


class Places:
    """Villages by code, each read from the register the first time it is asked for."""

    def __init__(self, *, on: date) -> None:
        self._on = on
        self._known: dict[str, Place | None] = {}
        self._unifications = list(Unification.objects.filter(withdrawn_at=None))

    def at(self, code: str) -> Place | None:
        """Return the place of a 12-digit code; None where there is none today."""
        if code not in self._known:
            self._known[code] = self._read(code) if len(code) == VILLAGE else None
        return self._known[code]

    def _read(self, code: str) -> Place | None:
        above = "parent__parent__parent__parent"
        division = (
            Division.objects.on(self._on)
            .filter(code=code, level=DivisionLevel.VILLAGE)
            .select_related(above)
            .first()
        )
        if division is None:
            return None
        return Place(
            division.pk,
            self._office_of(code),
            _region(division),
            {kind: self._unified(code, kind) for kind in FormerKind.values},
        )

    def _office_of(self, code: str) -> int | None:
        """Return the office that serves the division, or the nearest area above; stations first."""
        for area in (code, *division_code.ancestors(code)):
            serving = Office.objects.filter(areas__code=area).order_by("code")
            by_level = {office.level: office.pk for office in serving}
            for level in NEAREST:
                if level in by_level:
                    return by_level[level]
        return None

    def _unified(self, code: str, kind: str) -> date:
        """Return when a type ended here: by the nearest area that names it, or nationwide."""
        rows = [
            (-len(row.area), row.effective_from)
            for row in self._unifications
            if kind in row.kinds and code.startswith(row.area)
        ]
        return min(rows)[1] if rows else load_law().unification.effective_from


def _region(division: Division) -> tuple[str, ...]:
    names: list[str] = []
    here: Division | None = division
    while here is not None:
        names.insert(0, here.name)
        here = here.parent
    return tuple(names)
