from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .divisions import Division
from .fields import recorded_at
from .offices import Office


class ImportState(models.TextChoices):
    """How far an import has come (导入进度)."""

    STAGING = "staging", "读入"
    CHECKED = "checked", "已核对"
    LOADING = "loading", "登记中"
    FINISHED = "finished", "已完成"
    UNDOING = "undoing", "撤销中"
    UNDONE = "undone", "已撤销"


class ImportRun(models.Model):
    """One legacy file brought into the register (导入批次), known again by its digest.

    What is committed says itself how far the run is: bytes and rows read, households registered.
    `offices` are those whose area its rows lie in, known once it is checked.
    `recorded_at` is the record time of everything that the run registers, so that a run that was
    killed and resumed leaves the same rows as one that was not.
    """

    file_name = models.CharField("文件名", max_length=255)
    file_digest = models.CharField("文件摘要", max_length=64)
    file_size = models.BigIntegerField("文件大小")
    encoding = models.CharField("编码", max_length=10)
    state = models.CharField(
        "进度", max_length=10, choices=ImportState, default=ImportState.STAGING
    )
    read_bytes = models.BigIntegerField("已读字节", default=0)
    read_lines = models.BigIntegerField("已读行", default=0)
    rows = models.BigIntegerField("行数", default=0)
    households = models.BigIntegerField("导入户数", default=0)
    people = models.BigIntegerField("导入人数", default=0)
    loaded = models.BigIntegerField("已登记户数", default=0)
    offices = ArrayField(models.BigIntegerField(), verbose_name="登记机关", default=list)
    counts = models.JSONField("核对数", default=dict)
    recorded_at = recorded_at()
    finished_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入批次"
        constraints = [
            models.UniqueConstraint(
                "file_digest",
                name="import_run_of_a_file",
                condition=~Q(state=ImportState.UNDONE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"


class KeyReservation(models.Model):
    """The blocks of keys that a run registers people under (主键预留), by table their first key.

    Written by the owner's function alone: who serves could otherwise name anybody's key, and give
    them a former type.
    """

    written_by_triggers = True  # who serves only reads it

    # No key of its own: a try that was killed would use one up, and a resumed import differ.
    run = models.OneToOneField(
        ImportRun,
        models.PROTECT,
        primary_key=True,
        related_name="reservation",
        verbose_name="所属批次",
    )
    keys = models.JSONField("主键区间", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "主键预留"

    def __str__(self) -> str:
        return f"{self.run_id}"


class ImportedRow(models.Model):
    """One line of a legacy file (导入行), read and checked; `faults` says what is wrong with it.

    The key is made of the run and the line, so that reading a line again gives the same row. Rows
    without fault are forgotten when the run is finished: the register holds them.
    """

    id = models.BigIntegerField(primary_key=True)
    run = models.ForeignKey(
        ImportRun, models.CASCADE, related_name="+", verbose_name="所属批次", db_index=False
    )
    line = models.BigIntegerField("行号")
    household_number = models.CharField("原户号", max_length=100, blank=True)
    kind = models.CharField("户别", max_length=10, blank=True)
    relation = models.CharField("与户主关系", max_length=2, blank=True)
    number = models.CharField("公民身份号码", max_length=18, blank=True)
    name = models.CharField("姓名", max_length=100, blank=True)
    name_norm = models.CharField("检索姓名", max_length=100, blank=True)
    name_pinyin = models.CharField("姓名拼音", max_length=300, blank=True)
    name_initials = models.CharField("拼音首字母", max_length=100, blank=True)
    name_pinyin_also = models.CharField("常用读音", max_length=300, blank=True)
    name_initials_also = models.CharField("常用读音首字母", max_length=100, blank=True)
    name_bigrams = ArrayField(models.CharField(max_length=4), verbose_name="姓名双字", default=list)
    sex = models.CharField("性别", max_length=1, blank=True)
    birth_date = models.DateField("出生日期", null=True)
    ethnicity = models.CharField("民族", max_length=2, blank=True)
    former_kind = models.CharField("原性质", max_length=20, blank=True)
    former_from = models.DateField("性质起始日期", null=True)
    former_until = models.DateField("性质终止日期", null=True)
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, related_name="+", verbose_name="村（居）委会",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    division_code = models.CharField("区划代码", max_length=12, blank=True)
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", verbose_name="登记机关",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    address = models.CharField("住址", max_length=100, blank=True)
    full_text = models.CharField("地址全文", max_length=300, blank=True)
    registered_on = models.DateField("迁来本户日期", null=True)
    faults = models.JSONField("差错", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "导入行"
        indexes = [
            models.Index(
                "run", "line", name="imported_row_at_fault", condition=Q(faults__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.line}"


class ImportedHousehold(models.Model):
    """A household of a legacy file that is registered by its run (导入户).

    `ordinal` is its place among them; its key and those of its people follow from it.
    """

    run = models.ForeignKey(
        ImportRun, models.CASCADE, related_name="+", verbose_name="所属批次", db_index=False
    )
    ordinal = models.BigIntegerField("户序")
    number = models.CharField("原户号", max_length=100)
    first_line = models.BigIntegerField("首行")
    last_line = models.BigIntegerField("末行")
    people_before = models.BigIntegerField("此前人数")

    class Meta:
        verbose_name = verbose_name_plural = "导入户"
        constraints = [
            models.UniqueConstraint("run", "ordinal", name="imported_household_in_its_place"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.ordinal}"
