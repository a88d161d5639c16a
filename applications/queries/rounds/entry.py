"""Rounds of settling by points (积分年度): which one a file is in, by which scheme it counts."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from applications.errors import AnsweredOtherwise, HeldByRound, NotOnFinalList, OutsideWindow
from applications.models import (
    Application,
    Decision,
    ListKind,
    PartyRole,
    Round,
    RoundApplication,
    RoundRank,
    RoundStage,
    Verification,
    VerificationStatus,
)
from applications.queries.authority import offices_over
from applications.queries.people import numbers_of
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.law import Citation, load_law
from hukou.law.points.scheme import Scheme
from hukou.law.points.windows import Window
from registry.queries import Scope

from .bars import refuse_barred

RANKING: Final = "ranking"
"""The clause of a scheme's text that rules quota, order and ties, where it has one of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """A round as a list shows it: how many applied, and how many questions still wait."""

    round: Round
    scheme: Scheme
    applicants: int
    waits: bool


def scheme_asked(application: Application) -> Scheme | None:
    """Return the scheme by whose channel an application asks to settle, or None. No statement."""
    return next(
        (
            each
            for each in load_law().schemes.every
            if (each.regulation.id, each.channel) == (application.regulation, application.channel)
        ),
        None,
    )


def entry_of(application: Application) -> RoundApplication | None:
    """Return the part an application takes in a round, or None (at most one statement)."""
    if scheme_asked(application) is None:
        return None
    mine = RoundApplication.objects.filter(application=application.pk)
    return mine.select_related("round").first()


def scheme_of(round_: Round) -> Scheme:
    """Return the scheme of a round, with the days that its own order declares."""
    scheme = load_law().schemes.by_id[round_.scheme]
    on = round_.facts_until
    declared = scheme.windows.get(round_.year)
    window = Window(
        year=on.year,
        opens=round_.opens_at,
        closes=round_.closes_at,
        facts_until=on,
        born_from=round_.born_from,
        spans=declared.spans if declared else (),
        cite=Citation(document=round_.document, clause=round_.clause),
    )
    return replace(scheme, windows={**scheme.windows, on.year: window})


def ranking_clause(scheme: Scheme) -> Citation:
    """Return the clause that rules who is admitted: that of the ranking, else of the scheme."""
    clause = scheme.regulation.clauses.get(RANKING)
    return clause.cite if clause else scheme.cite


def clause_of(round_: Round, name: str) -> Citation:
    """Return the clause of the scheme's text of this name; else the one of the scheme itself."""
    scheme = load_law().schemes.by_id[round_.scheme]
    clause = scheme.regulation.clauses.get(name)
    return clause.cite if clause else scheme.cite


def open_round(scheme: Scheme, *, at: datetime) -> Round | None:
    """Return the round that takes applications now; None where this place runs no rounds here.

    Raises OutsideWindow: rounds are run here, and none is open.
    """
    rounds = list(Round.objects.live().filter(scheme=scheme.id).order_by("opens_at"))
    if not rounds:
        return None
    for each in rounds:
        if each.stage == RoundStage.DECLARED and each.opens_at <= at < each.closes_at:
            return each
    coming = next((each for each in rounds if each.opens_at > at), None)
    raise OutsideWindow(
        scheme=scheme.id,
        next_opens=coming.opens_at.isoformat() if coming else None,
        next_closes=coming.closes_at.isoformat() if coming else None,
    )


def rounds(scope: Scope) -> list[RoundRow]:
    """Return the rounds of an area and of the offices above it, the latest first. One statement."""
    waiting = Verification.objects.outstanding().filter(
        application__in_round__round=OuterRef("pk"), application__in_round__left_at=None
    )
    found = (
        _seen(scope)
        .select_related("office")
        .annotate(
            people=Count("applicants", filter=Q(applicants__left_at=None)),
            waits=Exists(waiting),
        )
        .order_by("-year", "scheme")
    )
    schemes = load_law().schemes.by_id
    return [
        RoundRow(
            round=each,
            scheme=schemes[each.scheme],
            applicants=each.people,
            waits=each.waits,
        )
        for each in found
    ]


