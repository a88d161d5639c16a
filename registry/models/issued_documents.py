from datetime import date
from typing import Any, Final, cast

from django.db import models
from django.db.models import Q

from hukou.kernel import canonical

from .accounts import Account
from .fields import recorded_at
from .households import Household
from .offices import Office
from .people import Person


class DocumentKind(models.TextChoices):
    """What the register prints and issues (证件种类)."""

    BOOKLET = "booklet", "居民户口簿"
    REGISTER_FORM = "register_form", "常住人口登记表"
    MOVE_IN_PERMIT = "move_in_permit", "准予迁入证明"
    MIGRATION_CERTIFICATE = "migration_certificate", "户口迁移证"
    HOUSEHOLD_CERTIFICATE = "household_certificate", "户籍证明"
    FORMER_TYPE_CERTIFICATE = "former_type_certificate", "原户口性质证明"
    ACCEPTANCE_NOTICE = "acceptance_notice", "受理通知书"
    SUPPLEMENT_NOTICE = "supplement_notice", "一次性补正告知书"
    DECISION_LETTER = "decision_letter", "户口登记决定书"
    POINTS_SHEET = "points_sheet", "积分核定表"
    POINTS_LIST = "points_list", "积分入户名单"
    POINTS_RESULT = "points_result", "积分入户结果通知书"
    OBJECTION_ANSWER = "objection_answer", "异议答复书"


USED_TO_MOVE: Final = frozenset(
    {DocumentKind.MOVE_IN_PERMIT.value, DocumentKind.MIGRATION_CERTIFICATE.value}
)
"""Handed in at the next office, once (交验): what is used for nothing is never used up."""

PREFIXES: Final = {
    DocumentKind.BOOKLET: "HKB",
    DocumentKind.REGISTER_FORM: "DJB",
    DocumentKind.MOVE_IN_PERMIT: "ZQZ",
    DocumentKind.MIGRATION_CERTIFICATE: "QYZ",
    DocumentKind.HOUSEHOLD_CERTIFICATE: "HJZ",
    DocumentKind.FORMER_TYPE_CERTIFICATE: "XZZ",
    DocumentKind.ACCEPTANCE_NOTICE: "SLT",
    DocumentKind.SUPPLEMENT_NOTICE: "BZG",
    DocumentKind.DECISION_LETTER: "JDS",
    DocumentKind.POINTS_SHEET: "JFB",
    DocumentKind.POINTS_LIST: "JFM",
    DocumentKind.POINTS_RESULT: "JFT",
    DocumentKind.OBJECTION_ANSWER: "YYD",
}


class DocumentStatus(models.TextChoices):
    """How a document stands on a day; derived from its log, stored nowhere."""

    VALID = "valid", "有效"
    EXPIRED = "expired", "已过期"
    USED = "used", "已使用"
    LOST = "lost", "已挂失"
    REPLACED = "replaced", "已换补"
    VOIDED = "voided", "已作废"


class DocumentEventKind(models.TextChoices):
    """What happened to a document (记录类别)."""

    ISSUED = "issued", "签发"
    PRINTED = "printed", "打印"
    REPRINTED = "reprinted", "重打"
    USED = "used", "使用"
    LOST = "lost", "挂失"
    REPLACED = "replaced", "换补"
    VOIDED = "voided", "作废"


FINAL_EVENTS: Final = (
    (DocumentEventKind.VOIDED, DocumentStatus.VOIDED),
    (DocumentEventKind.REPLACED, DocumentStatus.REPLACED),
    (DocumentEventKind.USED, DocumentStatus.USED),
    (DocumentEventKind.LOST, DocumentStatus.LOST),
)
ONCE: Final = (DocumentEventKind.ISSUED, *(event for event, _ in FINAL_EVENTS))


class DocumentSeriesQuerySet(models.QuerySet["DocumentSeries"]):
    def hold(self, kind: str, office: Office) -> "DocumentSeries":
        """Lock one series until the transaction ends, begun where it is new."""
        self.bulk_create([DocumentSeries(kind=kind, office=office)], ignore_conflicts=True)
        return self.select_for_update().get(kind=kind, office=office)


