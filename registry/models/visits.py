from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from .accounts import Account
from .actual_residences import ActualResidence
from .addresses import Address
from .fields import recorded_at
from .households import Household
from .offices import Office
from .people import Person
from .quality import QualityFinding


class VisitState(models.TextChoices):
    """How a task of visits stands (任务状态)."""

    OPEN = "open", "进行中"
    ENDED = "ended", "已结束"
    CANCELLED = "cancelled", "已取消"


class VisitGround(models.TextChoices):
    """Why a door is visited (走访事由)."""

    BEAT = "beat", "责任区走访"
    FINDING = "finding", "质量疑点"
    RESIDENCE = "residence", "实际居住核实"
    QUESTION = "question", "实地核查"


class VisitResult(models.TextChoices):
    """What was found at the door (走访情况)."""

    AS_REGISTERED = "as_registered", "与登记一致"
    NOT_FOUND = "not_found", "查无此人"
    ELSEWHERE = "elsewhere", "住在别处"
    OTHERS = "others", "另有未登记人员居住"
    NO_SUCH_DOOR = "no_such_door", "门牌不存在或已拆除"
    NOBODY_HOME = "nobody_home", "无人在家"
    REFUSED = "refused", "拒绝配合"


class ReportStanding(models.TextChoices):
    """Whether a report is what counts for its stop (采用情况)."""

    STANDS = "stands", "采用"
    FOLLOWED = "followed", "已有后次走访"
    CONFLICT = "conflict", "待比对"
    SET_ASIDE = "set_aside", "不采用"


class VisitTaskQuerySet(models.QuerySet["VisitTask"]):
    def lock(self, task_id: int) -> "VisitTask | None":
        """Lock one task until the transaction ends: what comes in for it comes one by one."""
        return self.filter(pk=task_id).select_for_update(of=("self",)).first()


class VisitTask(models.Model):
    """A door-to-door check that a station planned (入户走访任务)."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="visit_tasks", verbose_name="户口登记机关"
    )
    title = models.CharField("任务名称", max_length=100)
    starts_on = models.DateField("开始日期")
    due_on = models.DateField("完成期限")
    planned_by = models.ForeignKey(
        Account, models.PROTECT, related_name="visit_tasks", verbose_name="制定人"
    )
    recorded_at = recorded_at()
    state = models.CharField("任务状态", max_length=10, choices=VisitState, default=VisitState.OPEN)
    closed_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name="结束人"
    )
    closed_at = models.DateTimeField("结束时间", null=True)
    closing_reason = models.CharField("结束事由", max_length=300, blank=True)

    objects = VisitTaskQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "走访任务"
        constraints = [
            models.CheckConstraint(
                name="visit_task_state_is_known", condition=Q(state__in=VisitState.values)
            ),
            models.CheckConstraint(
                name="visit_task_is_due_after_it_starts", condition=Q(due_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="visit_task_is_closed_by_somebody",
                condition=Q(state="open", closed_by=None, closed_at=None)
                | ~Q(state="open") & Q(closed_by__isnull=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="visit_task_is_cancelled_for_a_reason",
                condition=~Q(state="cancelled") | ~Q(closing_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["office", "-id"], name="visit_task_of_office")]

    def __str__(self) -> str:
        return self.title


class VisitStop(models.Model):
    """One door of a task and why it is visited (走访点); its place in the route is `sequence`.

    `question` is the key of a file that asked for a look on site: the register does not know what
    stands above it.
    """

    append_only = True

    task = models.ForeignKey(
        VisitTask, models.PROTECT, related_name="stops", verbose_name="走访任务"
    )
    sequence = models.PositiveIntegerField("走访次序")
    ground = models.CharField("走访事由", max_length=10, choices=VisitGround)
    subject = models.CharField("走访对象", max_length=60)
    address = models.ForeignKey(
        Address, models.PROTECT, null=True, related_name="visits", verbose_name="走访地址"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="visits", verbose_name="户"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="visits", verbose_name="人员"
    )
    finding = models.ForeignKey(
        QualityFinding, models.PROTECT, null=True, related_name="visits", verbose_name="质量疑点"
    )
    residence = models.ForeignKey(
        ActualResidence, models.PROTECT, null=True, related_name="visits", verbose_name="实际居住"
    )
    question = models.UUIDField("所问核查", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "走访点"
        constraints = [
            models.UniqueConstraint("task", "subject", name="visit_stop_once_in_a_task"),
            models.UniqueConstraint("task", "sequence", name="visit_stop_has_its_own_place"),
            models.CheckConstraint(
                name="visit_stop_ground_is_known", condition=Q(ground__in=VisitGround.values)
            ),
            models.CheckConstraint(
                name="visit_stop_is_somewhere",
                condition=Q(address__isnull=False) | Q(household__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["question"],
                name="visit_stop_of_question",
                condition=Q(question__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id}.{self.sequence}"


class VisitBatch(models.Model):
    """Results that came in together, gathered without a line (走访结果批次).

    The device gives the key: the same batch again is known by it, and by its digest.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, editable=False)
    task = models.ForeignKey(
        VisitTask, models.PROTECT, related_name="batches", verbose_name="走访任务"
    )
    digest = models.CharField("内容摘要", max_length=64)
    sent_by = models.ForeignKey(
        Account, models.PROTECT, related_name="visit_batches", verbose_name="报送人"
    )
    recorded_at = recorded_at()

    class Meta:
        verbose_name = verbose_name_plural = "走访结果批次"

    def __str__(self) -> str:
        return str(self.pk)


