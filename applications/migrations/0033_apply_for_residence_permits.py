"""Residence permits are applied for as every other transaction is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0032_refuse_other_answers"),
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
                    ("residence_permit", "居住证申领"),
                ],
                max_length=20,
                verbose_name="事项",
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
                    ("residence_permit", "居住证申领"),
                ],
                max_length=20,
                verbose_name="通办事项",
            ),
        ),
    ]
