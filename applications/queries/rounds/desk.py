"""Who runs a round of settling by points (组织年度申报), and whether a place may have one."""

from datetime import date

from applications.errors import MayNotRunRounds, NoPolicyInForce, PointsAbolished
from applications.queries.authority import BUREAU, Post, post_of
from applications.queries.law_desk import answers_for
from applications.queries.points_places import PointsPlace, points_places
from hukou.kernel.errors import InvalidInput
from hukou.law.points.scheme import Scheme
from registry.models import Account


def require_round_desk(account: Account, place: str, *, on: date) -> Post:
    """Return the post by which an account runs the rounds of a place: at its bureau, or above.

    Raises MayNotRunRounds.
    """
    post = post_of(account, on=on)
    if post is None or post.role not in BUREAU or not answers_for(post.office_id, place):
        raise MayNotRunRounds(place=place)
    return post


def may_run_rounds(account: Account, place: str, *, on: date) -> bool:
    """Whether an account runs the rounds of a place; for what a page offers."""
    try:
        require_round_desk(account, place, on=on)
    except MayNotRunRounds:
        return False
    return True


def scheme_in_force(place: str, *, on: date) -> Scheme:
    """Return the scheme by which people settle at a place on a day.

    Raises:
        PointsAbolished: a text has ended that; with its clause, and the channels that are left.
        InvalidInput: the place has no scheme, or only one that is shown as an example.
        NoPolicyInForce: its text does not speak on that day.
    """
    found = next((each for each in points_places(on) if each.code == place), None)
    if found is not None and found.refusal is not None:
        raise _abolished(found)
    if found is None or found.scheme is None or found.scheme.is_example:
        raise InvalidInput("该地没有积分入户方案", field="division")
    if found.silence is not None:
        raise NoPolicyInForce(
            f"{on.isoformat()}：{found.silence.zh}",
            regulation=found.scheme.regulation.id,
            reason=found.silence.value,
        )
    return found.scheme


def _abolished(place: PointsPlace) -> PointsAbolished:
    assert place.refusal is not None  # noqa: S101 - the caller looked
    names = "、".join(each.name for each in place.instead)
    return PointsAbolished(
        f"{place.refusal.reason}。现有途径：{names}",
        cite=place.refusal.cite.as_json(),
        instead=[{"channel": each.id, "name": each.name} for each in place.instead],
    )
