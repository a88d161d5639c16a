"""A revision of a file is a step as well, and stands in its log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_application_number_seq"),
    ]

    operations = [
        migrations.AlterField(
            model_name="transition",
            name="action",
            field=models.CharField(
                choices=[
                    ("submit", "提交"),
                    ("revise", "修改"),
                    ("accept", "受理"),
                    ("ask_for_supplement", "要求补正"),
                    ("assess", "评定"),
                    ("approve", "准予"),
                    ("refuse", "不予"),
                    ("carry_out", "办结登记"),
                    ("withdraw", "撤回"),
                    ("lapse", "逾期终止"),
                    ("assign", "分派"),
                    ("take_over", "接办"),
                ],
                max_length=20,
                verbose_name="动作",
            ),
        ),
    ]
