"""Freezing what a list is made of (封存数据): once for everybody, anew for one who was wronged."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from applications.errors import AnswersDisagree, NobodyApplied, QuestionsWaiting, WindowOpen
from applications.models import (
    FrozenInput,
    ListKind,
    Round,
    RoundAct,
    RoundApplication,
    RoundList,
    RoundStage,
    RoundStanding,
)
from applications.queries.evidence import PartyEvidence, values_of
from applications.queries.rounds.bars import barred_in
from applications.queries.rounds.desk import require_round_desk
from applications.queries.rounds.entry import scheme_of
from applications.queries.rounds.evidence import disputed_in, evidence_in_round, waiting_in
from applications.queries.rounds.frozen import content_of, content_of_leaver
from applications.queries.scoring import score_all
from hukou.kernel import canonical, clock
from hukou.law import parse_facts
from registry.models import Account

from .declaring import advance, note_step, refuse_frozen_round
from .lists import draw

AT_A_TIME = 1000
LONGEST_NOTE = 500


@transaction.atomic(durable=True)
def freeze(round_id: UUID, *, by: Account) -> RoundList:
    """Freeze what is known of everybody in a round, and draw the first list (封存数据).

    Who has not answered within their term is named in the log, and what they would have told stays
    unknown: an answer that comes later changes nothing of this list. Who is barred by now is left
    out.

    Raises:
        RoundFrozen: done already.
        WindowOpen: people may still apply.
        QuestionsWaiting: an agency still has time to answer; with names and last days.
        AnswersDisagree: answers differ, and nobody has compared them.
        NobodyApplied: there is nobody to list.
        MayNotRunRounds: not the bureau that runs it.
    """
    now = clock.now()
    round_ = Round.objects.lock(round_id)
    require_round_desk(by, round_.division, on=now.date())
    refuse_frozen_round(round_)
    if now < round_.closes_at:
        raise WindowOpen(closes=round_.closes_at.isoformat())
    if waiting := waiting_in(round_, now=now, late=False):
        raise QuestionsWaiting(waiting=[each.as_json() for each in waiting])
    if disputed := disputed_in(round_):
        raise AnswersDisagree(questions=disputed)
    put_out_barred(round_, by=by, at=now)
    entries = list(round_.applicants.select_related("application").order_by("id"))
    if not entries:
        raise NobodyApplied(round=str(round_.pk))
    silent = [each.as_json() for each in waiting_in(round_, now=now, late=True)]
    freeze_inputs(round_, entries, version=1, by=by)
    advance(round_, RoundStage.FROZEN)
    made = draw(round_, kind=ListKind.PROVISIONAL, by=by)
    told = {"applicants": len(entries), "silent": silent, "digest": made.digest}
    note_step(round_, RoundAct.FROZEN, by=by, details=told)
    return made


def freeze_inputs(
    round_: Round,
    entries: Sequence[RoundApplication],
    *,
    version: int,
    by: Account,
    reason: str = "",
) -> None:
    """Freeze what is known today of these for a list and later ones; the caller holds the round.

    Whoever has left is frozen as having left.
    """
    standing = [each for each in entries if each.left_at is None]
    rows = [
        *_of_those_who_stand(round_, standing),
        *(
            (each, content_of_leaver(round_, each.application.number))
            for each in entries
            if each.left_at
        ),
    ]
    FrozenInput.objects.bulk_create(
        (
            FrozenInput(
                applicant=entry,
                version=version,
                standing=entry.left_as or RoundStanding.STANDS,
                content=content,
                digest=canonical.digest_bytes(content.encode()),
                reason=(reason or entry.left_note or "退出")[:LONGEST_NOTE] if version > 1 else "",
                by=by,
            )
            for entry, content in rows
        ),
        batch_size=AT_A_TIME,
    )


def freeze_leavers(round_: Round, *, by: Account) -> None:
    """Freeze for the next list that some have left since the last; the caller holds the round.

    So has whoever was barred since.
    """
    put_out_barred(round_, by=by, at=clock.now())
    version = round_.lists.count() + 1
    last = FrozenInput.objects.filter(applicant=OuterRef("pk")).order_by("-version")
    gone = (
        round_.applicants.exclude(left_at=None)
        .annotate(last=Subquery(last.values("standing")[:1]))
        .filter(last=RoundStanding.STANDS)
        .select_related("application")
        .order_by("id")
    )
    freeze_inputs(round_, list(gone), version=version, by=by)


def put_out_barred(round_: Round, *, by: Account, at: datetime) -> None:
    """Note that whoever is barred by now has no place here either, and by which order (限制申报).

    They applied before false papers were found in another file of theirs. The caller holds the
    round, and so locks no file: whoever leaves at this moment has left.
    """
    for entry, bar in barred_in(round_, on=at.date()):
        why = f"限制申报期内（至{bar.until.isoformat()}，{bar.document}{bar.clause}）：{bar.reason}"
        left = {"left_at": at, "left_as": RoundStanding.VOID, "left_note": why[:LONGEST_NOTE]}
        if round_.applicants.standing().filter(pk=entry.pk).update(**left):
            details = {"applicant": entry.pk, "bar": bar.pk}
            note_step(round_, RoundAct.VOIDED, by=by, note=why[:LONGEST_NOTE], details=details)


def _of_those_who_stand(
    round_: Round, entries: Sequence[RoundApplication]
) -> list[tuple[RoundApplication, str]]:
    if not entries:
        return []
    scheme, on = scheme_of(round_), round_.facts_until
    known: list[PartyEvidence] = []
    for _, person in evidence_in_round(entries, on=clock.today()):
        known.append(person)
    facts = ((at, parse_facts(values_of(each), on=on)) for at, each in enumerate(known))
    scores = score_all(scheme, facts, on=on)
    return [
        (entry, content_of(round_, entry.application.number, person, score))
        for entry, person, score in zip(entries, known, scores, strict=True)
    ]
