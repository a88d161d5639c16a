"""The class of a village is a dated row with a source, no longer a column without a day."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


TO_ROWS = """
INSERT INTO registry_urbanruralcode
    (division_code, urban_rural_class, period, source, approver, reference, grounds)
SELECT code, urban_rural_class, period, '原登记值', '未载明',
       CASE WHEN urban_rural_class = '123' THEN '未载明' ELSE '' END, '{}'
FROM registry_division
WHERE urban_rural_class IN ('111', '112', '121', '122', '123', '210', '220');
"""
TO_COLUMN = """
UPDATE registry_division SET urban_rural_class = code.urban_rural_class
FROM registry_urbanruralcode code
WHERE code.division_code = registry_division.code AND upper_inf(code.period)
  AND upper_inf(registry_division.period);
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0025_record_division_changes")]

    operations = [
        migrations.CreateModel(
            name="UrbanRuralCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("division_code", models.CharField(max_length=12, verbose_name="村（社区）代码")),
                (
                    "urban_rural_class",
                    models.CharField(
                        choices=[
                            ("111", "主城区"),
                            ("112", "城乡结合区"),
                            ("121", "镇中心区"),
                            ("122", "镇乡结合区"),
                            ("123", "特殊区域"),
                            ("210", "乡中心区"),
                            ("220", "村庄"),
                        ],
                        max_length=3,
                        verbose_name="城乡分类代码",
                    ),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        verbose_name="分类有效期间"
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="来源文件")),
                ("approver", models.CharField(max_length=100, verbose_name="批准机关")),
                (
                    "reference",
                    models.CharField(blank=True, max_length=100, verbose_name="国家统计局批复文号"),
                ),
                ("grounds", models.JSONField(default=dict, verbose_name="认定情况")),
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
                "verbose_name": "城乡分类",
                "verbose_name_plural": "城乡分类",
            },
        ),
        migrations.AddField(
            model_name="urbanruralcode",
            name="account",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="urban_rural_codes",
                to=settings.AUTH_USER_MODEL,
                verbose_name="承办人",
            ),
        ),
        migrations.AddConstraint(
            model_name="urbanruralcode",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("division_code", "="), ("period", "&&")],
                name="urban_rural_one_class_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="urbanruralcode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("period__isempty", False), ("period__startswith__isnull", False)
                ),
                name="urban_rural_period_has_a_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="urbanruralcode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("urban_rural_class__in", ["111", "112", "121", "122", "123", "210", "220"])
                ),
                name="urban_rural_class_is_a_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="urbanruralcode",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("urban_rural_class", "123"), _negated=True),
                    ("reference__gt", ""),
                    _connector="OR",
                ),
                name="special_area_has_a_reference",
            ),
        ),
        migrations.RunSQL(TO_ROWS, TO_COLUMN),
        migrations.RemoveField(
            model_name="division",
            name="urban_rural_class",
        ),
    ]
