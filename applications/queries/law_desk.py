"""Who keeps the texts of regulations (法规岗位), and of which places."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from applications.errors import MayNotHandleLaw
from hukou.kernel import division_code
from hukou.kernel.division_code import Level
from hukou.law import load_law
from registry.models import Account, Division, DivisionLevel, Office, OfficeLevel, PostingRole
from registry.queries import areas_kept

from .authority import Post, post_of

LAW_DESK: Final = frozenset(
    {
        PostingRole.SYSTEM_ADMINISTRATOR,
        PostingRole.COUNTY_APPROVER,
        PostingRole.CITY_APPROVER,
    }
)
"""Who keeps the texts of regulations, reads them in and answers for what they are taken to say."""

LEVELS: Final = {
    Level.PREFECTURE: frozenset({OfficeLevel.CITY}),
    Level.COUNTY: frozenset({OfficeLevel.CITY, OfficeLevel.COUNTY}),
}
"""Whose organs answer for the texts of a city, and of a county."""


def require_law_desk(account: Account | None, *, on: date, place: str | None = None) -> Post:
    """Return the post by which an account may handle the texts of a place; None for of no place.

    Raises MayNotHandleLaw.
    """
    post = post_of(account, on=on) if account is not None else None
    if post is None or post.role not in LAW_DESK:
        raise MayNotHandleLaw
    if place is not None and not answers_for(post.office_id, place):
        raise MayNotHandleLaw(place=place)
    return post


def may_handle_law(account: Account, *, on: date, place: str | None = None) -> bool:
    """Whether an account may handle the texts of a place today; for what a page offers."""
    try:
        require_law_desk(account, on=on, place=place)
    except MayNotHandleLaw:
        return False
    return True


def place_of_text(regulation: str) -> str | None:
    """Return the place whose desk answers for a regulation's text; None where it is of none yet."""
    known = load_law().regulations.get(regulation)
    return known.jurisdiction if known is not None else None


def answers_for(office_id: int, place: str) -> bool:
    """Whether an office answers for the texts of a place (区划代码, six digits).

    A city's text is for the city's organ, a county's also for the county's own; what holds in a
    province or the whole country is for none of them.
    """
    office = Office.objects.get(id=office_id)
    return _answers(office, areas_kept(office_id), place)


def places_answered_for(office_id: int) -> Mapping[str, str]:
    """Return the places whose texts an office answers for, by code, with their names."""
    office, kept = Office.objects.get(id=office_id), areas_kept(office_id)
    codes = {each for code in kept for each in (code, *division_code.ancestors(code))}
    levels = [DivisionLevel.PREFECTURE, DivisionLevel.COUNTY]
    named = Division.objects.filter(code__in=codes, level__in=levels).order_by("code", "period")
    return {each.code: each.name for each in named if _answers(office, kept, each.code)}


def _answers(office: Office, kept: Collection[str], place: str) -> bool:
    levels = LEVELS.get(division_code.level(place), frozenset())
    return office.level in levels and any(
        division_code.within(code, place) or division_code.within(place, code) for code in kept
    )
