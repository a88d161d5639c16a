"""Versions of a row are found by the household or person they were about."""

from django.db import migrations

INDEXES = """
CREATE INDEX row_version_by_household ON registry_rowversion
    ("table", (("row" ->> 'household_id')::bigint)) 
    WHERE (("row" ->> 'household_id')::bigint) IS NOT NULL;
CREATE INDEX row_version_by_person ON registry_rowversion
    ("table", (("row" ->> 'person_id')::bigint)) 
    WHERE (("row" ->> 'person_id')::bigint) IS NOT NULL;
"""
BACK = """
DROP INDEX row_version_by_household;
DROP INDEX row_version_by_person;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0006_index_addresses")]

    operations = [migrations.RunSQL(INDEXES, BACK)]
