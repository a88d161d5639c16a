"""An account is one of the three administrators or serves people: never two of these, ever."""

import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0044_sign_in_twice"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="posting",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("account", "="),
                    (
                        models.Case(
                            models.When(role="system_administrator", then=models.Value(1)),
                            models.When(role="security_administrator", then=models.Value(2)),
                            models.When(role="audit_administrator", then=models.Value(3)),
                            default=models.Value(0),
                            output_field=models.IntegerField(),
                        ),
                        "<>",
                    ),
                ],
                name="posting_administrators_apart",
            ),
        ),
    ]
