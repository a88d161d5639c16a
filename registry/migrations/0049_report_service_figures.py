"""How many had a public service in a year, permit holders and residents: told, never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0048_name_whose_account"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("division_code", models.CharField(max_length=15, verbose_name="区划代码")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("service", models.CharField(max_length=40, verbose_name="服务事项")),
                (
                    "group",
                    models.CharField(
                        choices=[("holders", "居住证持有人"), ("residents", "本地户籍人口")],
                        max_length=10,
                        verbose_name="人群",
                    ),
                ),
                ("served", models.PositiveIntegerField(verbose_name="享有人数")),
                ("entitled", models.PositiveIntegerField(verbose_name="应享人数")),
                ("reporter", models.CharField(max_length=100, verbose_name="报送部门")),
                ("document", models.CharField(max_length=200, verbose_name="依据材料")),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="service_figures",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承办人",
                    ),
                ),
            ],
            options={
                "verbose_name": "服务享有情况",
                "verbose_name_plural": "服务享有情况",
                "indexes": [
                    models.Index(
                        fields=["division_code", "year", "service", "group", "-id"],
                        name="service_figure_latest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("entitled__gt", 0), ("served__lte", models.F("entitled"))
                        ),
                        name="service_figure_serves_no_more_than_entitled",
                    )
                ],
            },
        ),
    ]
