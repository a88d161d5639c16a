"""Faces compared as advice: what a service said of two pictures, and what an officer found."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0033_apply_for_residence_permits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FaceComparison",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "occasion",
                    models.CharField(
                        choices=[("counter", "受理窗口"), ("handing_over", "领取证件")],
                        max_length=20,
                        verbose_name="比对场合",
                    ),
                ),
                ("consent", models.CharField(max_length=200, verbose_name="征得同意情况")),
                ("paper_sha256", models.CharField(max_length=64, verbose_name="证件照片摘要")),
                ("visitor_sha256", models.CharField(max_length=64, verbose_name="现场照片摘要")),
                ("asked_at", models.DateTimeField(verbose_name="发起时间")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "已发出"),
                            ("advised", "已答复"),
                            ("unavailable", "未取得建议"),
                        ],
                        default="asked",
                        max_length=20,
                        verbose_name="比对情况",
                    ),
                ),
                (
                    "similarity",
                    models.DecimalField(
                        decimal_places=4, max_digits=5, null=True, verbose_name="相似度"
                    ),
                ),
                (
                    "threshold",
                    models.DecimalField(
                        decimal_places=4, max_digits=5, null=True, verbose_name="服务方阈值"
                    ),
                ),
                ("model", models.CharField(blank=True, max_length=60, verbose_name="模型")),
                (
                    "model_version",
                    models.CharField(blank=True, max_length=60, verbose_name="模型版本"),
                ),
                ("receipt", models.CharField(blank=True, max_length=200, verbose_name="回执")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                (
                    "trouble",
                    models.CharField(blank=True, max_length=200, verbose_name="未取得建议的原因"),
                ),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("same", "同一人"),
                            ("not_same", "不是同一人"),
                            ("cannot_tell", "不能判定"),
                        ],
                        max_length=20,
                        verbose_name="民警认定",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="认定理由")),
                ("found_at", models.DateTimeField(null=True, verbose_name="认定时间")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="face_comparisons",
                        to="applications.application",
                        verbose_name="申请",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="faces_asked",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
                (
                    "found_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="faces_found",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="认定人",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="face_comparisons",
                        to="applications.party",
                        verbose_name="当事人",
                    ),
                ),
            ],
            options={
                "verbose_name": "人像比对",
                "verbose_name_plural": "人像比对",
                "ordering": ["asked_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "advised"), _negated=True),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("similarity__range", (0, 1)),
                                ("threshold__range", (0, 1)),
                                models.Q(("model", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="face_advice_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding", ""), ("found_at", None), ("found_by", None)),
                            models.Q(
                                models.Q(("finding", ""), _negated=True),
                                ("found_at__isnull", False),
                                ("found_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="face_finding_is_somebodys",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finding", ""),
                            models.Q(("reason", ""), _negated=True),
                            models.Q(
                                ("finding", "same"),
                                ("similarity__gte", models.F("threshold")),
                                ("status", "advised"),
                            ),
                            models.Q(
                                ("finding", "not_same"),
                                ("similarity__lt", models.F("threshold")),
                                ("status", "advised"),
                            ),
                            _connector="OR",
                        ),
                        name="face_finding_against_advice_has_a_reason",
                    ),
                ],
            },
        ),
    ]
