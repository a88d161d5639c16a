from datetime import datetime
from typing import Any, Self, cast

from django.db import models
from django.db.models import Q

from hukou.kernel import canonical

from .accounts import Account
from .fields import recorded_at
from .households import Household
from .offices import Office
from .people import Person


class EntryKind(models.TextChoices):
    """What an entry records (登记事项类别)."""

    HOUSEHOLD_OPENED = "household_opened", "立户"
    HOUSEHOLD_CLOSED = "household_closed", "销户"
    HOUSEHOLD_SPLIT = "household_split", "分户"
    HOUSEHOLDS_MERGED = "households_merged", "并户"
    HOUSEHOLD_CHANGED = "household_changed", "变更户登记事项"
    KEEPER_NAMED = "keeper_named", "指定集体户管理人"
    BIRTH = "birth", "出生登记"
    ADOPTION = "adoption", "收养登记"
    DEATH = "death", "死亡注销"
    CANCELLED = "cancelled", "注销户口"
    RESTORED = "restored", "恢复户口"
    REGISTERED_LATE = "registered_late", "补录户口"
    MOVE_IN = "move_in", "迁入"
    MOVE_OUT = "move_out", "迁出"
    HEAD_CHANGED = "head_changed", "变更户主"
    RELATION_CHANGED = "relation_changed", "变更与户主关系"
    PARTICULARS_CHANGED = "particulars_changed", "变更登记事项"
    PARTICULARS_CORRECTED = "particulars_corrected", "更正登记事项"
    NUMBER_CHANGED = "number_changed", "变更公民身份号码"
    ADDRESS_CHANGED = "address_changed", "住址变动"
    ACTUAL_RESIDENCE = "actual_residence", "实际居住登记"
    RURAL_RIGHT = "rural_right", "三权备注"
    PERMIT_ISSUED = "permit_issued", "签发居住证"
    PERMIT_ENDORSED = "permit_endorsed", "居住证签注"
    PERMIT_MOVED = "permit_moved", "居住证住址变更"
    PERMIT_ENDED = "permit_ended", "注销居住证"
    CARD_ORDERED = "card_ordered", "申请换补居住证卡"
    CARD_MADE = "card_made", "制作居住证卡"
    CARD_HANDED_OVER = "card_handed_over", "发放居住证卡"
    CARD_LOST = "card_lost", "居住证卡挂失"
    CARD_FOUND = "card_found", "解除居住证卡挂失"
    CARD_WITHDRAWN = "card_withdrawn", "作废居住证卡"
    CARD_TAKEN_BACK = "card_taken_back", "收回居住证卡"
    CARD_DESTROYED = "card_destroyed", "销毁居住证卡"
    IDENTITY_CARD_SIGNED = "identity_card_signed", "签发居民身份证"
    DIVISION_CHANGED = "division_changed", "区划变更"
    PEOPLE_MERGED = "people_merged", "合并人员"
    REVERSED = "reversed", "冲销"
    ENROLLED = "enrolled", "建档"
    IMPORTED = "imported", "初始录入"


class EntryQuerySet(models.QuerySet["Entry"]):
    def standing(self) -> Self:
        """Leave out what was reversed, and the reversals themselves."""
        return self.filter(reversals=None).exclude(kind=EntryKind.REVERSED)