class VisitReportQuerySet(models.QuerySet["VisitReport"]):
    def standing_for(self, stop_id: int) -> "VisitReport | None":
        """Return what counts for a stop."""
        return self.filter(stop=stop_id, standing=ReportStanding.STANDS).first()


class VisitReport(models.Model):
    """What somebody found at a stop on a day (走访结果); the device gives the key.

    `people` are those registered there whom it is about, `pictures` the digests of the photos that
    were taken. One report stands for a stop; another that says something else is kept beside it
    until a person has compared the two.
    """

    append_only = True
    changeable = ("standing", "compared_by_id", "compared_at", "comparison")

    id = models.UUIDField(primary_key=True, editable=False)
    stop = models.ForeignKey(
        VisitStop, models.PROTECT, related_name="reports", verbose_name="走访点"
    )
    batch = models.ForeignKey(
        VisitBatch, models.PROTECT, related_name="reports", verbose_name="走访结果批次"
    )
    result = models.CharField("走访情况", max_length=20, choices=VisitResult)
    note = models.CharField("情况说明", max_length=500, blank=True)
    visited_on = models.DateField("走访日期")
    people = ArrayField(models.BigIntegerField(), verbose_name="涉及人员", default=list)
    pictures = ArrayField(models.CharField(max_length=64), verbose_name="照片摘要", default=list)
    reported_by = models.ForeignKey(
        Account, models.PROTECT, related_name="visit_reports", verbose_name="走访人"
    )
    recorded_at = recorded_at()
    standing = models.CharField("采用情况", max_length=10, choices=ReportStanding)
    compared_by = models.ForeignKey(
        Account, models.PROTECT, null=True, related_name="+", verbose_name="比对人"
    )
    compared_at = models.DateTimeField("比对时间", null=True)
    comparison = models.CharField("比对理由", max_length=300, blank=True)

    objects = VisitReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "走访结果"
        constraints = [
            models.UniqueConstraint(
                "stop", condition=Q(standing="stands"), name="visit_stop_has_one_result"
            ),
            models.CheckConstraint(
                name="visit_result_is_known", condition=Q(result__in=VisitResult.values)
            ),
            models.CheckConstraint(
                name="visit_standing_is_known", condition=Q(standing__in=ReportStanding.values)
            ),
        ]
        indexes = [
            GinIndex(fields=["people"], name="visit_report_about", condition=Q(standing="stands"))
        ]

    def __str__(self) -> str:
        return f"{self.stop_id} {self.result}"


class VisitPhoto(models.Model):
    """A photo taken at a stop (走访照片), byte for byte with its digest."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(
        VisitReport, models.PROTECT, related_name="photos", verbose_name="走访结果"
    )
    file = models.FileField("文件", upload_to="visits/%Y/%m/")
    content_type = models.CharField("类型", max_length=50)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64)
    uploaded_by = models.ForeignKey(
        Account, models.PROTECT, related_name="visit_photos", verbose_name="上传人"
    )
    uploaded_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = verbose_name_plural = "走访照片"
        constraints = [
            models.UniqueConstraint("report", "sha256", name="visit_photo_kept_once"),
        ]

    def __str__(self) -> str:
        return self.sha256[:8]
