"""Household numbers come from a sequence: nine digits, never the same twice."""

from django.db import migrations

SEQUENCE = "CREATE SEQUENCE household_number_seq AS bigint START 100000001 NO CYCLE;"
BACK = "DROP SEQUENCE household_number_seq;"


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_require_a_head")]

    operations = [migrations.RunSQL(SEQUENCE, BACK)]
