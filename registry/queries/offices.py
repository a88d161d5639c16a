"""Which office keeps the register of a place (户口登记机关)."""

from hukou.kernel import division_code
from registry.models import Division, Office, OfficeLevel


def station_of(division: Division) -> Office | None:
    """Return the station that keeps the register of a place: the one with the narrowest area."""
    codes = [division.code, *division_code.ancestors(division.code)]
    offices = Office.objects.filter(level=OfficeLevel.STATION, areas__code__in=codes).values_list(
        "areas__code", "id"
    )
    narrowest = {code: office for code, office in offices if code in codes}
    for code in codes:
        if code in narrowest:
            return Office.objects.get(id=narrowest[code])
    return None


def offices_by_area() -> dict[str, int]:
    """Return the office of every area by its division code; one statement.

    Where a station and its superiors name one area, it is the station's.
    """
    rows = Office.objects.exclude(areas=None).values_list("areas__code", "id", "level")
    stations_last = sorted(rows, key=lambda row: row[2] == OfficeLevel.STATION)
    return {code: office for code, office, _ in stations_last}
