"""By which post an administrator acted is read from the posts, never told by whoever writes.

The constraint `account_act_by_its_administrator` compares it with the kind of the act.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION registry_account_act_role() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    SELECT posting.id, posting.role INTO NEW.posting_id, NEW.role
    FROM registry_posting posting
    JOIN registry_account account ON account.id = posting.account_id
    WHERE posting.account_id = NEW.by_id AND account.is_active
      AND posting.period @> (now() AT TIME ZONE 'Asia/Shanghai')::date;
    NEW.role := coalesce(NEW.role, '');
    RETURN NEW;
END $$;
CREATE TRIGGER account_act_role BEFORE INSERT ON registry_accountact
FOR EACH ROW EXECUTE FUNCTION registry_account_act_role();
"""
UNDO = """
DROP TRIGGER account_act_role ON registry_accountact;
DROP FUNCTION registry_account_act_role();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0045_keep_administrators_apart"),
    ]

    operations = [
        migrations.RunSQL(FUNCTION, UNDO),
    ]
