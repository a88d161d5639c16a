from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .accounts import Account
from .entries import Entry
from .fields import DatedQuerySet, has_a_start, period, recorded_at
from .offices import Office
from .people import Person


class QualityCheck(models.TextChoices):
    """What can be checked (检查类别): a closed list, each a statement of ours with parameters."""

    DUPLICATE_PERSON = "duplicate_person", "一人多户"
    NUMBER_NAMED_OTHERWISE = "number_named_otherwise", "一号两人"
    NUMBERS_UNEXPLAINED = "numbers_unexplained", "一人两号"
    NUMBER_CONTRADICTS = "number_contradicts", "号码与登记事项不符"
    DEAD_NOT_CANCELLED = "dead_not_cancelled", "应销未销"
    PRESENT_NOT_COLLECTED = "present_not_collected", "应采未采"
    TOO_OLD = "too_old", "年龄过高"
    REGISTERED_BEFORE_BIRTH = "registered_before_birth", "出生前已登记"
    PARENT_GAP = "parent_gap", "父母子女年龄差异常"
    TWO_SPOUSES = "two_spouses", "户主有两个配偶"
    SPOUSE_UNDER_AGE = "spouse_under_age", "配偶未达法定婚龄"
    MARRIED_UNDER_AGE = "married_under_age", "婚姻状况与年龄不符"
    HEAD_UNDER_AGE = "head_under_age", "未成年人任户主"
    ADDRESS_OUTSIDE_AREA = "address_outside_area", "住址不在辖区"
    HOUSEHOLD_WITHOUT_ADDRESS = "household_without_address", "户住址缺失"
    VISIT_DIFFERS = "visit_differs", "走访与登记不符"


class Severity(models.TextChoices):
    """How urgent what a rule finds is (严重程度)."""

    HIGH = "high", "高"
    MEDIUM = "medium", "中"
    LOW = "low", "低"


class QualityRuleQuerySet(DatedQuerySet["QualityRule"]):
    def lock(self, rule_id: int) -> "QualityRule | None":
        """Lock one rule until the transaction ends."""
        return self.filter(pk=rule_id).select_for_update(of=("self",)).first()


class QualityRule(models.Model):
    """A rule of data quality that a steward may edit (质量规则).

    Which kind of check it makes is ours; with which parameters, how severely and when it counts is
    the steward's. What it was before stands in the row history.
    """

    code = models.CharField("规则编号", max_length=30, unique=True)
    name = models.CharField("规则名称", max_length=100)
    kind = models.CharField("检查类别", max_length=30, choices=QualityCheck)
    parameters: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "检查参数", default=dict
    )
    severity = models.CharField("严重程度", max_length=10, choices=Severity)
    period = period("启用期间")
    edited_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="quality_rules", verbose_name="修改人"
    )
    recorded_at = recorded_at()

    objects = QualityRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "质量规则"
        constraints = [
            has_a_start("quality_rule_period_has_a_start"),
            models.CheckConstraint(
                name="quality_rule_kind_is_a_check", condition=Q(kind__in=QualityCheck.values)
            ),
            models.CheckConstraint(
                name="quality_rule_severity_is_known", condition=Q(severity__in=Severity.values)
            ),
        ]

    def __str__(self) -> str:
        return self.code


class NoticeKind(models.TextChoices):
    """What another agency tells (通报类别)."""

    DEATH = "death", "死亡"
    BIRTH = "birth", "出生"
    SCHOOL = "school", "在校学生"
    INSURANCE = "insurance", "参保人员"


class ExternalNotice(models.Model):
    """What another agency told about somebody (外部通报): one row of its list, as it came.

    `number` is the identity number of whom it is about; a birth is told by that of the mother.
    """

    append_only = True

    agency = models.CharField("通报部门", max_length=100)
    reference = models.CharField("通报编号", max_length=60)
    kind = models.CharField("通报类别", max_length=10, choices=NoticeKind)
    number = models.CharField("公民身份号码", max_length=18)
    name = models.CharField("姓名", max_length=100)
    name_norm = models.CharField("检索姓名", max_length=100)
    event_date = models.DateField("事件日期")
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="notices", verbose_name="户口登记机关"
    )
    received_at = models.DateTimeField("收到时间")
    source_file = models.CharField("来源文件", max_length=255, blank=True)
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "外部通报"
        constraints = [
            models.UniqueConstraint("agency", "reference", name="notice_told_once"),
            models.CheckConstraint(
                name="notice_is_of_a_kind", condition=Q(kind__in=NoticeKind.values)
            ),
        ]
        indexes = [models.Index(fields=["number", "kind"], name="notice_of_number")]

    def __str__(self) -> str:
        return f"{self.agency} {self.reference}"


