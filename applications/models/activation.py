from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .source_text import SourceText


class PendingRule(models.TextChoices):
    """Which text decides what is pending when a text changes (过渡办法); the law's own words."""

    ACCEPTANCE = "acceptance", _("受理日：施行前已受理的，按原规定")
    DECISION = "decision", _("决定日：施行后作出的决定，一律按新规定")
    KINDER = "kinder", _("从宽：原规定、新规定中对申请人有利的")


class ActivationQuerySet(models.QuerySet["Activation"]):
    LAW = 7_204_001
    """The key under which the days of the law are changed by one, and read by many."""

    def standing(self) -> "ActivationQuerySet":
        """Return what holds now: neither corrected nor withdrawn."""
        return self.filter(correction=None, withdraws=False)

    def hold_law(self) -> None:
        """Let nobody date a text until this transaction ends: who decides must not be overtaken."""
        self._wait("select pg_advisory_xact_lock_shared(%s)")

    def change_law(self) -> None:
        """Be the only one to date a text until this transaction ends, and let nobody decide."""
        self._wait("select pg_advisory_xact_lock(%s)")

    def _wait(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, [self.LAW])


class Activation(models.Model):
    """The record that puts an undated regulation into force (启用记录).

    A regulation whose source gives no date decides nothing until an administrator
    has entered its date from the official text. `for_demonstration` marks a date
    that was set to show the service, and shows on every screen and letter.

    It is never changed: a later record corrects or withdraws it, with the reason.
    """

    append_only = True

    regulation = models.CharField("规定", max_length=40)
    effective_from = models.DateField("施行日期")
    official_number = models.CharField("文号", max_length=100, blank=True)
    text = models.ForeignKey(
        SourceText,
        models.PROTECT,
        null=True,
        related_name="activations",
        verbose_name="正式文本",
    )
    transition = models.CharField("过渡办法", max_length=10, choices=PendingRule, blank=True)
    for_demonstration = models.BooleanField("仅供演示", default=False)
    note = models.CharField("说明", max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="correction",
        verbose_name="更正的记录",
    )
    withdraws = models.BooleanField("撤销启用", default=False)
    reason = models.CharField("更正理由", max_length=300, blank=True)
    activated_by = models.ForeignKey(
        "registry.Account",
        models.PROTECT,
        null=True,
        related_name="activations",
        verbose_name="启用人",
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "启用记录"
        constraints = [
            models.UniqueConstraint(
                "regulation",
                condition=Q(corrects__isnull=True),
                name="activation_begins_once",
            ),
            models.CheckConstraint(
                name="activation_is_corrected_with_a_reason",
                condition=Q(corrects__isnull=True, withdraws=False, reason="")
                | (Q(corrects__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regulation} {self.effective_from}"
