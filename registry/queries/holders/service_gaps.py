"""How far permit holders are behind residents, service by service (居住证与户籍差距): P06."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from registry.models import ServedGroup, ServiceFigure
from registry.queries.sql import fetch

HUNDRED: Final = Decimal(100)
TENTH: Final = Decimal("0.1")

LATEST: Final = """
SELECT DISTINCT ON (service, "group") id
FROM registry_servicefigure
WHERE division_code = %(division)s AND year = %(year)s
ORDER BY service, "group", id DESC
"""


@dataclass(frozen=True, slots=True)
class Gap:
    """One service of a place and year: both shares, as far as they were told (差距)."""

    service: str
    holders: ServiceFigure | None
    residents: ServiceFigure | None

    @property
    def reporters(self) -> str:
        """Who told the figures, each once."""
        told = [each.reporter for each in (self.holders, self.residents) if each is not None]
        return "、".join(dict.fromkeys(told))

    @property
    def holders_share(self) -> Decimal | None:
        return share(self.holders)

    @property
    def residents_share(self) -> Decimal | None:
        return share(self.residents)

    @property
    def points(self) -> Decimal | None:
        """Residents' share less the holders', in percentage points; None while one is untold."""
        if self.holders is None or self.residents is None:
            return None
        behind = _exact(self.residents) - _exact(self.holders)
        return behind.quantize(TENTH)


def _exact(figure: ServiceFigure) -> Decimal:
    return HUNDRED * figure.served / figure.entitled


def share(figure: ServiceFigure | None) -> Decimal | None:
    """Return what share of those entitled had the service, in percent to one place."""
    return None if figure is None else _exact(figure).quantize(TENTH)


def gaps_of(division: str, *, year: int, services: Iterable[str]) -> list[Gap]:
    """Return the gap of each service at a place in a year; two statements."""
    ids = fetch(LATEST, {"division": division, "year": year})
    found = ServiceFigure.objects.filter(pk__in=[row["id"] for row in ids])
    told: Mapping[tuple[str, str], ServiceFigure] = {
        (each.service, each.group): each for each in found
    }
    return [
        Gap(
            service=service,
            holders=told.get((service, ServedGroup.HOLDERS)),
            residents=told.get((service, ServedGroup.RESIDENTS)),
        )
        for service in services
    ]


def years_told(division: str) -> list[int]:
    """Return the years that something was told of a place, the latest first."""
    rows = ServiceFigure.objects.filter(division_code=division)
    return sorted(set(rows.values_list("year", flat=True)), reverse=True)
