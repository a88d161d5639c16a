"""Door-to-door checks: tasks, their stops, what was reported of them, and photos."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0051_keep_history_of_permits"),
    ]

    operations = [
        migrations.CreateModel(
            name="VisitBatch",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64, verbose_name="内容摘要")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=models.Func(
                            function="clock_timestamp", output_field=models.DateTimeField()
                        ),
                        editable=False,
                        verbose_name="登记时间",
                    ),
                ),
            ],
            options={
                "verbose_name": "走访结果批次",
                "verbose_name_plural": "走访结果批次",
            },
        ),
        migrations.CreateModel(
            name="VisitPhoto",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("file", models.FileField(upload_to="visits/%Y/%m/", verbose_name="文件")),
                ("content_type", models.CharField(max_length=50, verbose_name="类型")),
                ("size", models.PositiveIntegerField(verbose_name="字节数")),
                ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
            ],
            options={
                "verbose_name": "走访照片",
                "verbose_name_plural": "走访照片",
            },
        ),
        migrations.CreateModel(
            name="VisitReport",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("as_registered", "与登记一致"),
                            ("not_found", "查无此人"),
                            ("elsewhere", "住在别处"),
                            ("others", "另有未登记人员居住"),
                            ("no_such_door", "门牌不存在或已拆除"),
                            ("nobody_home", "无人在家"),
                            ("refused", "拒绝配合"),
                        ],
                        max_length=20,
                        verbose_name="走访情况",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="情况说明")),
                ("visited_on", models.DateField(verbose_name="走访日期")),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="涉及人员",
                    ),
                ),
                (
                    "pictures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64),
                        default=list,
                        size=None,
                        verbose_name="照片摘要",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=models.Func(
                            function="clock_timestamp", output_field=models.DateTimeField()
                        ),
                        editable=False,
                        verbose_name="登记时间",
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("stands", "采用"),
                            ("followed", "已有后次走访"),
                            ("conflict", "待比对"),
                            ("set_aside", "不采用"),
                        ],
                        max_length=10,
                        verbose_name="采用情况",
                    ),
                ),
                ("compared_at", models.DateTimeField(null=True, verbose_name="比对时间")),
                (
                    "comparison",
                    models.CharField(blank=True, max_length=300, verbose_name="比对理由"),
                ),
            ],
            options={
                "verbose_name": "走访结果",
                "verbose_name_plural": "走访结果",
            },
        ),
        migrations.CreateModel(
            name="VisitStop",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveIntegerField(verbose_name="走访次序")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("beat", "责任区走访"),
                            ("finding", "质量疑点"),
                            ("residence", "实际居住核实"),
                            ("question", "实地核查"),
                        ],
                        max_length=10,
                        verbose_name="走访事由",
                    ),
                ),
                ("subject", models.CharField(max_length=60, verbose_name="走访对象")),
                ("question", models.UUIDField(null=True, verbose_name="所问核查")),
            ],
            options={
                "verbose_name": "走访点",
                "verbose_name_plural": "走访点",
            },
        ),
        migrations.CreateModel(
            name="VisitTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="任务名称")),
                ("starts_on", models.DateField(verbose_name="开始日期")),
                ("due_on", models.DateField(verbose_name="完成期限")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=models.Func(
                            function="clock_timestamp", output_field=models.DateTimeField()
                        ),
                        editable=False,
                        verbose_name="登记时间",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "进行中"), ("ended", "已结束"), ("cancelled", "已取消")],
                        default="open",
                        max_length=10,
                        verbose_name="任务状态",
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True, verbose_name="结束时间")),
                (
                    "closing_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="结束事由"),
                ),
            ],
            options={
                "verbose_name": "走访任务",
                "verbose_name_plural": "走访任务",
            },
        ),
        migrations.RemoveConstraint(
            model_name="qualityrule",
            name="quality_rule_kind_is_a_check",
        ),
        migrations.AlterField(
            model_name="qualityrule",
            name="kind",
            field=models.CharField(
                choices=[
                    ("duplicate_person", "一人多户"),
                    ("number_named_otherwise", "一号两人"),
                    ("numbers_unexplained", "一人两号"),
                    ("number_contradicts", "号码与登记事项不符"),
                    ("dead_not_cancelled", "应销未销"),
                    ("present_not_collected", "应采未采"),
                    ("too_old", "年龄过高"),
                    ("registered_before_birth", "出生前已登记"),
                    ("parent_gap", "父母子女年龄差异常"),
                    ("two_spouses", "户主有两个配偶"),
                    ("spouse_under_age", "配偶未达法定婚龄"),
                    ("married_under_age", "婚姻状况与年龄不符"),
                    ("head_under_age", "未成年人任户主"),
                    ("address_outside_area", "住址不在辖区"),
                    ("household_without_address", "户住址缺失"),
                    ("visit_differs", "走访与登记不符"),
                ],
                max_length=30,
                verbose_name="检查类别",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualityrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "duplicate_person",
                            "number_named_otherwise",
                            "numbers_unexplained",
                            "number_contradicts",
                            "dead_not_cancelled",
                            "present_not_collected",
                            "too_old",
                            "registered_before_birth",
                            "parent_gap",
                            "two_spouses",
                            "spouse_under_age",
                            "married_under_age",
                            "head_under_age",
                            "address_outside_area",
                            "household_without_address",
                            "visit_differs",
                        ],
                    )
                ),
                name="quality_rule_kind_is_a_check",
            ),
        ),
        migrations.AddField(
            model_name="visitbatch",
            name="sent_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visit_batches",
                to=settings.AUTH_USER_MODEL,
                verbose_name="报送人",
            ),
        ),
        migrations.AddField(
            model_name="visitphoto",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visit_photos",
                to=settings.AUTH_USER_MODEL,
                verbose_name="上传人",
            ),
        ),
        migrations.AddField(
            model_name="visitreport",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="registry.visitbatch",
                verbose_name="走访结果批次",
            ),
        ),
        migrations.AddField(
            model_name="visitreport",
            name="compared_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="比对人",
            ),
        ),
        migrations.AddField(
            model_name="visitreport",
            name="reported_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visit_reports",
                to=settings.AUTH_USER_MODEL,
                verbose_name="走访人",
            ),
        ),
        migrations.AddField(
            model_name="visitphoto",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="photos",
                to="registry.visitreport",
                verbose_name="走访结果",
            ),
        ),
        migrations.AddField(
            model_name="visitstop",
            name="address",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visits",
                to="registry.address",
                verbose_name="走访地址",
            ),
        ),
        migrations.AddField(
            model_name="visitstop",
            name="finding",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visits",
                to="registry.qualityfinding",
                verbose_name="质量疑点",
            ),
        ),
        migrations.AddField(
            model_name="visitstop",
            name="household",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visits",
                to="registry.household",
                verbose_name="户",
            ),
        ),
        migrations.AddField(
            model_name="visitstop",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visits",
                to="registry.person",
                verbose_name="人员",
            ),
        ),
        migrations.AddField(
            model_name="visitstop",
            name="residence",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visits",
                to="registry.actualresidence",
                verbose_name="实际居住",
            ),
        ),
        migrations.AddField(
            model_name="visitreport",
            name="stop",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="registry.visitstop",
                verbose_name="走访点",
            ),
        ),
        migrations.AddField(
            model_name="visittask",
            name="closed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="结束人",
            ),
        ),
        migrations.AddField(
            model_name="visittask",
            name="office",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visit_tasks",
                to="registry.office",
                verbose_name="户口登记机关",
            ),
        ),
        migrations.AddField(
            model_name="visittask",
            name="planned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visit_tasks",
                to=settings.AUTH_USER_MODEL,
                verbose_name="制定人",
            ),
        ),
        migrations.AddField(
            model_name="visitstop",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stops",
                to="registry.visittask",
                verbose_name="走访任务",
            ),
        ),
        migrations.AddField(
            model_name="visitbatch",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batches",
                to="registry.visittask",
                verbose_name="走访任务",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitphoto",
            constraint=models.UniqueConstraint(
                models.F("report"), models.F("sha256"), name="visit_photo_kept_once"
            ),
        ),
        migrations.AddIndex(
            model_name="visitreport",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("standing", "stands")),
                fields=["people"],
                name="visit_report_about",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitreport",
            constraint=models.UniqueConstraint(
                models.F("stop"),
                condition=models.Q(("standing", "stands")),
                name="visit_stop_has_one_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "result__in",
                        [
                            "as_registered",
                            "not_found",
                            "elsewhere",
                            "others",
                            "no_such_door",
                            "nobody_home",
                            "refused",
                        ],
                    )
                ),
                name="visit_result_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("standing__in", ["stands", "followed", "conflict", "set_aside"])
                ),
                name="visit_standing_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="visittask",
            index=models.Index(fields=["office", "-id"], name="visit_task_of_office"),
        ),
        migrations.AddConstraint(
            model_name="visittask",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "ended", "cancelled"])),
                name="visit_task_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="visittask",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("starts_on"))),
                name="visit_task_is_due_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="visittask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by", None), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True),
                        ("closed_at__isnull", False),
                        ("closed_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="visit_task_is_closed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="visittask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("closing_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="visit_task_is_cancelled_for_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="visitstop",
            index=models.Index(
                condition=models.Q(("question__isnull", False)),
                fields=["question"],
                name="visit_stop_of_question",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitstop",
            constraint=models.UniqueConstraint(
                models.F("task"), models.F("subject"), name="visit_stop_once_in_a_task"
            ),
        ),
        migrations.AddConstraint(
            model_name="visitstop",
            constraint=models.UniqueConstraint(
                models.F("task"), models.F("sequence"), name="visit_stop_has_its_own_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="visitstop",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground__in", ["beat", "finding", "residence", "question"])),
                name="visit_stop_ground_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="visitstop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("address__isnull", False), ("household__isnull", False), _connector="OR"
                ),
                name="visit_stop_is_somewhere",
            ),
        ),
    ]
