"""The application for an identity card, and the counters that accept it from elsewhere."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0034_compare_faces"),
        ("registry", "0057_sign_identity_cards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="application",
            name="kind",
            field=models.CharField(
                choices=[
                    ("settlement", "落户申请"),
                    ("birth", "出生登记"),
                    ("adoption", "收养登记"),
                    ("late_registration", "补录户口"),
                    ("departure", "迁往外地"),
                    ("death", "死亡注销"),
                    ("cancellation", "注销户口"),
                    ("restoration", "恢复户口"),
                    ("change", "变更登记事项"),
                    ("correction", "更正登记事项"),
                    ("number_change", "变更公民身份号码"),
                    ("identity_card", "申领、换领、补领居民身份证"),
                    ("residence_permit", "居住证申领"),
                ],
                max_length=20,
                verbose_name="事项",
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="step",
            field=models.CharField(
                choices=[
                    ("accept", "受理"),
                    ("supplement", "补正"),
                    ("decide", "审批"),
                    ("carry_out", "办结登记"),
                    ("station", "派出所审核"),
                    ("county_bureau", "县级公安机关审核"),
                    ("second_officer", "第二人复核"),
                    ("card", "发放居民身份证"),
                ],
                max_length=30,
                verbose_name="环节",
            ),
        ),
        migrations.AlterField(
            model_name="receptionagreement",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("settlement", "落户申请"),
                    ("birth", "出生登记"),
                    ("adoption", "收养登记"),
                    ("late_registration", "补录户口"),
                    ("departure", "迁往外地"),
                    ("death", "死亡注销"),
                    ("cancellation", "注销户口"),
                    ("restoration", "恢复户口"),
                    ("change", "变更登记事项"),
                    ("correction", "更正登记事项"),
                    ("number_change", "变更公民身份号码"),
                    ("identity_card", "申领、换领、补领居民身份证"),
                    ("residence_permit", "居住证申领"),
                ],
                max_length=20,
                verbose_name="通办事项",
            ),
        ),
        migrations.CreateModel(
            name="AcceptancePoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("township", "跨乡（镇、街道）"),
                            ("county", "跨县（市、区）"),
                            ("prefecture", "跨市（州）"),
                            ("province", "跨省"),
                        ],
                        max_length=12,
                        verbose_name="受理范围",
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[("first", "申领"), ("renew", "换领"), ("replace", "补领")],
                        max_length=10,
                        verbose_name="受理事项",
                    ),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(verbose_name="受理期间"),
                ),
                ("document", models.CharField(max_length=200, verbose_name="设立依据文件")),
                ("clause", models.CharField(max_length=200, verbose_name="设立依据条款")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="撤销时间")),
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
                    "declared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points_declared",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="设立人",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points_ended",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤销人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptance_points",
                        to="registry.office",
                        verbose_name="受理点",
                    ),
                ),
            ],
            options={
                "verbose_name": "居民身份证异地受理点",
                "verbose_name_plural": "居民身份证异地受理点",
                "ordering": ("-id",),
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("ended_at", None)),
                        expressions=[
                            (models.F("office"), "="),
                            (models.F("reach"), "="),
                            (models.F("matter"), "="),
                            (models.F("period"), "&&"),
                        ],
                        name="acceptance_point_declared_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period__isempty", False), ("period__startswith__isnull", False)
                        ),
                        name="acceptance_point_period_has_a_start",
                    ),
                ],
            },
        ),
    ]
