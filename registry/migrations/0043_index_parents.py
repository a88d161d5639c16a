"""Finds the children of somebody without reading every birth: for the guard against own cases."""

from django.db import migrations

INDEXES = {
    "entry_of_mother": "btree ((details ->> 'mother'))",
    "entry_of_father": "btree ((details ->> 'father'))",
    "entry_of_adopters": "gin ((details -> 'adopters'))",
}
OF = "WHERE kind IN ('birth', 'adoption', 'registered_late')"


class Migration(migrations.Migration):
    dependencies = [("registry", "0042_offices_of_imports")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {name} ON registry_entry USING {what} {OF};", f"DROP INDEX {name};"
        )
        for name, what in INDEXES.items()
    ]
