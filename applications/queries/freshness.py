"""What agencies have answered lately about the people of a file (免提交): not asked again."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from applications.models import Application, Party, Verification, VerificationStatus
from hukou.law import load_law

NUMBER: Final = "identity_number"


def fresh_answers(
    application: Application, asked: Collection[str], parties: Sequence[Party], *, at: datetime
) -> dict[tuple[int, str], Verification]:
    """Return the latest answer to each question that is still valid, by party and fact.

    How long an answer is valid is said with each fact of the vocabulary (`valid_for_days`, our own
    setting). What two answers differ on, or a paper stands against, is asked anew; so is what a
    round asked, as of its own day. One statement; none where nothing that is asked keeps.
    """
    facts = load_law().vocabulary.facts
    keep = {
        name: timedelta(days=facts[name].valid_for_days)
        for name in asked
        if facts[name].valid_for_days
    }
    if not keep:
        return {}
    known = {party.person_id: party.pk for party in parties if party.person_id is not None}
    told = {
        party.newcomer[NUMBER]: party.pk
        for party in parties
        if party.person_id is None and party.newcomer.get(NUMBER)
    }
    rows = (
        Verification.objects.filter(
            _about(known, told),
            status=VerificationStatus.ANSWERED,
            conflicts=False,
            application__in_round=None,
            fact__in=keep,
            answered_at__gt=at - max(keep.values()),
            answered_at__lte=at,
        )
        .exclude(application=application)
        .select_related("party")
        .order_by("answered_at", "id")
    )
    return {
        (party, row.fact): row
        for row in rows
        if row.answered_at and row.answered_at > at - keep[row.fact]
        if (party := _same(row.subject, known, told)) is not None
    }


def _about(known: Mapping[int, int], told: Mapping[str, int]) -> Q:
    """Match the earlier parties: by person, or by the number that was told of a newcomer."""
    about = Q(party__person__in=known)
    for number in told:
        about |= Q(party__newcomer__contains={NUMBER: number})
    return about


def _same(earlier: Party, known: Mapping[int, int], told: Mapping[str, int]) -> int | None:
    """Return the party of this file that an earlier file knew as `earlier`."""
    if earlier.person_id is not None and earlier.person_id in known:
        return known[earlier.person_id]
    return told.get(earlier.newcomer.get(NUMBER, ""))
