"""Whose area a legacy file lies in: its run is shown to those who see all of it."""

import django.contrib.postgres.fields
from django.db import migrations, models

FROM_ENTRIES = """
UPDATE registry_importrun run SET offices = told.offices
FROM (
    SELECT details ->> 'file' AS file, array_agg(DISTINCT office_id ORDER BY office_id) AS offices
    FROM registry_entry WHERE kind = 'imported' AND details ? 'file' GROUP BY 1
) told
WHERE told.file = left(run.file_digest, 16)
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0041_reserve_keys_by_run")]

    operations = [
        migrations.AddField(
            "importrun",
            "offices",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                default=list,
                size=None,
                verbose_name="登记机关",
            ),
        ),
        migrations.RunSQL(FROM_ENTRIES, migrations.RunSQL.noop),
    ]
