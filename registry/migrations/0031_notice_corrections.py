"""Recipients of what was wrong are told: notices, and an index that finds readings by time."""

from django.conf import settings
import django.db.models.deletion
import django.contrib.postgres.indexes
import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0030_annul_rows")]

    operations = [
        migrations.CreateModel(
            name="CorrectionNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client", models.CharField(blank=True, max_length=100, verbose_name="调用方")),
                (
                    "people",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=None, verbose_name="涉及人员"
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
                ("acknowledged_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[("repaired", "已更正"), ("unused", "未使用")],
                        max_length=10,
                        verbose_name="处理结果",
                    ),
                ),
            ],
            options={
                "verbose_name": "更正通知",
                "verbose_name_plural": "更正通知",
            },
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=django.contrib.postgres.indexes.BrinIndex(
                models.F("recorded_at"), name="disclosure_by_time"
            ),
        ),
        migrations.AddField(
            model_name="correctionnotice",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction_notices",
                to=settings.AUTH_USER_MODEL,
                verbose_name="账号",
            ),
        ),
        migrations.AddField(
            model_name="correctionnotice",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction_notices",
                to="registry.entry",
                verbose_name="更正依据",
            ),
        ),
        migrations.AddIndex(
            model_name="correctionnotice",
            index=models.Index(models.F("client"), models.F("id"), name="correction_of_client"),
        ),
        migrations.AddConstraint(
            model_name="correctionnotice",
            constraint=models.UniqueConstraint(
                models.F("entry"),
                models.F("account"),
                models.F("client"),
                name="correction_told_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(("account__isnull", True), ("client", ""), _connector="XOR"),
                name="correction_has_a_recipient",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionnotice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("acknowledged_at__isnull", True), ("answer", "")),
                    models.Q(
                        ("acknowledged_at__isnull", False), ("answer__in", ["repaired", "unused"])
                    ),
                    _connector="OR",
                ),
                name="correction_answered_when_acknowledged",
            ),
        ),
    ]
