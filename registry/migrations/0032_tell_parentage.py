"""Who is whose parent, by birth or adoption, as a view over the entries that stand."""

from django.db import migrations

VIEW = """
CREATE VIEW registry_parentage AS
SELECT entry.person_id AS child_id, link.parent::bigint AS parent_id, link.role,
       entry.id AS entry_id, entry.event_on AS since
FROM registry_entry entry
CROSS JOIN LATERAL (
    SELECT entry.details ->> 'mother', 'mother'
    UNION ALL SELECT entry.details ->> 'father', 'father'
    UNION ALL SELECT adopter, 'adopter'
              FROM jsonb_array_elements_text(entry.details -> 'adopters') adopter
) link (parent, role)
WHERE entry.kind IN ('birth', 'adoption', 'registered_late') AND entry.person_id IS NOT NULL
  AND link.parent IS NOT NULL
  AND NOT EXISTS (SELECT FROM registry_entry undone WHERE undone.reverses_id = entry.id);
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0031_notice_corrections")]

    operations = [migrations.RunSQL(VIEW, "DROP VIEW registry_parentage;")]
