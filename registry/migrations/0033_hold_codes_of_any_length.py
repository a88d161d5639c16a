"""The code of a village is held at whatever length divisions have theirs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0032_tell_parentage"),
    ]

    operations = [
        migrations.AlterField(
            model_name="urbanruralcode",
            name="division_code",
            field=models.CharField(max_length=15, verbose_name="村（社区）代码"),
        ),
    ]
