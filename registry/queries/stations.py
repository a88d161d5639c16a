"""Which station keeps the register of a place (辖区)."""

from hukou.kernel import division_code
from registry.models import Office, OfficeLevel

from .scope import Scope


def station_of(code: str, *, scope: Scope) -> Office | None:
    """Return the station of a scope whose area holds a community: the one with the narrowest.

    None where the place is not this scope's.
    """
    codes = [code, *division_code.ancestors(code)]
    rows = Office.objects.filter(level=OfficeLevel.STATION, areas__code__in=codes)
    if scope.office_ids is not None:
        rows = rows.filter(pk__in=scope.office_ids)
    found = dict(rows.values_list("areas__code", "pk"))
    narrowest = next((found[each] for each in codes if each in found), None)
    return Office.objects.get(pk=narrowest) if narrowest else None