class DocumentSeries(models.Model):
    """How far the serial numbers of a kind have been given out at an office (证件编发).

    The row is the lock of an allocation, so that numbers have no gap and none is given twice.
    """

    kind = models.CharField("证件种类", max_length=30, choices=DocumentKind)
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="document_series", verbose_name="签发机关"
    )
    last = models.PositiveIntegerField("末编号", default=0)

    objects = DocumentSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "证件编发"
        constraints = [
            models.UniqueConstraint("kind", "office", name="document_series_is_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.office_id}"


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    def lock(self, document_id: int) -> "IssuedDocument":
        """Lock one document until the transaction ends: its log grows by one at a time."""
        rows = self.filter(pk=document_id).select_for_update(of=("self",))
        return rows.select_related("office").get()


class IssuedDocument(models.Model):
    """A document the register issued (签发证件): its number, its data of the day, its template.

    Written once. What happened to it since stands in its log, and its status is read from there.
    `content` is frozen: whoever prints it again years later prints the same.
    """

    append_only = True
    changeable = ("last_event",)  # and with it the row can be locked

    kind = models.CharField("证件种类", max_length=30, choices=DocumentKind)
    serial = models.CharField("证件编号", max_length=40, unique=True)
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="documents", verbose_name="签发机关"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="documents", verbose_name="持证人"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="documents", verbose_name="户"
    )
    template = models.CharField("证件模板", max_length=60)
    template_digest = models.CharField("模板摘要", max_length=64)
    content = models.JSONField("证件内容")
    suite = models.CharField("摘要算法", max_length=10, default="sha256")
    digest = models.CharField("摘要", max_length=64)
    on = models.DateField("截至日期")
    known_on = models.DateField("当时所知", null=True)
    issued_on = models.DateField("签发日期")
    valid_until = models.DateField("有效期至", null=True)
    issued_by = models.ForeignKey(
        Account, models.PROTECT, related_name="documents", verbose_name="签发人"
    )
    application = models.UUIDField("申请", null=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name="代替证件"
    )
    # Opaque and random: whoever holds the paper can check it, nobody can guess it.
    verification_code = models.CharField("核验码", max_length=26, unique=True)
    last_event = models.PositiveSmallIntegerField("末序号", default=0)
    recorded_at = recorded_at()

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "签发证件"
        constraints = [
            models.CheckConstraint(
                name="document_is_valid_from_its_issue",
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("issued_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-id"], name="document_of_office"),
            models.Index(fields=["application"], name="document_of_application"),
        ]

    def __str__(self) -> str:
        return self.serial

    def compute_digest(self) -> str:
        """Return the digest that the frozen content must have."""
        return canonical.digest(self.content, cast("canonical.Suite", self.suite))

    def status_on(self, day: date) -> DocumentStatus:
        """Return how the document stands on a day. One query, unless its log was prefetched."""
        happened = {event.kind for event in self.events.all()}
        for event, status in FINAL_EVENTS:
            if event in happened:
                return status
        expired = self.valid_until is not None and day > self.valid_until
        return DocumentStatus.EXPIRED if expired else DocumentStatus.VALID


class DocumentEvent(models.Model):
    """One line of a document's log (打印记录); written once, never edited."""

    append_only = True

    document = models.ForeignKey(
        IssuedDocument, models.PROTECT, related_name="events", verbose_name="签发证件"
    )
    sequence = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("记录类别", max_length=10, choices=DocumentEventKind)
    reason = models.CharField("事由", max_length=200, blank=True)
    by = models.ForeignKey(
        Account, models.PROTECT, related_name="document_events", verbose_name="办理人"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="+", verbose_name="迁入户"
    )
    application = models.UUIDField("申请", null=True)
    details: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "内容", default=dict
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "打印记录"
        ordering = ("sequence",)
        constraints = [
            models.UniqueConstraint("document", "sequence", name="document_event_sequence"),
            *(
                models.UniqueConstraint(
                    fields=["document"], condition=Q(kind=kind), name=f"document_{kind}_once"
                )
                for kind in ONCE
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.sequence}"
