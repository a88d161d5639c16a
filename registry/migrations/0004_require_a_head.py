"""A family household has a head on every day it has members, and members only while it exists.

Checked when the transaction ends (or when an action asks), so that a head can be exchanged.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION registry_household_is_whole(household_id bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    exists_during daterange;
    needs_a_head boolean;
    lived_in datemultirange;
    headed datemultirange;
BEGIN
    SELECT h.period, h.kind = 'family' INTO exists_during, needs_a_head
    FROM registry_household h WHERE h.id = $1;
    SELECT coalesce(range_agg(r.period), '{}'),
           coalesce(range_agg(r.period) FILTER (WHERE r.relation = '02'), '{}')
    INTO lived_in, headed
    FROM registry_residence r WHERE r.household_id = $1;
    IF NOT exists_during @> lived_in THEN
        RAISE EXCEPTION 'household % does not exist on every day it has members', $1
            USING ERRCODE = 'check_violation', CONSTRAINT = 'household_exists_while_lived_in';
    END IF;
    IF needs_a_head AND NOT headed @> lived_in THEN
        RAISE EXCEPTION 'household % has members on a day without a head', $1
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'household_has_a_head_while_it_has_members';
    END IF;
END $$;

CREATE FUNCTION registry_residence_leaves_it_whole() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        -- A collective household may have thousands of members: look at this one only.
        IF EXISTS (SELECT FROM registry_household h WHERE h.id = NEW.household_id
                   AND h.kind <> 'family' AND h.period @> NEW.period) THEN
            RETURN NULL;
        END IF;
        PERFORM registry_household_is_whole(NEW.household_id);
    END IF;
    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND OLD.household_id <> NEW.household_id) THEN
        PERFORM registry_household_is_whole(OLD.household_id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION registry_household_stays_whole() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM registry_household_is_whole(NEW.id);
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER household_has_a_head_while_it_has_members
AFTER INSERT OR UPDATE OR DELETE ON registry_residence
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION registry_residence_leaves_it_whole();

CREATE CONSTRAINT TRIGGER household_exists_while_lived_in
AFTER UPDATE OF period, kind ON registry_household
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION registry_household_stays_whole();
"""

BACK = """
DROP TRIGGER household_has_a_head_while_it_has_members ON registry_residence;
DROP TRIGGER household_exists_while_lived_in ON registry_household;
DROP FUNCTION registry_residence_leaves_it_whole();
DROP FUNCTION registry_household_stays_whole();
DROP FUNCTION registry_household_is_whole(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_keep_history")]

    operations = [migrations.RunSQL(FUNCTION, BACK)]
