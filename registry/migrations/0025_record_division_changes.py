"""Changes of the tree of divisions are recorded, each with what it ended and began."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0024_renumber_addresses")]

    operations = [
        migrations.CreateModel(
            name="DivisionChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("renamed", "更名"),
                            ("merged", "合并"),
                            ("split", "拆分"),
                            ("abolished", "撤销"),
                            ("village_to_community", "村改居"),
                            ("undone", "撤回变更"),
                        ],
                        max_length=30,
                        verbose_name="变更类型",
                    ),
                ),
                ("on", models.DateField(verbose_name="生效日期")),
                ("source", models.CharField(max_length=200, verbose_name="来源文件")),
                ("approver", models.CharField(max_length=100, verbose_name="批准机关")),
                ("note", models.JSONField(default=dict, verbose_name="变更内容")),
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
                "verbose_name": "区划变更记录",
                "verbose_name_plural": "区划变更记录",
            },
        ),
        migrations.CreateModel(
            name="DivisionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "区划变更明细",
                "verbose_name_plural": "区划变更明细",
            },
        ),
        migrations.AddField(
            model_name="divisionchange",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="division_changes",
                to=settings.AUTH_USER_MODEL,
                verbose_name="承办人",
            ),
        ),
        migrations.AddField(
            model_name="divisionchange",
            name="undoes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="undone_by",
                to="registry.divisionchange",
                verbose_name="撤回的变更",
            ),
        ),
        migrations.AddField(
            model_name="divisionstep",
            name="change",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="registry.divisionchange",
                verbose_name="区划变更记录",
            ),
        ),
        migrations.AddField(
            model_name="divisionstep",
            name="following",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps_before",
                to="registry.division",
                verbose_name="后区划",
            ),
        ),
        migrations.AddField(
            model_name="divisionstep",
            name="former",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps_after",
                to="registry.division",
                verbose_name="原区划",
            ),
        ),
    ]
