"""A permit moves with its holder, and a residence says when it was registered."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0055_keep_history_of_cards"),
    ]

    operations = [
        migrations.AddField(
            model_name="actualresidence",
            name="registered_on",
            field=models.DateField(null=True, verbose_name="居住登记日期"),
        ),
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
            name="PermitMove",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="迁居日期")),
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
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="permit_moves",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承办人",
                    ),
                ),
                (
                    "address",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="permit_moves",
                        to="registry.address",
                        verbose_name="居住地住址",
                    ),
                ),
                (
                    "permit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="registry.residencepermit",
                        verbose_name="所签居住证",
                    ),
                ),
            ],
            options={
                "verbose_name": "居住证住址变更",
                "verbose_name_plural": "居住证住址变更",
                "constraints": [
                    models.UniqueConstraint(
                        models.F("permit"), models.F("on"), name="permit_moved_once_a_day"
                    )
                ],
            },
        ),
    ]
