"""The papers of a round are numbered kinds of documents."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0057_sign_identity_cards"),
    ]

    operations = [
        migrations.AlterField(
            model_name="documentseries",
            name="kind",
            field=models.CharField(
                choices=[
                    ("booklet", "居民户口簿"),
                    ("register_form", "常住人口登记表"),
                    ("move_in_permit", "准予迁入证明"),
                    ("migration_certificate", "户口迁移证"),
                    ("household_certificate", "户籍证明"),
                    ("former_type_certificate", "原户口性质证明"),
                    ("acceptance_notice", "受理通知书"),
                    ("supplement_notice", "一次性补正告知书"),
                    ("decision_letter", "户口登记决定书"),
                    ("points_sheet", "积分核定表"),
                    ("points_list", "积分入户名单"),
                    ("points_result", "积分入户结果通知书"),
                    ("objection_answer", "异议答复书"),
                ],
                max_length=30,
                verbose_name="证件种类",
            ),
        ),
        migrations.AlterField(
            model_name="issueddocument",
            name="kind",
            field=models.CharField(
                choices=[
                    ("booklet", "居民户口簿"),
                    ("register_form", "常住人口登记表"),
                    ("move_in_permit", "准予迁入证明"),
                    ("migration_certificate", "户口迁移证"),
                    ("household_certificate", "户籍证明"),
                    ("former_type_certificate", "原户口性质证明"),
                    ("acceptance_notice", "受理通知书"),
                    ("supplement_notice", "一次性补正告知书"),
                    ("decision_letter", "户口登记决定书"),
                    ("points_sheet", "积分核定表"),
                    ("points_list", "积分入户名单"),
                    ("points_result", "积分入户结果通知书"),
                    ("objection_answer", "异议答复书"),
                ],
                max_length=30,
                verbose_name="证件种类",
            ),
        ),
    ]
