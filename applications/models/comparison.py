"""Two regulations over the same people (政策比较), kept as facts: no names, no numbers."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _


class PopulationKind(models.TextChoices):
    """Where the facts come from (人群来源)."""

    COUNTY = "county", _("演示县")
    FILE = "file", _("事实文件")
    PAST = "past", _("往期申请")


class Population(models.Model):
    """Families to compare regulations over (比较人群), read once; the same facts are one of them.

    `latest` is the latest day that a fact names: no judgement of theirs can be of an earlier day.
    A made-up population belongs to no office.
    """

    append_only = True
    changeable = ("families", "people", "latest")

    kind = models.CharField("人群来源", max_length=10, choices=PopulationKind)
    name = models.CharField("人群名称", max_length=200)
    digest = models.CharField("事实摘要", max_length=64)
    families = models.PositiveIntegerField("户数", default=0)
    people = models.PositiveIntegerField("人数", default=0)
    latest = models.DateField("最晚事实日期", null=True)
    office = models.ForeignKey(
        "registry.Office", models.PROTECT, null=True, related_name="+", verbose_name="所属机关"
    )
    made_by = models.ForeignKey(
        "registry.Account", models.PROTECT, null=True, related_name="+", verbose_name="建立人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "比较人群"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "digest", "office"],
                name="population_once_in_an_office",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PopulationFamily(models.Model):
    """One family of a population (比较家庭): the applicant first, each with the facts known."""

    append_only = True

    population = models.ForeignKey(
        Population,
        models.PROTECT,
        related_name="members",
        verbose_name="比较人群",
        db_index=False,
    )
    ordinal = models.PositiveIntegerField("户序")
    label = models.CharField("户标识", max_length=12)
    division = models.CharField("落户地代码", max_length=12, blank=True)
    size = models.PositiveSmallIntegerField("户内人数")
    people = models.JSONField("各人事实")

    class Meta:
        verbose_name = verbose_name_plural = "比较家庭"
        constraints = [
            models.UniqueConstraint("population", "ordinal", name="population_family_in_its_place"),
        ]

    def __str__(self) -> str:
        return self.label


class ComparisonState(models.TextChoices):
    """How far a comparison has come (比较进度)."""

    RUNNING = "running", _("比较中")
    FINISHED = "finished", _("已完成")
    STOPPED = "stopped", _("已停止")


class Comparison(models.Model):
    """What a regulation does to a population beside another one (政策比较).

    The same question is asked once: regulations as they read, day, people and office make it the
    same. `judged` families are done, so whoever goes on begins with the next.
    """

    append_only = True
    changeable = ("state", "judged", "reason", "totals", "finished_at")

    id = models.UUIDField("编号", primary_key=True, default=uuid4, editable=False)
    population = models.ForeignKey(
        Population, models.PROTECT, related_name="comparisons", verbose_name="比较人群"
    )
    former = models.CharField("甲规定", max_length=40)
    following = models.CharField("乙规定", max_length=40)
    former_version = models.CharField("甲规则版本", max_length=64)
    following_version = models.CharField("乙规则版本", max_length=64)
    on = models.DateField("判断日期")
    state = models.CharField(
        "比较进度", max_length=10, choices=ComparisonState, default=ComparisonState.RUNNING
    )
    judged = models.PositiveIntegerField("已判户数", default=0)
    reason = models.CharField("停止原因", max_length=300, blank=True)
    totals = models.JSONField("汇总", default=dict)
    office = models.ForeignKey(
        "registry.Office", models.PROTECT, null=True, related_name="+", verbose_name="所属机关"
    )
    asked_by = models.ForeignKey(
        "registry.Account", models.PROTECT, null=True, related_name="+", verbose_name="发起人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "政策比较"
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "population",
                    "former",
                    "following",
                    "former_version",
                    "following_version",
                    "on",
                    "office",
                ],
                name="comparison_asked_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~models.Q(former=models.F("following")),
                name="comparison_is_of_two",
            ),
        ]
        indexes = [
            models.Index(
                "recorded_at",
                name="comparison_running",
                condition=models.Q(state=ComparisonState.RUNNING),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.following}"


class ComparedPerson(models.Model):
    """How one person came out under both regulations (比较结果), with the deciding clauses."""

    append_only = True

    comparison = models.ForeignKey(
        Comparison,
        models.PROTECT,
        related_name="people",
        verbose_name="政策比较",
        db_index=False,
    )
    family = models.ForeignKey(
        PopulationFamily,
        models.PROTECT,
        related_name="+",
        verbose_name="比较家庭",
        db_index=False,
    )
    position = models.PositiveSmallIntegerField("次序")
    change = models.CharField("变化", max_length=10)
    former_outcome = models.CharField("甲结论", max_length=20)
    following_outcome = models.CharField("乙结论", max_length=20)
    former_channel = models.CharField("甲途径", max_length=20, blank=True)
    following_channel = models.CharField("乙途径", max_length=20, blank=True)
    former_clause = models.CharField("甲条款", max_length=200, blank=True)
    following_clause = models.CharField("乙条款", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "比较结果"
        constraints = [
            models.UniqueConstraint(
                "comparison", "family", "position", name="compared_person_once"
            ),
        ]
        indexes = [
            models.Index("comparison", "change", "family", name="compared_person_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.family_id}/{self.position} {self.change}"
