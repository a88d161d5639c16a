"""Cards of residence permits and the reports that they are lost: days only."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0052_visit_doors"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("household_opened", "立户"),
                    ("household_closed", "销户"),
                    ("household_split", "分户"),
                    ("households_merged", "并户"),
                    ("household_changed", "变更户登记事项"),
                    ("keeper_named", "指定集体户管理人"),
                    ("birth", "出生登记"),
                    ("adoption", "收养登记"),
                    ("death", "死亡注销"),
                    ("cancelled", "注销户口"),
                    ("restored", "恢复户口"),
                    ("registered_late", "补录户口"),
                    ("move_in", "迁入"),
                    ("move_out", "迁出"),
                    ("head_changed", "变更户主"),
                    ("relation_changed", "变更与户主关系"),
                    ("particulars_changed", "变更登记事项"),
                    ("particulars_corrected", "更正登记事项"),
                    ("number_changed", "变更公民身份号码"),
                    ("address_changed", "住址变动"),
                    ("actual_residence", "实际居住登记"),
                    ("rural_right", "三权备注"),
                    ("permit_issued", "签发居住证"),
                    ("permit_endorsed", "居住证签注"),
                    ("permit_ended", "注销居住证"),
                    ("card_ordered", "申请换补居住证卡"),
                    ("card_made", "制作居住证卡"),
                    ("card_handed_over", "发放居住证卡"),
                    ("card_lost", "居住证卡挂失"),
                    ("card_found", "解除居住证卡挂失"),
                    ("card_withdrawn", "作废居住证卡"),
                    ("card_taken_back", "收回居住证卡"),
                    ("card_destroyed", "销毁居住证卡"),
                    ("division_changed", "区划变更"),
                    ("people_merged", "合并人员"),
                    ("reversed", "冲销"),
                    ("enrolled", "建档"),
                    ("imported", "初始录入"),
                ],
                max_length=30,
                verbose_name="类别",
            ),
        ),
        migrations.CreateModel(
            name="PermitCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(null=True, unique=True, verbose_name="卡序号"),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("first", "首次申领"),
                            ("damaged", "损坏换领"),
                            ("changed", "登载内容变更换领"),
                            ("lost", "丢失补领"),
                        ],
                        max_length=10,
                        verbose_name="制卡事由",
                    ),
                ),
                (
                    "hukou_address",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="申报的常住户口所在地住址"
                    ),
                ),
                ("ordered_on", models.DateField(verbose_name="申请制卡日期")),
                ("made_on", models.DateField(null=True, verbose_name="制卡日期")),
                ("handed_over_on", models.DateField(null=True, verbose_name="领卡日期")),
                ("ended_on", models.DateField(null=True, verbose_name="卡终止日期")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("replaced", "已换补"),
                            ("spoilt", "制作废卡"),
                            ("called_off", "撤回申请"),
                        ],
                        max_length=12,
                        verbose_name="卡终止原因",
                    ),
                ),
                ("taken_back_on", models.DateField(null=True, verbose_name="收回日期")),
                ("destroyed_on", models.DateField(null=True, verbose_name="销毁日期")),
                ("face", models.JSONField(null=True, verbose_name="登载内容")),
                ("template", models.CharField(blank=True, max_length=60, verbose_name="证件模板")),
                (
                    "template_digest",
                    models.CharField(blank=True, max_length=64, verbose_name="模板摘要"),
                ),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="摘要")),
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
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="permit_cards",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承办人",
                    ),
                ),
                (
                    "permit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="registry.residencepermit",
                        verbose_name="所属居住证",
                    ),
                ),
            ],
            options={
                "verbose_name": "居住证卡",
                "verbose_name_plural": "居住证卡",
            },
        ),
        migrations.CreateModel(
            name="CardLoss",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("lost_on", models.DateField(verbose_name="挂失日期")),
                ("found_on", models.DateField(null=True, verbose_name="解除挂失日期")),
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
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_losses",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承办人",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="losses",
                        to="registry.permitcard",
                        verbose_name="挂失的卡",
                    ),
                ),
            ],
            options={
                "verbose_name": "居住证挂失",
                "verbose_name_plural": "居住证挂失",
            },
        ),
        migrations.AddConstraint(
            model_name="permitcard",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("handed_over_on__isnull", False)),
                expressions=[
                    ("permit", "="),
                    (
                        models.Func(
                            models.F("handed_over_on"),
                            models.F("ended_on"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="permit_card_works_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="permitcard",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on", None), ("handed_over_on", None)),
                fields=("permit",),
                name="permit_card_waits_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="permitcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("made_on", None), ("made_on__gte", models.F("ordered_on")), _connector="OR"
                    ),
                    models.Q(
                        ("handed_over_on", None),
                        ("handed_over_on__gte", models.F("made_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("ended_on", None),
                        ("ended_on__gte", models.F("ordered_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("ended_on", None),
                        ("handed_over_on", None),
                        ("ended_on__gte", models.F("handed_over_on")),
                        _connector="OR",
                    ),
                    models.Q(
                        ("destroyed_on", None),
                        ("made_on__lte", models.F("destroyed_on")),
                        _connector="OR",
                    ),
                ),
                name="permit_card_days_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="permitcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("destroyed_on", None),
                        ("face", None),
                        ("handed_over_on", None),
                        ("made_on", None),
                        ("number", None),
                    ),
                    models.Q(
                        ("face__isnull", False),
                        ("made_on__isnull", False),
                        ("number__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="permit_card_made_has_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="permitcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("ended_on", None)),
                    models.Q(
                        ("end_reason", "replaced"),
                        ("ended_on__isnull", False),
                        ("handed_over_on__isnull", False),
                    ),
                    models.Q(
                        ("end_reason__in", ["spoilt", "called_off"]),
                        ("ended_on__isnull", False),
                        ("handed_over_on", None),
                    ),
                    _connector="OR",
                ),
                name="permit_card_ended_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="permitcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_back_on", None),
                    ("handed_over_on__lte", models.F("taken_back_on")),
                    _connector="OR",
                ),
                name="permit_card_taken_back_was_held",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardloss",
            constraint=models.UniqueConstraint(
                condition=models.Q(("found_on", None)),
                fields=("card",),
                name="card_loss_reported_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardloss",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("found_on", None), ("found_on__gte", models.F("lost_on")), _connector="OR"
                ),
                name="card_loss_found_after_it_was_lost",
            ),
        ),
    ]
