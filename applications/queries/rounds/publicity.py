"""The list of a round as it is shown to the public (公示): masked names, for the declared days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final
from uuid import UUID

from django.db.models import JSONField, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from applications.models import ListKind, Round, RoundList, RoundStage, RoundStanding
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.kernel.masked_names import masked
from hukou.law.points.formulas import told
from hukou.law.points.list_changes import Changed, changes
from hukou.law.points.ranking import Candidate, Ranked

AT_A_TIME: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicLine:
    """Somebody who is admitted, as the public reads it; `is_void` where it was taken away since."""

    place: int
    rank: int
    name: str
    ranking_score: str
    is_void: bool

    def as_json(self) -> dict[str, object]:
        return {
            "place": self.place,
            "rank": self.rank,
            "name": self.name,
            "ranking_score": self.ranking_score,
            "void": self.is_void,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicList:
    """A page of the public list; `following` is the place after which the next begins, or None."""

    round: Round
    made: RoundList
    lines: Sequence[PublicLine]
    following: int | None


def shown_list(round_id: UUID) -> RoundList:
    """Return the list of a round that the public may read today.

    The final one, for good; before it the newest whose publication has begun, until its last day:
    one that is dated ahead takes nothing from the one before. Who is not admitted is on neither:
    they read their own sheet.

    Raises NotFound: there is no such round, or nothing of it is shown today.
    """
    lists = RoundList.objects.select_related("round").filter(round=round_id)
    lists = lists.exclude(round__stage=RoundStage.CANCELLED)
    today = clock.today()
    found = lists.filter(_begun(today)).order_by("-version").first()
    if found is None or not is_shown(found, on=today):
        raise NotFound(round=str(round_id))
    return found


def lists_shown(rounds: Collection[Round], *, on: date) -> dict[UUID, RoundList]:
    """Return the list of each round that the public may read on a day, where there is one.

    One statement; by the id of the round.
    """
    lists = RoundList.objects.filter(round__in=rounds)
    lists = lists.filter(_begun(on)).order_by("version")
    newest = {each.round_id: each for each in lists}
    return {round_id: made for round_id, made in newest.items() if is_shown(made, on=on)}


def is_shown(made: RoundList, *, on: date) -> bool:
    """Whether the public may read a list on a day (公示期)."""
    if made.kind == ListKind.FINAL:
        return True
    since, until = made.published_on, made.public_until
    return since is not None and until is not None and since <= on <= until


def _begun(on: date) -> Q:
    return Q(kind=ListKind.FINAL) | Q(published_on__lte=on)


def public_list(round_id: UUID, *, after: int = 0, limit: int = AT_A_TIME) -> PublicList:
    """Return the public list from a place on; three statements. Raises NotFound as `shown_list`."""
    made = shown_list(round_id)
    lines = public_lines(made, after=after, limit=limit + 1)
    following = lines[limit - 1].place if len(lines) > limit else None
    return PublicList(round=made.round, made=made, lines=lines[:limit], following=following)


def public_lines(made: RoundList, *, after: int = 0, limit: int | None = None) -> list[PublicLine]:
    """Return who is admitted by a list, in its order, from a place on. One statement.

    Names are those that were frozen with the scores, so that a list reads the same ever after.
    """
    rows = (
        made.ranks.filter(is_admitted=True)
        .annotate(frozen=Cast("input__content", JSONField()))
        .annotate(name=KT("frozen__name"))
        .order_by("rank", "applicant__application__number")
    )
    rows = rows[after : after + limit] if limit is not None else rows[after:]
    return [
        PublicLine(
            place=place,
            rank=rank or 0,
            name=masked(name or ""),
            ranking_score=told(Fraction(score)),
            is_void=left_as == RoundStanding.VOID,
        )
        for place, (rank, name, score, left_as) in enumerate(
            rows.values_list("rank", "name", "ranking_score", "applicant__left_as"), after + 1
        )
    ]


def versions_apart(made: RoundList) -> list[Changed]:
    """Return what a list says differently from the one before, by case number (名单变动).

    Two statements; of the first list, everybody came.
    """
    before = RoundList.objects.filter(round=made.round_id, version=made.version - 1).first()
    return changes(_ranked(before) if before else [], _ranked(made))


def _ranked(made: RoundList) -> list[Ranked]:
    rows = made.ranks.exclude(rank=None).order_by("rank", "applicant__application__number")
    told_of = rows.values_list(
        "applicant__application__number", "ranking_score", "ties", "rank", "is_admitted"
    )
    return [
        Ranked(Candidate(case, tuple(map(Fraction, (score, *ties)))), place or 0, is_admitted)
        for case, score, ties, place, is_admitted in told_of
    ]
