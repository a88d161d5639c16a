"""How many may still settle (落户名额): which quotas an approval counts against, what is left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from applications.models import (
    Application,
    Assessment,
    DecisionOutcome,
    Kind,
    Quota,
    QuotaChange,
    QuotaKind,
    QuotaPlace,
    WhenFull,
)
from applications.models.quota import QuotaQuerySet
from applications.workflow import Status
from hukou.kernel import clock, division_code
from hukou.kernel.errors import NotFound
from hukou.law import Channel, Effect, Regulation, load_law
from registry.models import Account, Entry, EntryKind
from registry.queries import Scope, areas_of, lies_in, names_of, scope_of

from .authority import BUREAU, post_of
from .destinations import place_of

ENDED: Final = frozenset({Status.LAPSED})
"""An approval that came to nothing takes no place."""
SHOWN: Final = 12
GRANTS: Final = (Effect.SETTLE, Effect.REVIEW)


@dataclass(frozen=True, slots=True)
class Shown:
    """A quota as a page or the API shows it: with its names, and the change it stands by."""

    quota: Quota
    area_name: str
    regulation: str
    channel: str
    changes: Sequence[QuotaChange]
    is_ours: bool

    @property
    def standing(self) -> QuotaChange:
        """The last change: by which document and clause so many places are declared."""
        return self.changes[-1]

    @property
    def share(self) -> int:
        """How much of it is taken, in percent; all of it where none was declared or it is passed.

        Rounded down: full is only what is full.
        """
        quota = self.quota
        return 100 if quota.left <= 0 else 100 * quota.taken // quota.places

    @property
    def is_full(self) -> bool:
        """Whether it is a limit with no place left."""
        return self.quota.kind == QuotaKind.LIMIT and self.quota.left <= 0

    @property
    def passed_by(self) -> int:
        """How far a target was passed."""
        return max(0, -self.quota.left)

    @property
    def tone(self) -> str:
        """How its bar is drawn."""
        return "full" if self.is_full else "holders"

    @property
    def newest_first(self) -> list[QuotaChange]:
        return list(reversed(self.changes))

    def as_json(self) -> dict[str, object]:
        """Return the quota as the API tells it: only numbers, documents and who changed them."""
        quota, standing = self.quota, self.standing
        return {
            "id": quota.pk,
            "area": quota.area,
            "area_name": self.area_name,
            "years": [quota.first_year, quota.last_year],
            "regulation": quota.regulation,
            "channel": quota.channel or None,
            "kind": quota.kind,
            "unit": quota.unit,
            "when_full": quota.when_full,
            "places": quota.places,
            "taken": quota.taken,
            "left": quota.left,
            "cite": {"document": standing.document, "clause": standing.clause},
            "changes": [
                {
                    "at": each.recorded_at.isoformat(),
                    "former": each.former,
                    "places": each.places,
                    "reason": each.reason,
                    "document": each.document,
                    "clause": each.clause,
                    "by": each.changed_by.name,
                }
                for each in self.changes
            ],
        }


def quotas_over(application: Application, assessment: Assessment, *, on: date) -> QuotaQuerySet:
    """Return the quotas that approving this file on a day counts against. A settlement has them."""
    if application.kind != Kind.SETTLEMENT:
        return Quota.objects.none()
    place = place_of(application).code
    return Quota.objects.covering(
        areas=[place, *division_code.ancestors(place)],
        regulation=assessment.regulation,
        channel=assessment.channel,
        year=on.year,
    )


def limits_over(application: Application, assessment: Assessment) -> QuotaQuerySet:
    """Return those of today's quotas that nobody may pass: limits, and no mere targets."""
    return quotas_over(application, assessment, on=clock.today()).filter(kind=QuotaKind.LIMIT)


def clause_of(quota: Quota) -> dict[str, str]:
    """Return the document and clause a quota stands by."""
    change = quota.changes.last()
    assert change is not None  # noqa: S101 - it was declared with the quota
    return {"document": change.document, "clause": change.clause}


def full_over(application: Application, assessment: Assessment | None) -> Quota | None:
    """Return a limit that leaves this file no place today, if there is one; nothing is locked."""
    if assessment is None or application.status != Status.ASSESSED:
        return None
    limits = limits_over(application, assessment).order_by("pk")
    return next((each for each in limits if each.left < each.counts(1)), None)


def want_of_places(application: Application, assessment: Assessment | None) -> list[dict[str, str]]:
    """Return the clause of a quota by which this file could be refused for want of places."""
    full = full_over(application, assessment)
    refuses = full is not None and full.when_full != WhenFull.NEXT_YEAR
    return [clause_of(full)] if full is not None and refuses else []


