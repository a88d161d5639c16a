from collections.abc import Sequence
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hukou.kernel.errors import NotFound
from registry.models.fields import recorded_at

from .application import Application


class QuotaKind(models.TextChoices):
    """Whether the number ends approvals, or is only watched (名额性质)."""

    LIMIT = "limit", _("名额上限")
    TARGET = "target", _("目标数")


class QuotaUnit(models.TextChoices):
    """What a place is for, as the document that declares it counts (计数单位)."""

    PEOPLE = "people", _("按人")
    APPLICATIONS = "applications", _("按件")


class WhenFull(models.TextChoices):
    """What the document says of those for whom no place is left (名额用完后)."""

    REFUSE = "refuse", _("不予")
    NEXT_YEAR = "next_year", _("顺延至下一期")
    UNSAID = "unsaid", _("文件未写明")


class QuotaQuerySet(models.QuerySet["Quota"]):
    def covering(
        self, *, areas: Sequence[str], regulation: str, channel: str, year: int
    ) -> "QuotaQuerySet":
        """Return those that an approval by a channel in one of these areas counts against."""
        return self.filter(
            area__in=areas,
            regulation=regulation,
            channel__in=("", channel),
            first_year__lte=year,
            last_year__gte=year,
        )

    def hold(self) -> Self:
        """Lock the counters in one order: the last place is given by one hand at a time."""
        return self.select_for_update(no_key=True).order_by("pk")

    def lock(self, quota_id: int) -> "Quota":
        """Return a quota, locked until the transaction ends. Raises NotFound."""
        found = self.hold().filter(pk=quota_id).first()
        if found is None:
            raise NotFound(quota=quota_id)
        return found


class Quota(models.Model):
    """How many may settle in an area, by a text or one of its channels, in some years (落户名额).

    The row is the counter: `taken` changes only under its lock, in the transaction that decides.
    No `channel` means every channel of the text. Points have their places with their own round.
    """

    area = models.CharField("名额所在地区代码", max_length=15)
    first_year = models.PositiveSmallIntegerField("名额首年")
    last_year = models.PositiveSmallIntegerField("名额末年")
    regulation = models.CharField("依据规定", max_length=40)
    channel = models.CharField("落户途径", max_length=20, blank=True)
    kind = models.CharField("名额性质", max_length=10, choices=QuotaKind)
    unit = models.CharField("计数单位", max_length=20, choices=QuotaUnit)
    when_full = models.CharField("名额用完后", max_length=10, choices=WhenFull)
    places = models.PositiveIntegerField("名额数")
    taken = models.PositiveIntegerField("已用名额", default=0)
    recorded_at = recorded_at()

    objects = QuotaQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "落户名额"
        ordering = ("area", "first_year", "regulation", "channel", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "first_year", "last_year", "regulation", "channel", "kind"],
                name="quota_declared_once",
            ),
            models.CheckConstraint(
                name="quota_never_exceeded",
                condition=Q(kind="target") | Q(taken__lte=F("places")),
            ),
            models.CheckConstraint(
                name="quota_years_in_order", condition=Q(last_year__gte=F("first_year"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.years} {self.taken}/{self.places}"

    @property
    def years(self) -> str:
        """The years it is for: 2026, or 2026–2030."""
        one = self.first_year == self.last_year
        return f"{self.first_year}" if one else f"{self.first_year}–{self.last_year}"

    @property
    def left(self) -> int:
        """How many places are left; below zero where a target was passed."""
        return self.places - self.taken

    def counts(self, people: int) -> int:
        """Return how many places an approval of so many people takes."""
        return people if self.unit == QuotaUnit.PEOPLE else 1


class QuotaChange(models.Model):
    """That a quota was declared or changed (名额变动): to what, why, by which document, by whom."""

    append_only = True

    quota = models.ForeignKey(
        Quota, models.PROTECT, related_name="changes", verbose_name="所属名额"
    )
    former = models.PositiveIntegerField("原名额数", null=True)
    places = models.PositiveIntegerField("名额数")
    reason = models.CharField("名额变动理由", max_length=300)
    document = models.CharField("名额依据文件", max_length=200)
    clause = models.CharField("名额依据条款", max_length=200)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="quota_changes",
        verbose_name="名额变动人",
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "名额变动"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="quota_change_says_why",
                condition=~Q(reason="") & ~Q(document="") & ~Q(clause=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quota_id} → {self.places}"


class QuotaPlace(models.Model):
    """The places one approval took of a quota (占用名额), until they are given back."""

    append_only = True
    changeable = ("given_back_at", "given_back_why")

    quota = models.ForeignKey(Quota, models.PROTECT, related_name="given", verbose_name="所属名额")
    application = models.ForeignKey(
        Application, models.PROTECT, related_name="quota_places", verbose_name="申请"
    )
    places = models.PositiveSmallIntegerField("占用名额数")
    taken_at = models.DateTimeField("占用时间")
    given_back_at = models.DateTimeField("归还时间", null=True)
    given_back_why = models.CharField("归还原因", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "占用名额"
        constraints = [
            models.UniqueConstraint("quota", "application", name="quota_place_once_a_file"),
            models.CheckConstraint(
                name="quota_place_given_back_says_why",
                condition=Q(given_back_at__isnull=True, given_back_why="")
                | (Q(given_back_at__isnull=False) & ~Q(given_back_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quota_id} {self.application_id} {self.places}"
