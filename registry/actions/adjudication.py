"""Decisions on findings of data quality (疑点裁定): merged, cancelled, recorded dead, or kept."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Final

from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import clock
from registry.errors import (
    KeptIsNotRegistered,
    VerdictDoesNotFit,
    households_kept_whole,
)
from registry.models import (
    Account,
    EntryKind,
    ExternalNotice,
    FindingStatus,
    HeldNumber,
    NoticeKind,
    Person,
    QualityCheck,
    QualityDecision,
    QualityFinding,
    Verdict,
)

from .cancellations import cancel_registration
from .deaths import register_death
from .finding_desk import FindingDesk
from .recording import Pen

DOCUMENT: Final = "数据质量疑点裁定"
ONE_PLACE: Final = {"document": "户口登记条例", "clause": "第六条"}
"""公民只能在一个地方登记常住户口."""
PAIRS: Final = (QualityCheck.DUPLICATE_PERSON,)


@transaction.atomic
@households_kept_whole()
def merge_people(
    finding: QualityFinding,
    *,
    kept: Person,
    reason: str,
    by: Account,
    new_head: Person | None = None,
    relations: Mapping[int, str] | None = None,
) -> QualityDecision:
    """Decide that two records are one human being: one is kept, the other leads to it (合并人员).

    The other record's registration is cancelled today, its number stays on record as held until
    today, and nothing more can be registered under it. A head who leaves others behind needs
    `new_head` and `relations`, as in `register_death`.

    Raises:
        FindingIsDecided, OwnFinding, NotTheOwningOffice, NeedsAChief
        InvalidInput: no reason.
        VerdictDoesNotFit: the finding is about no pair, or `kept` is not of it.
        KeptIsNotRegistered: only the other one is registered.
        HeadLeavesWithoutSuccessor, RelationUnknown, HeadIsMinor, MovedTwiceInOneDay, TryAgain
    """
    desk = FindingDesk(finding, by=by, reason=reason)
    desk.refuse_unless_chief()
    removed_id = desk.other_of(kept, kinds=PAIRS)
    desk.hold_people(kept.pk, removed_id)
    kept, removed = desk.people[kept.pk], desk.people[removed_id]
    if kept.merged_into_id is not None or removed.merged_into_id is not None:
        raise VerdictDoesNotFit
    if kept.pk not in desk.homes and kept.died_on is None and removed.pk in desk.homes:
        raise KeptIsNotRegistered(person=kept.pk)
    if removed.pk in desk.homes:
        _end_registration(desk, removed, new_head=new_head, relations=relations)
        removed.refresh_from_db()
    followers = _lead_on(removed, kept)
    pen = Pen(by=by, on=desk.today, basis=desk.basis(DOCUMENT))
    for person, part in ((removed, "merged"), (kept, "kept")):
        pen.note(
            EntryKind.PEOPLE_MERGED,
            office_id=desk.office_of(person),
            person_id=person.pk,
            reason=part,
            details={
                "finding": desk.finding.pk,
                "merged": removed.pk,
                "kept": kept.pk,
                "followers": followers,
            },
        )
    pen.write()
    return desk.close(Verdict.MERGE, kept=kept, removed=removed, wrong_since=removed.recorded_at)


@transaction.atomic
@households_kept_whole()
def cancel_duplicate(
    finding: QualityFinding,
    *,
    removed: Person,
    reason: str,
    by: Account,
    new_head: Person | None = None,
    relations: Mapping[int, str] | None = None,
) -> QualityDecision:
    """Decide that a registration is one too many, and cancel it today (注销重复户口).

    The record stays by itself: whether both are one human being is not said.

    Raises:
        FindingIsDecided, OwnFinding, NotTheOwningOffice
        InvalidInput: no reason.
        VerdictDoesNotFit: the finding is about no pair, or the person is not of it or registered
            nowhere.
        HeadLeavesWithoutSuccessor, RelationUnknown, HeadIsMinor, MovedTwiceInOneDay, TryAgain
    """
    desk = FindingDesk(finding, by=by, reason=reason)
    desk.hold_people(removed.pk, desk.other_of(removed, kinds=PAIRS))
    if removed.pk not in desk.homes:
        raise VerdictDoesNotFit
    person = desk.people[removed.pk]
    _end_registration(desk, person, new_head=new_head, relations=relations)
    since = desk.homes[person.pk].recorded_at
    return desk.close(Verdict.CANCEL, removed=person, wrong_since=since)


@transaction.atomic
@households_kept_whole()
def record_reported_death(
    finding: QualityFinding,
    *,
    reason: str,
    by: Account,
    new_head: Person | None = None,
    relations: Mapping[int, str] | None = None,
) -> QualityDecision:
    """Decide that a death another agency told of is true, and record it (应销未销).

    The day, who declared it and the proof are those of the earliest notice.

    Raises:
        FindingIsDecided, OwnFinding, NotTheOwningOffice
        InvalidInput: no reason.
        VerdictDoesNotFit: the finding rests on no notice of a death.
        PersonHasDied, LaterEventStands, HeadLeavesWithoutSuccessor, RelationUnknown, HeadIsMinor
    """
    desk = FindingDesk(finding, by=by, reason=reason)
    notices = ExternalNotice.objects.filter(pk__in=desk.finding.notices, kind=NoticeKind.DEATH)
    notice = notices.order_by("event_date", "id").first()
    if desk.finding.rule.kind != QualityCheck.DEAD_NOT_CANCELLED or notice is None:
        raise VerdictDoesNotFit
    desk.hold_people(*desk.finding.people)
    [person] = desk.people.values()
    desk.refuse_elsewhere(person)
    register_death(
        person,
        on=notice.event_date,
        by=by,
        basis=desk.basis(DOCUMENT),
        declarant=notice.agency,
        certificate=notice.reference,
        new_head=new_head,
        relations=relations,
    )
    since = datetime.combine(notice.event_date, time.min, tzinfo=clock.ZONE)
    return desk.close(Verdict.DEATH, removed=person, wrong_since=since)


@transaction.atomic
@households_kept_whole()
def keep_finding(finding: QualityFinding, *, reason: str, by: Account) -> QualityDecision:
    """Decide that nothing is wrong: not asked again unless the evidence changes (排除疑点).

    Raises:
        FindingIsDecided, OwnFinding, NotTheOwningOffice
        InvalidInput: no reason.
    """
    desk = FindingDesk(finding, by=by, reason=reason)
    return desk.close(Verdict.KEEP, status=FindingStatus.DISMISSED)


@transaction.atomic
@households_kept_whole()
def assign_finding(finding: QualityFinding, *, to: Account, by: Account) -> QualityFinding:
    """Give an open finding to an officer of the owning office or one above it (交办).

    Raises:
        FindingIsDecided, NotTheOwningOffice
    """
    return FindingDesk.assign(finding, to=to, by=by)


def _end_registration(
    desk: FindingDesk,
    person: Person,
    *,
    new_head: Person | None,
    relations: Mapping[int, str] | None,
) -> None:
    """Cancel the registration of somebody held at the desk, as a duplicate, from today."""
    desk.refuse_elsewhere(person)
    cancel_registration(
        person,
        on=desk.today,
        by=desk.by,
        basis=desk.basis(ONE_PLACE["document"]) | ONE_PLACE,
        reason="duplicate",
        declarant=desk.by.name,
        proof=desk.reason,
        new_head=new_head,
        relations=relations,
    )


def _lead_on(removed: Person, kept: Person) -> list[int]:
    """Lead a record, and those that led to it, to the one that is kept; end its number today."""
    today = clock.today()
    earlier = Person.objects.filter(merged_into=removed).order_by("pk")
    followers = [person.pk for person in earlier.select_for_update(of=("self",))]
    Person.objects.filter(pk__in=followers).update(merged_into=kept)
    for held in HeldNumber.objects.filter(person=removed, period__endswith=None):
        if held.period.lower < today:
            held.period = Range(held.period.lower, today)
            held.save(update_fields=["period"])
    removed.merged_into = kept
    removed.save(update_fields=["merged_into"])
    return followers