def declared_rounds(scope: Scope, *, division: str = "", year: int | None = None) -> list[Round]:
    """Return the rounds that concern an area and were not cancelled, the latest first."""
    found = _seen(scope).exclude(stage=RoundStage.CANCELLED).order_by("-year", "division", "scheme")
    if division:
        found = found.filter(division=division)
    return list(found.filter(year=year) if year is not None else found)


def round_in(scope: Scope, round_id: UUID) -> Round:
    """Return a round that this scope may know of. Raises NotFound."""
    found = _seen(scope).select_related("office").filter(id=round_id).first()
    if found is None:
        raise NotFound(round=str(round_id))
    return found


def days_asked(applications: Collection[Application]) -> dict[UUID, date]:
    """Return the day as of which agencies are asked: in a round the last whose facts count.

    By application; at most one statement, and none where nobody asks to settle by points.
    """
    days = {each.pk: each.applied_on for each in applications}
    by_points = [each.pk for each in applications if scheme_asked(each) is not None]
    if by_points:
        entries = RoundApplication.objects.filter(application__in=by_points)
        days.update(entries.values_list("application", "round__facts_until"))
    return days


def refuse_held(application: Application) -> None:
    """Refuse to go on with a file that a round still holds. Raises HeldByRound."""
    entry = entry_of(application)
    if entry is not None and entry.released_at is None:
        raise HeldByRound(round=str(entry.round_id), year=entry.round.year)


def refuse_another_answer(row: Verification, *, known: bool, value: object) -> None:
    """Refuse an answer that is not what the same agency has said before, while a round holds it.

    That a paper stands in its place changes nothing of what the agency has said. Nothing is asked
    of the database unless it differs. Raises AnsweredOtherwise.
    """
    told = (VerificationStatus.ANSWERED, VerificationStatus.UNKNOWN_TO_AGENCY)
    under_paper = row.status == VerificationStatus.REPLACED and row.answered_at is not None
    if row.status not in told and not under_paper:
        return
    knew = row.value is not None
    if known == knew and (not known or row.agrees(value, row.value)):
        return
    entry = entry_of(row.application)
    if entry is not None and entry.released_at is None:
        raise AnsweredOtherwise(agency=row.agency, fact=row.fact)


def require_on_final_list(application: Application) -> None:
    """Refuse to admit whoever is not within the quota on the final list of their round.

    Where this place runs no rounds here, an officer looks at the published list.

    Raises:
        NotOnFinalList: with the clause that rules the ranking.
        Barred: false papers in another round, found since; by its order.
    """
    scheme = scheme_asked(application)
    if scheme is None:
        return
    cite = ranking_clause(scheme).as_json()
    entry = entry_of(application)
    if entry is None:
        if _runs_rounds(scheme, application):
            raise NotOnFinalList(cite=cite)
        return
    rank = final_rank(entry)
    on_list = rank is not None and rank.is_admitted and entry.left_at is None
    if on_list and is_theirs(entry, application):
        refuse_barred(scheme.id, entry.number, on=clock.today())
        return
    raise NotOnFinalList(
        round=str(entry.round_id),
        year=entry.round.year,
        rank=rank.rank if rank else None,
        cite=cite,
    )


def is_theirs(entry: RoundApplication, application: Application) -> bool:
    """Whether who applies is who entered the round, by any number they ever held."""
    return entry.number in numbers_of(application.parties.get(role=PartyRole.APPLICANT))


def final_rank(entry: RoundApplication) -> RoundRank | None:
    """Return somebody's line of the final list, or None while there is none."""
    mine = entry.ranks.filter(round_list__kind=ListKind.FINAL)
    return mine.select_related("round_list", "input").first()


def _runs_rounds(scheme: Scheme, application: Application) -> bool:
    """Whether rounds are run here; of what was decided, whether a window had opened by then."""
    declared = Round.objects.live().filter(scheme=scheme.id)
    decided = Decision.objects.filter(application=application.pk).first()
    if decided is not None:
        declared = declared.filter(opens_at__lte=decided.decided_at)
    return declared.exists()


def _seen(scope: Scope) -> QuerySet[Round]:
    """A round is no secret: the offices above run it, the stations below take its files."""
    if not scope.is_staff:
        return Round.objects.live()
    above = offices_over(scope.office_id) if scope.office_id is not None else ()
    area = scope.area | frozenset(above)
    return Round.objects.filter(office__in=sorted(area))