class FindingStatus(models.TextChoices):
    """How a finding stands (疑点状态)."""

    OPEN = "open", "待裁定"
    DECIDED = "decided", "已处理"
    DISMISSED = "dismissed", "已排除"
    CLEARED = "cleared", "已消除"


class QualityFindingQuerySet(models.QuerySet["QualityFinding"]):
    def lock(self, finding_id: int) -> "QualityFinding | None":
        """Lock one finding until the transaction ends: it is decided once."""
        rows = self.filter(pk=finding_id).select_for_update(of=("self",))
        return rows.select_related("rule", "office").first()


class QualityFinding(models.Model):
    """Something a rule found that somebody must look at (质量疑点).

    One per rule and subject, however often the rule runs. `evidence` names keys of the register
    and which signs there were, never names or numbers of people.
    """

    rule = models.ForeignKey(
        QualityRule, models.PROTECT, related_name="findings", verbose_name="质量规则"
    )
    subject = models.CharField("疑点对象", max_length=100)
    people = ArrayField(models.BigIntegerField(), verbose_name="涉及人员", default=list)
    households = ArrayField(models.BigIntegerField(), verbose_name="涉及户", default=list)
    notices = ArrayField(models.BigIntegerField(), verbose_name="所据通报", default=list)
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="findings", verbose_name="责任机关"
    )
    assigned_to = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="findings", verbose_name="经办人"
    )
    found_on = models.DateField("发现日期")
    status = models.CharField(
        "疑点状态", max_length=10, choices=FindingStatus, default=FindingStatus.OPEN
    )
    score = models.PositiveSmallIntegerField("分值")
    evidence: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(
        "疑点依据", default=dict
    )
    recorded_at = recorded_at()

    objects = QualityFindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "质量疑点"
        constraints = [
            models.UniqueConstraint("rule", "subject", name="finding_once_per_rule_and_subject"),
            models.CheckConstraint(
                name="finding_status_is_known", condition=Q(status__in=FindingStatus.values)
            ),
        ]
        indexes = [
            models.Index(fields=["status", "office", "found_on", "id"], name="finding_of_office"),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.subject}"


class Verdict(models.TextChoices):
    """What is decided about a finding (裁定)."""

    MERGE = "merge", "合并人员"
    CANCEL = "cancel", "注销重复户口"
    DEATH = "death", "办理死亡注销"
    KEEP = "keep", "排除疑点"
    UNDO = "undo", "撤销裁定"


class QualityDecision(models.Model):
    """One decision on a finding (疑点裁定); undone by a further one, never changed.

    `entries` are what it wrote into the register, which is what an undoing puts back.
    """

    append_only = True

    finding = models.ForeignKey(
        QualityFinding, models.PROTECT, related_name="decisions", verbose_name="质量疑点"
    )
    verdict = models.CharField("裁定", max_length=10, choices=Verdict)
    reason = models.CharField("裁定理由", max_length=500)
    kept = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="保留人员"
    )
    removed = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name="注销人员"
    )
    officer = models.ForeignKey(
        Account, models.PROTECT, related_name="quality_decisions", verbose_name="裁定人"
    )
    entry = models.ForeignKey(
        Entry, models.PROTECT, null=True, related_name="+", verbose_name="登记记录"
    )
    entries = ArrayField(models.BigIntegerField(), verbose_name="所写记录", default=list)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by", verbose_name="被撤销裁定"
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "疑点裁定"
        constraints = [
            models.CheckConstraint(name="quality_decision_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="quality_undoing_names_what_it_undoes",
                condition=Q(verdict="undo", undoes__isnull=False)
                | (~Q(verdict="undo") & Q(undoes__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.verdict}"
