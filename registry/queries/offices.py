"""Which office keeps the register of a place (户口登记机关), and which stand below which."""

from django.db.models import Q

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


def at_or_below(office_id: int, path: str = "") -> Q:
    """Return what asks for an office and all below it; `path` leads there from the rows asked for.

    Offices stand in three levels (station, county, city), so two steps down are all there are.
    """
    step = f"{path}__" if path else ""
    below = Q(**{f"{step}parent": office_id}) | Q(**{f"{step}parent__parent": office_id})
    return Q(**{path or "pk": office_id}) | below


def areas_kept(office_id: int) -> list[str]:
    """Return the codes of the areas of an office and those below it, in order; one statement."""
    kept = Division.objects.filter(at_or_below(office_id, "offices"))
    return list(kept.order_by("code").values_list("code", flat=True).distinct())


def offices_by_area() -> dict[str, int]:
    """Return the office of every area by its division code; one statement.

    Where a station and its superiors name one area, it is the station's.
    """
    rows = Office.objects.exclude(areas=None).values_list("areas__code", "id", "level")
    stations_last = sorted(rows, key=lambda row: row[2] == OfficeLevel.STATION)
    return {code: office for code, office, _ in stations_last}
