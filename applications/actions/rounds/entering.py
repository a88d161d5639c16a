"""Entering a round of settling by points (参加年度申报), and leaving it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from applications.errors import AppliedInRound, NumberNeeded, RoundFrozen
from applications.models import (
    Application,
    Party,
    PartyRole,
    Round,
    RoundApplication,
    RoundStage,
    RoundStanding,
)
from applications.queries.rounds.bars import refuse_barred
from applications.queries.rounds.entry import entry_of, open_round, scheme_asked


def enter_round(
    application: Application,
    parties: Sequence[Party],
    numbers: Mapping[int, str],
    *,
    at: datetime,
) -> RoundApplication | None:
    """Enter a file that asks to settle by points into the round that is open (参加年度申报).

    None where it does not, where it takes part already, or where the place runs its rounds
    elsewhere: then an officer looks at the published list. The caller holds the file; the round is
    held until it is in, so that nothing is frozen meanwhile.

    Raises:
        OutsideWindow: rounds are run here, and none is open.
        NumberNeeded: the applicant has no identity number.
        AppliedInRound: this person is in it already, under whatever file.
        Barred: false papers, by the order of an earlier round.
    """
    scheme = scheme_asked(application)
    if scheme is None or entry_of(application) is not None:
        return None
    found = open_round(scheme, at=at)
    if found is None:
        return None
    applicant = next(each for each in parties if each.role == PartyRole.APPLICANT)
    number = numbers.get(applicant.pk)
    if number is None:
        raise NumberNeeded
    round_ = Round.objects.hold(found.pk)
    refuse_barred(scheme.id, number, on=at.date())
    if round_.stage != RoundStage.DECLARED:
        raise RoundFrozen(round=str(round_.pk), stage=round_.stage)
    entry = RoundApplication(round=round_, application=application, number=number, applied_at=at)
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as problem:
        if "round_applied_to_once" not in str(problem):
            raise
        raise AppliedInRound(round=str(round_.pk), year=round_.year) from problem
    return entry


def leave_round(
    application: Application, standing: RoundStanding, *, note: str, at: datetime
) -> RoundApplication | None:
    """Note that a file is out of its round; the next list shows it, a list made before does not.

    The caller holds the file.
    """
    entry = entry_of(application)
    if entry is None or entry.left_at is not None:
        return entry
    entry.left_at, entry.left_as, entry.left_note = at, standing, note.strip()[:500]
    entry.save(update_fields=["left_at", "left_as", "left_note"])
    return entry
