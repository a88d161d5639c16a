"""Decisions made by an order are counted and sampled by the item they rest on."""

from django.db import migrations

FORWARD = """
CREATE INDEX decision_by_delegated_item ON applications_decision
((authority #> '{delegation,id}'));
"""
BACK = "DROP INDEX decision_by_delegated_item;"


class Migration(migrations.Migration):
    dependencies = [("applications", "0024_agree_receptions")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
