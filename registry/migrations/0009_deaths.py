from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0008_agency_clients")]

    operations = [
        migrations.AddField(
            model_name="person",
            name="died_on",
            field=models.DateField(null=True, verbose_name="死亡日期"),
        ),
    ]
