"""Life events: their kinds, their parties, and the event of the national pack that decides."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0003_log_revisions"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="event",
            field=models.CharField(blank=True, max_length=20, verbose_name="登记事项代码"),
        ),
        migrations.RunSQL(
            "UPDATE applications_application SET event = 'BIRTH' WHERE kind = 'birth'",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="application",
            name="kind",
            field=models.CharField(
                choices=[
                    ("settlement", "落户申请"),
                    ("birth", "出生登记"),
                    ("adoption", "收养登记"),
                    ("late_registration", "补录户口"),
                    ("death", "死亡注销"),
                    ("cancellation", "注销户口"),
                    ("restoration", "恢复户口"),
                    ("change", "变更登记事项"),
                    ("correction", "更正登记事项"),
                    ("number_change", "变更公民身份号码"),
                ],
                max_length=20,
                verbose_name="事项",
            ),
        ),
        migrations.AlterField(
            model_name="party",
            name="role",
            field=models.CharField(
                choices=[
                    ("applicant", "申请人"),
                    ("companion", "随迁人"),
                    ("newborn", "新生儿"),
                    ("parent", "父母"),
                    ("subject", "登记对象"),
                    ("adopter", "收养人"),
                    ("unregistered", "无户口人员"),
                ],
                max_length=20,
                verbose_name="身份",
            ),
        ),
    ]