class Entry(models.Model):
    """One change of the register (登记记录); written once, never edited.

    Entries of an office form a chain: each holds the digest of the one before,
    so that a changed, removed or reordered entry shows.
    """

    append_only = True

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="entries", verbose_name="登记机关"
    )
    sequence = models.PositiveBigIntegerField("序号")
    kind = models.CharField("类别", max_length=30, choices=EntryKind)
    reason = models.CharField("原因代码", max_length=30, blank=True)
    legal_basis = models.JSONField("依据", default=dict)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="entries", verbose_name="人员"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="entries", verbose_name="户"
    )
    event_on = models.DateField("事件日期")
    recorded_at = recorded_at()
    officer = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="entries", verbose_name="承办人"
    )
    application = models.UUIDField("申请", null=True)
    details = models.JSONField("内容", default=dict)
    # All entries that one action wrote at once; entries from before have none.
    event = models.UUIDField("所属事件", null=True)
    reverses = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        db_index=False,  # a partial one, below
        related_name="reversals",
        verbose_name="冲销的登记",
    )
    suite = models.CharField("摘要算法", max_length=10, default="sha256")
    previous_digest = models.CharField("前一摘要", max_length=64, blank=True)
    digest = models.CharField("摘要", max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登记记录"
        constraints = [
            models.UniqueConstraint("office", "sequence", name="entry_sequence_in_office"),
            models.UniqueConstraint(
                fields=["reverses"],
                condition=Q(reverses__isnull=False),
                name="entry_reversed_once",
            ),
            models.CheckConstraint(
                name="entry_reverses_only_as_reversal",
                condition=Q(reverses__isnull=True) | Q(kind="reversed"),
            ),
        ]
        indexes = [
            models.Index("person", "event_on", name="entry_of_person"),
            models.Index("household", "event_on", name="entry_of_household"),
            models.Index("application", name="entry_of_application"),
            models.Index(fields=["event"], condition=Q(event__isnull=False), name="entry_of_event"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id}/{self.sequence}"

    def sealed_content(self) -> dict[str, Any]:
        """Return what the digest covers: every column but the digest itself.

        Columns that came later count where they hold something, so that older entries still hold.
        """
        later = {"event": self.event, "reverses": self.reverses_id}
        return {
            **{name: value for name, value in later.items() if value is not None},
            "office": self.office_id,
            "sequence": self.sequence,
            "kind": self.kind,
            "reason": self.reason,
            "legal_basis": self.legal_basis,
            "person": self.person_id,
            "household": self.household_id,
            "event_on": self.event_on,
            "recorded_at": self.recorded_at,
            "officer": self.officer_id,
            "application": self.application,
            "details": self.details,
            "suite": self.suite,
        }

    def compute_digest(self) -> str:
        """Return the digest this entry must have after the one before it."""
        suite = cast("canonical.Suite", self.suite)
        return canonical.chain(self.previous_digest, self.sealed_content(), suite)


class EntryChainQuerySet(models.QuerySet["EntryChain"]):
    def lock(self, *offices: int) -> "list[EntryChain]":
        """Lock the chains of these offices until the transaction ends, always in one order."""
        mine = self.filter(office_id__in=offices).order_by("office_id")
        return list(mine.select_for_update(of=("self",)))

    def hold(self, *offices: int) -> "dict[int, EntryChain]":
        """Lock the chains of these offices, begun where they are new; by office."""
        chains = {chain.office_id: chain for chain in self.lock(*offices)}
        if missing := set(offices) - chains.keys():
            new = [EntryChain(office_id=office) for office in sorted(missing)]
            self.bulk_create(new, ignore_conflicts=True)
            chains = {chain.office_id: chain for chain in self.lock(*offices)}
        return chains


class EntryChain(models.Model):
    """The end of an office's chain of entries (登记链): its lock and its last digest."""

    office = models.OneToOneField(
        Office, models.PROTECT, related_name="chain", verbose_name="登记机关"
    )
    sequence = models.PositiveBigIntegerField("末序号", default=0)
    digest = models.CharField("末摘要", max_length=64, blank=True)

    objects = EntryChainQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "登记链"

    def __str__(self) -> str:
        return f"{self.office_id}/{self.sequence}"

    def append(self, entry: Entry, *, at: datetime) -> None:
        """Make the entry the last of the chain; whoever calls holds the lock and stores both."""
        self.sequence += 1
        entry.sequence, entry.recorded_at = self.sequence, at
        entry.previous_digest = self.digest
        entry.digest = self.digest = entry.compute_digest()
