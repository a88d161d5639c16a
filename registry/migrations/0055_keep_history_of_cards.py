"""What was known of cards and of their losses is kept, as it is of permits."""

from django.db import migrations

TABLES = ("permitcard", "cardloss")
TRIGGERS = "".join(
    f"""
CREATE TRIGGER keep_history_of_{operation} AFTER {operation.upper()} ON registry_{table}
REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION registry_keep_history();
"""
    for table in TABLES
    for operation in ("update", "delete")
)
BACK = "".join(
    f"DROP TRIGGER keep_history_of_{operation} ON registry_{table};"
    for table in TABLES
    for operation in ("update", "delete")
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0054_number_permit_cards")]

    operations = [migrations.RunSQL(TRIGGERS, BACK)]
