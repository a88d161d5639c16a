from django.db import migrations

# Six digits of the application number (受理号). The date stands beside them in the
# number, so the sequence may start again after 999999.
CREATE = "CREATE SEQUENCE application_number_seq MAXVALUE 999999 CYCLE"
DROP = "DROP SEQUENCE application_number_seq"


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, DROP)]
