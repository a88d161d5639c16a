"""What was known of rural land rights is kept, as it is of residences."""

from django.db import migrations

TRIGGERS = "".join(
    f"""
CREATE TRIGGER keep_history_of_{operation} AFTER {operation.upper()} ON registry_ruralright
REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION registry_keep_history();
"""
    for operation in ("update", "delete")
)
BACK = "".join(
    f"DROP TRIGGER keep_history_of_{operation} ON registry_ruralright;"
    for operation in ("update", "delete")
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0039_note_rural_rights")]

    operations = [migrations.RunSQL(TRIGGERS, BACK)]
