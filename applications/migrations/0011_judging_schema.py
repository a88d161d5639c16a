"""A schema of its own for populations that are judged and thrown away: nothing is kept there."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("applications", "0010_lint_answers")]

    operations = [
        migrations.RunSQL(
            "create schema if not exists judging", "drop schema if exists judging cascade"
        )
    ]
