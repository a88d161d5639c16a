"""A round refuses a second, different answer, and ends the files that are not on its list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0031_declare_quotas"),
    ]

    operations = [
        migrations.AlterField(
            model_name="receivedmessage",
            name="problem",
            field=models.CharField(
                blank=True,
                choices=[
                    ("forged", "签名不符"),
                    ("stale", "签名时间相差超过五分钟"),
                    ("other_case", "不是对该项核查的答复"),
                    ("reused", "报文编号已用于其他内容"),
                    ("unreadable", "不是可读取的答复"),
                    ("impossible", "答复内容不能采信"),
                    ("cut_short", "文件不完整"),
                    ("altered", "文件内容与签名不符"),
                    ("miscounted", "笔数与所问不符"),
                    ("unasked", "没有发出过该批次"),
                    ("otherwise", "与已有答复不同，年度排名不再接受"),
                ],
                max_length=20,
                verbose_name="拒收原因",
            ),
        ),
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
                    ("issue_permit", "签发准予迁入证明"),
                    ("carry_out", "办结登记"),
                    ("withdraw", "撤回"),
                    ("lapse", "逾期终止"),
                    ("assign", "分派"),
                    ("take_over", "接办"),
                    ("unassign", "退出经办"),
                    ("examine", "审核"),
                    ("choose_text", "择定适用规定"),
                    ("end_round", "未列入名单终止"),
                ],
                max_length=20,
                verbose_name="动作",
            ),
        ),
    ]