def reversed_places(quota: Quota | None = None) -> QuerySet[QuotaPlace]:
    """Return the places, of one quota or all, whose registration was reversed since (冲销)."""
    held = QuotaPlace.objects.filter(given_back_at=None)
    ours = held if quota is None else held.filter(quota=quota)
    return ours.filter(_was_reversed("application_id"))


def _was_reversed(file: str) -> Q:
    """Match what belongs to a file that moved people in, with every such entry reversed since."""
    moved = Entry.objects.filter(kind=EntryKind.MOVE_IN, application=OuterRef(file))
    return Q(Exists(moved), ~Exists(moved.filter(reversals=None)))


def quotas_of(scope: Scope, *, year: int | None = None, area: str = "") -> list[Shown]:
    """Return the quotas that concern the areas of a scope: inside them, or around them."""
    areas = areas_of(scope)
    rows = Quota.objects.prefetch_related("changes__changed_by")
    if year is not None:
        rows = rows.filter(first_year__lte=year, last_year__gte=year)
    found = [
        each
        for each in rows
        if _concerns(each.area, areas) and (not area or division_code.within(each.area, area))
    ]
    return _shown(found, areas)


def quota_in(scope: Scope, quota_id: int) -> Shown:
    """Return a quota that concerns a scope. Raises NotFound."""
    areas = areas_of(scope)
    rows = Quota.objects.prefetch_related("changes__changed_by").filter(pk=quota_id)
    for found in _shown([each for each in rows if _concerns(each.area, areas)], areas):
        return found
    raise NotFound(quota=quota_id)


def last_taken(quota_id: int, *, scope: Scope) -> list[QuotaPlace]:
    """Return the places of a quota taken last by files of a scope, the newest first."""
    rows = QuotaPlace.objects.filter(quota=quota_id).select_related("application")
    return list(scope.rows(rows, "application__office").order_by("-pk")[:SHOWN])


def may_set(account: Account, area: str, *, on: date) -> bool:
    """Whether an account declares and changes quotas of an area: a bureau's approver keeps it."""
    post = post_of(account, on=on)
    if post is None or post.role not in BUREAU:
        return False
    return lies_in(area, areas_of(scope_of(account, on=on)))


def limited_channels(areas: Sequence[str]) -> list[tuple[Regulation, Channel | None]]:
    """Return the texts that speak in some areas and their channels; None is a text as a whole.

    Not those of a points scheme: a round of its own has those places.
    """
    law = load_law()
    rounds = {(each.regulation.id, each.channel) for each in law.schemes.every}
    found: list[tuple[Regulation, Channel | None]] = []
    for regulation in law.regulations.values():
        if not any(_touches(regulation.jurisdiction, area) for area in areas):
            continue
        channels = [
            each
            for each in regulation.channels.values()
            if (regulation.id, each.id) not in rounds and each.effect in GRANTS
        ]
        whole = () if regulation.id in {text for text, _channel in rounds} else (None,)
        found += [(regulation, each) for each in ((*whole, *channels) if channels else ())]
    return found


def approvals_in(quota: Quota) -> list[tuple[Application, int, datetime]]:
    """Return what was approved before a quota was declared for it: file, people, and when.

    What came to nothing, or was reversed since, is not among them.
    """
    files = Application.objects.filter(
        kind=Kind.SETTLEMENT,
        decision__outcome=DecisionOutcome.APPROVED,
        decision__decided_on__year__range=(quota.first_year, quota.last_year),
        decision__assessment__regulation=quota.regulation,
    ).exclude(Q(status__in=ENDED) | _was_reversed("pk"))
    if quota.channel:
        files = files.filter(decision__assessment__channel=quota.channel)
    near = Q(destination_address=None) | Q(
        destination_address__division__code__startswith=division_code.stem(quota.area)
    )
    rows = files.filter(near).select_related("decision", "destination_address__division")
    return [
        (file, len(file.decision.parties), file.decision.decided_at)
        for file in rows.order_by("decision__decided_at", "pk")
        if division_code.within(place_of(file).code, quota.area)
    ]


def _touches(code: str, area: str) -> bool:
    return division_code.within(area, code) or division_code.within(code, area)


def _concerns(code: str, areas: Iterable[str]) -> bool:
    return any(_touches(code, area) for area in areas)


def _shown(rows: Sequence[Quota], areas: Sequence[str]) -> list[Shown]:
    names: Mapping[str, str] = names_of([each.area for each in rows])
    regulations = load_law().regulations
    shown = []
    for each in rows:
        text = regulations.get(each.regulation)
        channel = text.channels.get(each.channel) if text else None
        shown.append(
            Shown(
                quota=each,
                area_name=names.get(each.area, each.area),
                regulation=text.title if text else each.regulation,
                channel=channel.name if channel else each.channel,
                changes=list(each.changes.all()),
                is_ours=lies_in(each.area, areas),
            )
        )
    return shown
