"""Entries name the event they belong to, and a reversal the entry it reverses."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0028_keep_history_of_places")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="event",
            field=models.UUIDField(null=True, verbose_name="所属事件"),
        ),
        migrations.AddField(
            model_name="entry",
            name="reverses",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversals",
                to="registry.entry",
                verbose_name="冲销的登记",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("event__isnull", False)),
                fields=["event"],
                name="entry_of_event",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reverses__isnull", False)),
                fields=("reverses",),
                name="entry_reversed_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True), ("kind", "reversed"), _connector="OR"
                ),
                name="entry_reverses_only_as_reversal",
            ),
        ),
    ]
