"""Cards of permits are numbered by a sequence: never the same number twice."""

from django.db import migrations

SEQUENCE = "CREATE SEQUENCE permit_card_number_seq AS bigint START 10000000001 NO CYCLE;"
BACK = "DROP SEQUENCE permit_card_number_seq;"


class Migration(migrations.Migration):
    dependencies = [("registry", "0053_make_permit_cards")]

    operations = [migrations.RunSQL(SEQUENCE, BACK)]
