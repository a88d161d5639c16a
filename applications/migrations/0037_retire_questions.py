"""A question that its file asks no longer stays, about nobody: other rows may refer to it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0036_bar_by_a_clause"),
    ]

    operations = [
        migrations.AlterField(
            model_name="verification",
            name="party",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="verifications",
                to="applications.party",
                verbose_name="当事人",
            ),
        ),
        migrations.AlterField(
            model_name="verification",
            name="status",
            field=models.CharField(
                choices=[
                    ("pending", "待核查"),
                    ("awaited", "等待回复"),
                    ("answered", "已核实"),
                    ("unknown_to_agency", "部门查无记录"),
                    ("by_hand", "需书面材料"),
                    ("replaced", "已以材料代替"),
                    ("left_unknown", "按不明处理"),
                    ("retired", "不再核查"),
                ],
                default="pending",
                max_length=20,
                verbose_name="状态",
            ),
        ),
        migrations.AddConstraint(
            model_name="verification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("party__isnull", False), ("status", "retired"), _connector="XOR"
                ),
                name="verification_is_of_somebody_until_retired",
            ),
        ),
    ]
