"""Identity cards that were signed for, the steps of each, and what is reported lost or found."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0056_move_permits_with_their_holders"),
    ]

    operations = [
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("household_opened", "立户"),
                    ("household_closed", "销户"),
                    ("household_split", "分户"),
                    ("households_merged", "并户"),
                    ("household_changed", "变更户登记事项"),
                    ("keeper_named", "指定集体户管理人"),
                    ("birth", "出生登记"),
                    ("adoption", "收养登记"),
                    ("death", "死亡注销"),
                    ("cancelled", "注销户口"),
                    ("restored", "恢复户口"),
                    ("registered_late", "补录户口"),
                    ("move_in", "迁入"),
                    ("move_out", "迁出"),
                    ("head_changed", "变更户主"),
                    ("relation_changed", "变更与户主关系"),
                    ("particulars_changed", "变更登记事项"),
                    ("particulars_corrected", "更正登记事项"),
                    ("number_changed", "变更公民身份号码"),
                    ("address_changed", "住址变动"),
                    ("actual_residence", "实际居住登记"),
                    ("rural_right", "三权备注"),
                    ("permit_issued", "签发居住证"),
                    ("permit_endorsed", "居住证签注"),
                    ("permit_moved", "居住证住址变更"),
                    ("permit_ended", "注销居住证"),
                    ("card_ordered", "申请换补居住证卡"),
                    ("card_made", "制作居住证卡"),
                    ("card_handed_over", "发放居住证卡"),
                    ("card_lost", "居住证卡挂失"),
                    ("card_found", "解除居住证卡挂失"),
                    ("card_withdrawn", "作废居住证卡"),
                    ("card_taken_back", "收回居住证卡"),
                    ("card_destroyed", "销毁居住证卡"),
                    ("identity_card_signed", "签发居民身份证"),
                    ("division_changed", "区划变更"),
                    ("people_merged", "合并人员"),
                    ("reversed", "冲销"),
                    ("enrolled", "建档"),
                    ("imported", "初始录入"),
                ],
                max_length=30,
                verbose_name="类别",
            ),
        ),
        migrations.CreateModel(
            name="IdentityCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("application", models.UUIDField(unique=True, verbose_name="申请")),
                (
                    "matter",
                    models.CharField(
                        choices=[("first", "申领"), ("renew", "换领"), ("replace", "补领")],
                        max_length=10,
                        verbose_name="办证类别",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("signed", "待送制"),
                            ("making", "制作中"),
                            ("waiting", "待领取"),
                            ("handed_over", "已领取"),
                            ("voided", "已作废"),
                        ],
                        default="signed",
                        max_length=12,
                        verbose_name="制发进度",
                    ),
                ),
                ("content", models.JSONField(verbose_name="证面内容")),
                ("signed_on", models.DateField(verbose_name="签发日期")),
                ("state_at", models.DateTimeField(verbose_name="进度时间")),
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
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity_cards",
                        to="registry.office",
                        verbose_name="户籍地机关",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity_cards",
                        to="registry.person",
                        verbose_name="持证人",
                    ),
                ),
                (
                    "pickup",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards_to_fetch",
                        to="registry.office",
                        verbose_name="领取地点",
                    ),
                ),
            ],
            options={
                "verbose_name": "居民身份证",
                "verbose_name_plural": "居民身份证",
            },
        ),
        migrations.CreateModel(
            name="CardStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sign", "签发"),
                            ("send", "送制"),
                            ("return", "退回重制"),
                            ("arrive", "证件到达"),
                            ("remind", "催领"),
                            ("hand_over", "发放"),
                            ("void", "作废"),
                        ],
                        max_length=10,
                        verbose_name="制发环节",
                    ),
                ),
                ("on", models.DateField(verbose_name="办理日期")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="说明")),
                ("details", models.JSONField(default=dict, verbose_name="内容")),
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
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_steps",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="registry.identitycard",
                        verbose_name="居民身份证",
                    ),
                ),
            ],
            options={
                "verbose_name": "制发记录",
                "verbose_name_plural": "制发记录",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="CardNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("lost", "挂失"), ("found", "招领")],
                        max_length=5,
                        verbose_name="通报类别",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="丢失（捡拾）日期")),
                (
                    "place",
                    models.CharField(blank=True, max_length=200, verbose_name="丢失（捡拾）地点"),
                ),
                ("told_by", models.CharField(max_length=100, verbose_name="申报人（捡拾人）")),
                ("application", models.UUIDField(null=True, verbose_name="申请")),
                ("closed_on", models.DateField(null=True, verbose_name="了结日期")),
                ("closing", models.CharField(blank=True, max_length=200, verbose_name="了结说明")),
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
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="办理人",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_notices_closed",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="了结人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_notices",
                        to="registry.office",
                        verbose_name="接报机关",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="card_notices",
                        to="registry.person",
                        verbose_name="持证人",
                    ),
                ),
            ],
            options={
                "verbose_name": "居民身份证挂失招领",
                "verbose_name_plural": "居民身份证挂失招领",
                "indexes": [models.Index(fields=["office", "-id"], name="card_notice_of_office")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("person"),
                        models.F("kind"),
                        condition=models.Q(("closed_on", None)),
                        name="card_notice_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on", None), ("closing", "")),
                            models.Q(("closed_on__isnull", False), ("closing__gt", "")),
                            _connector="OR",
                        ),
                        name="card_notice_closed_says_why",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="identitycard",
            index=models.Index(
                models.F("pickup"),
                models.F("state"),
                models.F("state_at"),
                name="identity_card_desk",
            ),
        ),
        migrations.AddIndex(
            model_name="identitycard",
            index=models.Index(
                models.F("office"),
                models.F("state"),
                models.F("state_at"),
                name="identity_card_home",
            ),
        ),
        migrations.AddConstraint(
            model_name="identitycard",
            constraint=models.UniqueConstraint(
                models.F("person"),
                condition=models.Q(("state__in", ("signed", "making", "waiting"))),
                name="identity_card_one_under_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="cardstep",
            constraint=models.UniqueConstraint(
                models.F("card"),
                condition=models.Q(("kind", "hand_over")),
                name="identity_card_handed_over_once",
            ),
        ),
    ]
