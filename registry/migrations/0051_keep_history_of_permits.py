"""What was known of residence permits is kept, as it is of residences."""

from django.db import migrations

TRIGGERS = "".join(
    f"""
CREATE TRIGGER keep_history_of_{operation} AFTER {operation.upper()} ON registry_residencepermit
REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION registry_keep_history();
"""
    for operation in ("update", "delete")
)
BACK = "".join(
    f"DROP TRIGGER keep_history_of_{operation} ON registry_residencepermit;"
    for operation in ("update", "delete")
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0050_issue_residence_permits")]

    operations = [migrations.RunSQL(TRIGGERS, BACK)]
