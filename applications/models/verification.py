from datetime import datetime
from typing import Final, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hukou.kernel import clock
from hukou.law import parse_facts

from .application import Application
from .document import Document
from .party import Party


class VerificationStatus(models.TextChoices):
    """How far the question to an agency has come (核查状态)."""

    PENDING = "pending", _("待核查")
    AWAITED = "awaited", _("等待回复")
    ANSWERED = "answered", _("已核实")
    UNKNOWN_TO_AGENCY = "unknown_to_agency", _("部门查无记录")
    BY_HAND = "by_hand", _("需书面材料")
    REPLACED = "replaced", _("已以材料代替")
    LEFT_UNKNOWN = "left_unknown", _("按不明处理")
    RETIRED = "retired", _("不再核查")


ASKED: Final = (VerificationStatus.PENDING, VerificationStatus.AWAITED)
"""Questions an agency is still to answer (待答复)."""
CONFIRM: Final = "confirm"
"""The term of `procedure.yaml` within which an agency is to answer (部门答复期限)."""
COMPARED: Final = ("compared_by", "compared_at", "compared_note")
"""What a person wrote down about answers that differ (核对)."""
OUTSTANDING: Final = (*ASKED, VerificationStatus.BY_HAND)
"""Questions without whose answer no assessment can be made yet (未了)."""


class VerificationQuerySet(models.QuerySet["Verification"]):
    def due(self, now: datetime) -> Self:
        """Return the rows a worker should ask about now, oldest first."""
        return self.filter(next_attempt_at__lte=now).order_by("next_attempt_at")

    def late(self, now: datetime) -> Self:
        """Return the rows whose agency has let its working days pass without an answer."""
        return self.filter(status__in=ASKED, due_at__lte=now)

    def outstanding(self) -> Self:
        """Return the rows without which no assessment can be made yet."""
        return self.filter(status__in=OUTSTANDING)

    def retire(self) -> int:
        """Take questions off a file that asks otherwise now (不再核查); they are about nobody then.

        The rows stay: another file may stand on the answer, a hand may have sent one again.
        """
        return self.update(
            status=VerificationStatus.RETIRED, party=None, next_attempt_at=None, conflicts=False
        )


class StandingManager(models.Manager["Verification"]):
    """Leaves out what was retired: nobody asks, answers, counts or shows it any more."""

    def get_queryset(self) -> models.QuerySet["Verification"]:
        return super().get_queryset().exclude(status=VerificationStatus.RETIRED)


class Verification(models.Model):
    """One fact of one party asked of one agency (核查), with its retries and its answer.

    The row is the truth; a message on the broker only wakes a worker. An agency
    that is down leaves the row pending with a later `next_attempt_at`, visible,
    until it answers or an officer puts a document in its place. A question that the file asks no
    longer is retired: `objects` leaves it out, and it is about nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="verifications", verbose_name="申请"
    )
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, related_name="verifications", verbose_name="当事人"
    )
    fact = models.CharField("事实", max_length=60)
    agency = models.CharField("部门", max_length=40)
    status = models.CharField(
        "状态", max_length=20, choices=VerificationStatus, default=VerificationStatus.PENDING
    )
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    due_at = models.DateTimeField("到期时间", null=True)
    next_attempt_at = models.DateTimeField("下次核查时间", null=True)
    last_error = models.CharField("最近的错误", max_length=200, blank=True)
    value = models.JSONField("答复值", null=True)
    receipt = models.JSONField("回执", default=dict)
    asked_at = models.DateTimeField("发出时间", null=True)
    answered_at = models.DateTimeField("答复时间", null=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="verifications", verbose_name="代替材料"
    )
    document_value = models.JSONField("材料所示值", null=True)
    document_reason = models.CharField("代替理由", max_length=300, blank=True)
    replaced_by = models.ForeignKey(
        "registry.Account",
        models.PROTECT,
        null=True,
        related_name="verifications_replaced",
        verbose_name="代替人",
    )
    conflicts = models.BooleanField("答复与材料不符", default=False)
    reused_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reuses", verbose_name="沿用的答复"
    )
    compared_by = models.ForeignKey(
        "registry.Account",
        models.PROTECT,
        null=True,
        related_name="verifications_compared",
        verbose_name="核对人",
    )
    compared_at = models.DateTimeField("核对时间", null=True)
    compared_note = models.CharField("核对意见", max_length=300, blank=True)

    objects = StandingManager.from_queryset(VerificationQuerySet)()
    every = VerificationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "核查"
        constraints = [
            models.UniqueConstraint("party", "fact", "agency", name="verification_asked_once"),
            models.CheckConstraint(
                name="verification_compared_with_a_note",
                condition=Q(compared_at__isnull=True, compared_by__isnull=True, compared_note="")
                | (Q(compared_at__isnull=False, compared_by__isnull=False) & ~Q(compared_note="")),
            ),
            models.CheckConstraint(
                name="verification_waits_with_a_time",
                condition=~Q(status__in=ASKED) | Q(next_attempt_at__isnull=False),
            ),
            models.CheckConstraint(
                name="verification_is_of_somebody_until_retired",
                condition=Q(party__isnull=False) ^ Q(status=VerificationStatus.RETIRED),
            ),
        ]
        indexes = [
            models.Index(
                "compared_at", name="verification_conflicting", condition=Q(conflicts=True)
            ),
            models.Index(
                "next_attempt_at",
                name="verification_due",
                condition=Q(next_attempt_at__isnull=False),
            ),
            models.Index(
                "agency",
                "next_attempt_at",
                name="verification_waits_for_agency",
                condition=Q(status__in=OUTSTANDING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} @ {self.agency}"

    @property
    def subject(self) -> Party:
        """Whom a question that stands is about."""
        assert self.party is not None  # noqa: S101 - verification_is_of_somebody_until_retired
        return self.party

    def is_late(self, now: datetime) -> bool:
        """Whether the agency still owes an answer whose term has passed."""
        return self.status in ASKED and self.due_at is not None and self.due_at <= now

    def look_anew(self) -> None:
        """Forget what came of a comparison: it was not of what is told now. Saved by `COMPARED`."""
        self.compared_by, self.compared_at, self.compared_note = None, None, ""

    def agrees(self, one: object, other: object) -> bool:
        """Whether two values of this fact mean the same: 60.0 m² and 60.00 m² do."""
        today = clock.today()
        read = [parse_facts({self.fact: value}, on=today) for value in (one, other)]
        return read[0].get(self.fact) == read[1].get(self.fact)
