"""Naming whose account it is, and noting that they are in no register here, are acts of security."""

from django.db import migrations, models
from django.db.models import Q

BEFORE = ("post", "end_post", "reset_factors", "unlock")
NOW = (*BEFORE, "name_person", "person_elsewhere")
OPENING = ("open", "password", "close", "reopen")


def own_work(of_security: tuple[str, ...]) -> models.CheckConstraint:
    return models.CheckConstraint(
        name="account_act_by_its_administrator",
        condition=Q(kind__in=OPENING, role="system_administrator")
        | Q(kind__in=of_security, role="security_administrator"),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0047_one_account_for_one_person"),
    ]

    operations = [
        migrations.RemoveConstraint("accountact", "account_act_by_its_administrator"),
        migrations.AddConstraint("accountact", own_work(NOW)),
        migrations.AlterField(
            model_name="accountact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("open", "开设账号"),
                    ("password", "重设密码"),
                    ("close", "停用账号"),
                    ("reopen", "恢复账号"),
                    ("post", "授予任职"),
                    ("end_post", "结束任职"),
                    ("reset_factors", "重置第二因素"),
                    ("unlock", "解除锁定"),
                    ("name_person", "写明本人"),
                    ("person_elsewhere", "本人不在本库"),
                ],
                max_length=20,
                verbose_name="事项",
            ),
        ),
    ]
