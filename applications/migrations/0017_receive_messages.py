from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0016_place_old_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceivedMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("callback", "签名回传"), ("file", "文件交换")],
                        max_length=10,
                        verbose_name="接收方式",
                    ),
                ),
                ("agency", models.CharField(blank=True, max_length=40, verbose_name="部门")),
                (
                    "message_id",
                    models.CharField(blank=True, max_length=200, verbose_name="报文编号"),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="摘要")),
                ("about", models.UUIDField(null=True, verbose_name="所涉核查")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("taken", "已采用"),
                            ("repeated", "重复，未再采用"),
                            ("refused", "拒收"),
                        ],
                        max_length=10,
                        verbose_name="接收结果",
                    ),
                ),
                (
                    "problem",
                    models.CharField(
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
                        ],
                        max_length=20,
                        verbose_name="拒收原因",
                    ),
                ),
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
                "verbose_name": "来件记录",
                "verbose_name_plural": "来件记录",
            },
        ),
        migrations.AddField(
            model_name="verification",
            name="due_at",
            field=models.DateTimeField(null=True, verbose_name="到期时间"),
        ),
        migrations.AddIndex(
            model_name="verification",
            index=models.Index(
                models.F("agency"),
                models.F("next_attempt_at"),
                condition=models.Q(("status__in", ("pending", "awaited", "by_hand"))),
                name="verification_waits_for_agency",
            ),
        ),
        migrations.AddIndex(
            model_name="receivedmessage",
            index=models.Index(
                models.F("recorded_at"),
                condition=models.Q(("outcome", "refused")),
                name="message_refused",
            ),
        ),
        migrations.AddConstraint(
            model_name="receivedmessage",
            constraint=models.UniqueConstraint(
                models.F("agency"),
                models.F("message_id"),
                condition=models.Q(("outcome", "taken")),
                name="message_taken_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="receivedmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome", "refused"), ("problem", ""), _connector="XOR"),
                name="refused_message_says_why",
            ),
        ),
    ]
