"""A fragment of an address is found without reading every address."""

from django.db import migrations

INDEX = """
CREATE INDEX address_full_text ON registry_address USING gin (full_text gin_trgm_ops);
"""
BACK = "DROP INDEX address_full_text;"


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_number_households")]

    operations = [migrations.RunSQL(INDEX, BACK)]
