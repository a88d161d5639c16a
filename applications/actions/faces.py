"""Comparing faces (人像比对): a service advises, an officer finds; no decision reads either.

The pictures pass through memory on their way to the service and are kept nowhere: what stays are
their digests. The call is made between two of these (`applications.comparing_faces`); whoever is
killed in between leaves a comparison without advice, on which an officer still writes what they
saw.
"""

from typing import Final
from uuid import UUID

from django.db import transaction

from applications.connectors.faces import FaceAdvice, Picture
from applications.errors import (
    ActionNotAllowed,
    AlreadyFound,
    NotOfThisApplication,
)
from applications.models import (
    Application,
    FaceComparison,
    FaceFinding,
    FaceOccasion,
    FaceStatus,
)
from applications.queries.authority import require_handler, require_party_to
from applications.queries.deciders import require_impartial
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import OFFICERS, Account

LONGEST_CONSENT: Final = 200
LONGEST_REASON: Final = 300


@transaction.atomic(durable=True)
def open_comparison(
    application_id: UUID,
    *,
    party: int,
    occasion: str,
    consent: str,
    of_paper: Picture,
    of_visitor: Picture,
    by: Account,
) -> FaceComparison:
    """Write down that two pictures are about to be compared: whose, when, with whose consent.

    Raises:
        InvalidInput: no such occasion, or it is not said how consent was given.
        NotOfThisApplication, ActionNotAllowed, MayNotHandle
    """
    application = Application.objects.lock(application_id)
    require_party_to(application, by, client="", on=clock.today())
    status = Status(application.status)
    if status in (Status.WITHDRAWN, Status.LAPSED):
        raise ActionNotAllowed(current=status.value, action="compare_faces", allowed=[])
    if occasion not in FaceOccasion.values:
        raise InvalidInput("请选择比对场合。", field="occasion")
    if not 0 < len(consent.strip()) <= LONGEST_CONSENT:
        raise InvalidInput("请写明如何告知用途并征得本人同意，200 字以内。", field="consent")
    if not application.parties.filter(id=party).exists():
        raise NotOfThisApplication(field="party")
    return FaceComparison.objects.create(
        application=application,
        party_id=party,
        occasion=occasion,
        consent=" ".join(consent.split()),
        paper_sha256=of_paper.sha256,
        visitor_sha256=of_visitor.sha256,
        asked_by=by,
        asked_at=clock.now(),
    )


@transaction.atomic(durable=True)
def note_advice(
    face_id: UUID, *, advice: FaceAdvice | None = None, trouble: str = ""
) -> FaceComparison:
    """Keep what the service advised, or why it did not; the first word stays."""
    row = FaceComparison.objects.select_for_update(of=("self",)).get(pk=face_id)
    if row.status != FaceStatus.ASKED:
        return row
    if advice is None:
        row.status, row.trouble = FaceStatus.UNAVAILABLE, trouble[:200]
    else:
        row.status = FaceStatus.ADVISED
        row.similarity, row.threshold = advice.similarity, advice.threshold
        row.model, row.model_version = advice.model, advice.version
        row.receipt, row.answered_at = advice.receipt, advice.answered_at
    row.save(
        update_fields=[
            "status", "trouble", "similarity", "threshold", "model", "model_version", "receipt",
            "answered_at",
        ]
    )  # fmt: skip
    return row


@transaction.atomic(durable=True)
def find_face(face_id: UUID, *, finding: str, reason: str, by: Account) -> FaceComparison:
    """Write the officer's own finding beside the advice (民警认定): once, never changed.

    Nothing follows from it by itself. Against the advice, without any, or where one cannot tell,
    it takes a reason.

    Raises:
        InvalidInput: no such finding, or a reason is missing.
        AlreadyFound, NotFound
        MayNotHandle, AssignedToAnother, DecidesOwnCase
    """
    known = FaceComparison.objects.filter(pk=face_id).values_list("application_id").first()
    if known is None:
        raise NotFound
    application = Application.objects.lock(known[0])
    require_handler(by, application, roles=OFFICERS, on=clock.today())
    require_impartial(application, by)
    row = FaceComparison.objects.select_for_update(of=("self",)).get(pk=face_id)
    if row.finding:
        raise AlreadyFound
    if finding not in FaceFinding.values:
        raise InvalidInput("请选择认定：同一人、不是同一人，或不能判定。", field="finding")
    if len(reason.strip()) > LONGEST_REASON:
        raise InvalidInput("认定理由请控制在 300 字以内。", field="reason")
    if not reason.strip() and not row.agrees_with(finding):
        raise InvalidInput("与建议不一致、没有建议或不能判定的，请写明理由。", field="reason")
    row.finding, row.reason = finding, reason.strip()
    row.found_by, row.found_at = by, clock.now()
    row.save(update_fields=["finding", "reason", "found_by", "found_at"])
    return row
