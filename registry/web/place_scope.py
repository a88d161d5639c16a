"""Whose places somebody at a desk may change (辖区): those of their office and the ones below."""

from datetime import date

from registry.errors import NoSuchDivision
from registry.models import Division
from registry.queries import Scope, areas_of, division_on, lies_in


def own_division(code: str, *, scope: Scope, on: date) -> Division:
    """Return a division of this office's area on a day. Raises NoSuchDivision."""
    division = division_on(code, on=on) if lies_in(code, areas_of(scope)) else None
    if division is None:
        raise NoSuchDivision(division=code, on=on.isoformat())
    return division
