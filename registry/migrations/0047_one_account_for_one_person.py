"""Let no person have two accounts: whoever is heard by one may not decide by the other."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0046_tell_administrators_acts")]

    operations = [
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                models.F("person"), name="account_stands_for_one_person"
            ),
        ),
    ]
