"""Quotas of settlement by area and years: the counter, its changes, and the places taken."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0030_run_rounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Quota",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area", models.CharField(max_length=15, verbose_name="名额所在地区代码")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="名额首年")),
                ("last_year", models.PositiveSmallIntegerField(verbose_name="名额末年")),
                ("regulation", models.CharField(max_length=40, verbose_name="依据规定")),
                ("channel", models.CharField(blank=True, max_length=20, verbose_name="落户途径")),
                (
                    "kind",
                    models.CharField(
                        choices=[("limit", "名额上限"), ("target", "目标数")],
                        max_length=10,
                        verbose_name="名额性质",
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[("people", "按人"), ("applications", "按件")],
                        max_length=20,
                        verbose_name="计数单位",
                    ),
                ),
                (
                    "when_full",
                    models.CharField(
                        choices=[
                            ("refuse", "不予"),
                            ("next_year", "顺延至下一期"),
                            ("unsaid", "文件未写明"),
                        ],
                        max_length=10,
                        verbose_name="名额用完后",
                    ),
                ),
                ("places", models.PositiveIntegerField(verbose_name="名额数")),
                ("taken", models.PositiveIntegerField(default=0, verbose_name="已用名额")),
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
                "verbose_name": "落户名额",
                "verbose_name_plural": "落户名额",
                "ordering": ("area", "first_year", "regulation", "channel", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("area", "first_year", "last_year", "regulation", "channel", "kind"),
                        name="quota_declared_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind", "target"), ("taken__lte", models.F("places")), _connector="OR"
                        ),
                        name="quota_never_exceeded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("last_year__gte", models.F("first_year"))),
                        name="quota_years_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuotaChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("former", models.PositiveIntegerField(null=True, verbose_name="原名额数")),
                ("places", models.PositiveIntegerField(verbose_name="名额数")),
                ("reason", models.CharField(max_length=300, verbose_name="名额变动理由")),
                ("document", models.CharField(max_length=200, verbose_name="名额依据文件")),
                ("clause", models.CharField(max_length=200, verbose_name="名额依据条款")),
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
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quota_changes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="名额变动人",
                    ),
                ),
                (
                    "quota",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="applications.quota",
                        verbose_name="所属名额",
                    ),
                ),
            ],
            options={
                "verbose_name": "名额变动",
                "verbose_name_plural": "名额变动",
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("document", ""), _negated=True),
                            models.Q(("clause", ""), _negated=True),
                        ),
                        name="quota_change_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuotaPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("places", models.PositiveSmallIntegerField(verbose_name="占用名额数")),
                ("taken_at", models.DateTimeField(verbose_name="占用时间")),
                ("given_back_at", models.DateTimeField(null=True, verbose_name="归还时间")),
                (
                    "given_back_why",
                    models.CharField(blank=True, max_length=500, verbose_name="归还原因"),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="quota_places",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
                (
                    "quota",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given",
                        to="applications.quota",
                        verbose_name="所属名额",
                    ),
                ),
            ],
            options={
                "verbose_name": "占用名额",
                "verbose_name_plural": "占用名额",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("quota"), models.F("application"), name="quota_place_once_a_file"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_back_at__isnull", True), ("given_back_why", "")),
                            models.Q(
                                ("given_back_at__isnull", False),
                                models.Q(("given_back_why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="quota_place_given_back_says_why",
                    ),
                ],
            },
        ),
    ]
