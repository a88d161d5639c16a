"""What was known of actual residences and of classes is kept, as it is of residences."""

from django.db import migrations

TABLES = ("actualresidence", "urbanruralcode")
OPERATIONS = ("update", "delete")

TRIGGERS = "".join(
    f"""
CREATE TRIGGER keep_history_of_{operation} AFTER {operation.upper()} ON registry_{table}
REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION registry_keep_history();
"""
    for table in TABLES
    for operation in OPERATIONS
)
BACK = "".join(
    f"DROP TRIGGER keep_history_of_{operation} ON registry_{table};"
    for table in TABLES
    for operation in OPERATIONS
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0027_record_actual_residences")]

    operations = [migrations.RunSQL(TRIGGERS, BACK)]
