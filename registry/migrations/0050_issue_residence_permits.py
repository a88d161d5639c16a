"""Residence permits and their yearly endorsements: dates only, and the entries they write."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0049_report_service_figures"),
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
            name="ResidencePermit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("division_code", models.CharField(max_length=15, verbose_name="居住地区划代码")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("job", "合法稳定就业"),
                            ("dwelling", "合法稳定住所"),
                            ("study", "连续就读"),
                        ],
                        max_length=10,
                        verbose_name="申领事由",
                    ),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="持证期间"),
                ),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("settled", "落户"),
                            ("left", "离开居住地"),
                            ("ground_lost", "不再符合申领条件"),
                            ("died", "死亡"),
                            ("by_mistake", "误发"),
                        ],
                        max_length=12,
                        verbose_name="注销原因",
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
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="permits_issued",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承办人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residence_permits",
                        to="registry.office",
                        verbose_name="签发机关",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residence_permits",
                        to="registry.person",
                        verbose_name="人员",
                    ),
                ),
            ],
            options={
                "verbose_name": "居住证",
                "verbose_name_plural": "居住证",
            },
        ),
        migrations.CreateModel(
            name="Endorsement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="签注日期")),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("job", "合法稳定就业"),
                            ("dwelling", "合法稳定住所"),
                            ("study", "连续就读"),
                        ],
                        max_length=10,
                        verbose_name="签注事由",
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
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endorsements",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承办人",
                    ),
                ),
                (
                    "permit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="endorsements",
                        to="registry.residencepermit",
                        verbose_name="所签居住证",
                    ),
                ),
            ],
            options={
                "verbose_name": "居住证签注",
                "verbose_name_plural": "居住证签注",
            },
        ),
        migrations.AddConstraint(
            model_name="residencepermit",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("person", "="), ("period", "&&")],
                name="residence_permit_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="residencepermit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", False), ("period__startswith__isnull", False)
                ),
                name="residence_permit_period_has_a_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="residencepermit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("end_reason", ""), ("period__endswith", None)),
                    models.Q(("end_reason__gt", ""), ("period__endswith__isnull", False)),
                    _connector="OR",
                ),
                name="residence_permit_ended_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="endorsement",
            constraint=models.UniqueConstraint(
                models.F("permit"), models.F("on"), name="endorsement_once_a_day"
            ),
        ),
    ]
