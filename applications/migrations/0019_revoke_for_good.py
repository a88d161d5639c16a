"""What an order gave is taken back for good: another order may give it again, no row comes back."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION applications_revocations_stay() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a revocation is never changed or taken back'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'delegated_item_revoked_for_good';
END $$;
CREATE TRIGGER delegated_item_revoked_for_good BEFORE UPDATE ON applications_delegateditem
FOR EACH ROW WHEN (old.revoked_at IS NOT NULL) EXECUTE FUNCTION applications_revocations_stay();
"""
BACK = """
DROP TRIGGER delegated_item_revoked_for_good ON applications_delegateditem;
DROP FUNCTION applications_revocations_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("applications", "0018_delegations")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
