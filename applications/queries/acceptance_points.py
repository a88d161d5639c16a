"""Which counters accept identity cards for people from elsewhere (居民身份证异地受理点)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from applications.errors import NotAnAcceptancePoint
from applications.models import AcceptancePoint, Application, Reach
from registry.models import Office
from registry.queries import Scope

from .authority import Post, offices_over, receives
from .destinations import place_of

WITHIN: Final = ((6, Reach.TOWNSHIP), (4, Reach.COUNTY), (2, Reach.PREFECTURE))
"""As far as the codes of two places agree, so near they are (GB/T 2260)."""


def reach_between(counter: Office, division: str) -> Reach:
    """Return from how far somebody comes: GA 380 begins with the county of the counter."""
    same = (reach for digits, reach in WITHIN if counter.code[:digits] == division[:digits])
    return next(same, Reach.PROVINCE)


def reach_of(application: Application) -> Reach | None:
    """Return from how far the applicant came; None at home, that is at the office or above it.

    What a program hands in was accepted in another province: the office there asks us by it.
    """
    if application.client:
        return Reach.PROVINCE
    counter = application.received_at
    if counter is None or counter.pk in offices_over(application.office_id):
        return None
    return reach_between(counter, place_of(application).code)


def require_point(application: Application, matter: str) -> Reach | None:
    """Return from how far the applicant came to a counter declared for it then; None at home.

    Raises NotAnAcceptancePoint.
    """
    reach = reach_of(application)
    if reach is None or application.client:
        return reach
    points = AcceptancePoint.objects.accepting(application.created_at)
    if points.filter(office=application.received_at_id, reach=reach, matter=matter).exists():
        return reach
    raise NotAnAcceptancePoint(reach=reach.value, matter=matter)


def point_of(application: Application, post: Post, *, on: date) -> AcceptancePoint | None:
    """Return the declaration by which a post accepts a card for its home office, if it does."""
    if not receives(post, application) or (reach := reach_of(application)) is None:
        return None
    points = AcceptancePoint.objects.holding(on).filter(office=post.office_id, reach=reach)
    return points.filter(matter=application.request.get("matter", "")).order_by("id").first()


def points(scope: Scope) -> Sequence[AcceptancePoint]:
    """Return the points of the offices of a scope, by office; those that were closed as well."""
    rows = AcceptancePoint.objects.select_related("office", "declared_by", "ended_by")
    return list(scope.rows(rows).order_by("office__code", "reach", "matter", "-id"))


def offices_to_declare(scope: Scope) -> Sequence[Office]:
    """Return the counters that somebody in charge may declare: their own and those below."""
    return list(Office.objects.filter(pk__in=scope.area).order_by("code", "id"))
