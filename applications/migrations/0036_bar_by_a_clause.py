"""A round's order names the clause by which whoever gave false papers is barred."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0035_accept_identity_cards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="bar_clause",
            field=models.CharField(
                blank=True, db_default="", max_length=200, verbose_name="弄虚作假限制条款"
            ),
        ),
        migrations.AlterField(
            model_name="roundstep",
            name="act",
            field=models.CharField(
                choices=[
                    ("declared", "录入年度通告"),
                    ("quota_changed", "调整名额"),
                    ("cancelled", "取消年度申报"),
                    ("frozen", "封存数据"),
                    ("published", "公示名单"),
                    ("recalculated", "重新核算"),
                    ("final", "公布名单"),
                    ("voided", "取消资格"),
                    ("absent", "未到场视为放弃"),
                    ("bar_lifted", "解除限制"),
                ],
                max_length=20,
                verbose_name="年度办理动作",
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
                    ("void_place", "取消积分入户资格"),
                ],
                max_length=20,
                verbose_name="动作",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bar_clause", ""), ("bar_years__isnull", True)),
                    models.Q(
                        ("bar_years__isnull", False), models.Q(("bar_clause", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="round_bars_by_a_clause",
            ),
        ),
    ]
