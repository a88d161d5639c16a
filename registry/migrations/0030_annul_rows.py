"""A number or household that a reversal says was never true keeps its row, with an empty period."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0029_reverse_entries")]

    operations = [
        migrations.RemoveConstraint(
            model_name="heldnumber",
            name="held_number_period_has_a_start",
        ),
        migrations.RemoveConstraint(
            model_name="household",
            name="household_period_has_a_start",
        ),
        migrations.AddField(
            model_name="heldnumber",
            name="annulled_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.entry",
                verbose_name="撤销登记",
            ),
        ),
        migrations.AddField(
            model_name="household",
            name="annulled_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.entry",
                verbose_name="撤销登记",
            ),
        ),
        migrations.AddConstraint(
            model_name="heldnumber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("annulled_by__isnull", True),
                        ("period__isempty", False),
                        ("period__startswith__isnull", False),
                    ),
                    models.Q(("annulled_by__isnull", False), ("period__isempty", True)),
                    _connector="OR",
                ),
                name="held_number_period_has_a_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="household",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("annulled_by__isnull", True),
                        ("period__isempty", False),
                        ("period__startswith__isnull", False),
                    ),
                    models.Q(("annulled_by__isnull", False), ("period__isempty", True)),
                    _connector="OR",
                ),
                name="household_period_has_a_start",
            ),
        ),
    ]
