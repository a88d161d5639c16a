"""A list of a round as figures and lines (名单): how scores spread, where a quota draws the line.

And who reads which line of it, before the public does.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from applications.models import Party, PartyRole, RoundList, RoundRank
from applications.queries.case import within
from applications.queries.registered import registered_of_all
from hukou.kernel import clock
from hukou.kernel.masked_names import masked
from hukou.law.points.formulas import told
from registry.queries import Scope

from .publicity import is_shown

WIDTHS: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MOST_BINS: Final = 24
AT_A_TIME: Final = 50


@dataclass(frozen=True, slots=True)
class Bin:
    """How many of a list have a ranking score from `low` to below `high`, and are within it."""

    low: Fraction
    high: Fraction
    people: int
    admitted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """Where a quota draws the line of a list: the last score admitted, and how many are."""

    quota: int
    admitted: int
    score: Fraction | None

    @property
    def beyond(self) -> int:
        """How many more than the quota are admitted, because they are equals at the line."""
        return max(0, self.admitted - self.quota)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedRow:
    """A line of a list as a page shows it: nobody's name whole, nobody's number.

    Where it is not `is_whole`, no more than the public reads.
    """

    entry: int
    case: str
    name: str
    rank: int | None
    ranking_score: Fraction | None
    total: Fraction | None
    ties: Sequence[Fraction]
    is_admitted: bool
    standing: str
    qualified: bool | None
    is_ours: bool
    is_whole: bool


def ranked_in(made: RoundList) -> QuerySet[RoundRank]:
    """Return the lines of a list that have a rank, in order."""
    return RoundRank.objects.filter(round_list=made, rank__isnull=False).order_by("rank", "pk")


def histogram(made: RoundList) -> list[Bin]:
    """Return how the ranking scores of a list spread, in at most 24 equal steps, none left out."""
    rows = ranked_in(made).values_list("ranking_score", "is_admitted")
    scores = [(Fraction(score), admitted) for score, admitted in rows]
    if not scores:
        return []
    lowest, highest = (each(score for score, _ in scores) for each in (min, max))
    spread = highest - lowest
    width = next((each for each in WIDTHS if spread / each < MOST_BINS - 1), None)
    width = width or int(spread / (MOST_BINS - 1)) + 1
    first, last = lowest // width, highest // width
    people = Counter(score // width for score, _ in scores)
    within = Counter(score // width for score, admitted in scores if admitted)
    return [
        Bin(Fraction(at * width), Fraction((at + 1) * width), people[at], within[at])
        for at in range(first, last + 1)
    ]


def line_of(made: RoundList) -> str:
    """Return the score at which a list draws its line, as it is told; a dash where it has none."""
    return told(Fraction(made.line)) if made.line else "—"


def line_at(made: RoundList, quota: int) -> DrawnLine:
    """Return where another quota would draw the line of a list; nothing is stored.

    Everybody equal at the line is admitted, as on the list itself. Two statements.
    """
    within = ranked_in(made).filter(rank__lte=quota)
    last = within.last()
    return DrawnLine(
        quota=quota,
        admitted=within.count(),
        score=Fraction(last.ranking_score) if last else None,
    )


def listed(
    made: RoundList, *, scope: Scope, may_run: bool, after: int = 0
) -> tuple[list[ListedRow], int | None]:
    """Return some lines of a list after a line's key, with the key to go on after, or None.

    First who has a rank, in order, then the others, as the list itself was drawn. Who runs the
    round reads every line; others those of their own files, and while the list is shown to the
    public also who is admitted, as the public reads it.
    """
    lines = RoundRank.objects.filter(round_list=made, pk__gt=after)
    if not may_run:
        public = Q(is_admitted=True) if is_shown(made, on=clock.today()) else Q(pk=None)
        lines = lines.filter(Q(applicant__application__in=within(scope)) | public)
    rows = list(lines.select_related("applicant__application").order_by("pk")[: AT_A_TIME + 1])
    shown = rows[:AT_A_TIME]
    on_page = [each.applicant.application_id for each in shown]
    names, ours = names_in(on_page), _ours(scope, on_page)
    told = [_row(each, names, ours=ours, may_run=may_run) for each in shown]
    return told, shown[-1].pk if len(rows) > AT_A_TIME else None


def people_in(rows: Sequence[ListedRow]) -> list[int]:
    """Return whom the register knows of the lines that tell more than the public reads."""
    entries = [each.entry for each in rows if each.is_whole]
    leads = Party.objects.filter(application__in_round__in=entries, role=PartyRole.APPLICANT)
    return list(leads.exclude(person=None).values_list("person_id", flat=True))


def names_in(files: Sequence[UUID]) -> dict[UUID, str]:
    """Return the applicant of each file by their whole name. Two statements."""
    leads = Party.objects.filter(application__in=files, role=PartyRole.APPLICANT)
    known = registered_of_all(list(files), on=clock.today())
    return {
        each.application_id: person.name or ""
        if (person := known.get(each.pk))
        else each.newcomer.get("name", "")
        for each in leads
    }


def _ours(scope: Scope, files: Sequence[UUID]) -> set[UUID]:
    return set(within(scope).filter(pk__in=files).values_list("pk", flat=True))


def _row(
    rank: RoundRank, names: Mapping[UUID, str], *, ours: Collection[UUID], may_run: bool
) -> ListedRow:
    file = rank.applicant.application
    is_whole = may_run or file.pk in ours
    return ListedRow(
        entry=rank.applicant_id,
        case=file.number if is_whole else "",
        name=masked(names.get(file.pk, "")),
        rank=rank.rank,
        ranking_score=Fraction(rank.ranking_score) if rank.ranking_score else None,
        total=Fraction(rank.total) if rank.total and is_whole else None,
        ties=[Fraction(each) for each in rank.ties] if is_whole else [],
        is_admitted=rank.is_admitted,
        standing=rank.standing,
        qualified=rank.qualified,
        is_ours=file.pk in ours,
        is_whole=is_whole,
    )
