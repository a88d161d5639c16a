"""An identity number holds by GB 11643 on every write path, raw SQL included."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION registry_identity_number_holds(number text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    weights CONSTANT int[] := '{7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2}';
    total int := 0;
BEGIN
    -- 81, 82, 83 and 9 are given to residents of other kinds, who are not in this register.
    IF number !~ '^[1-8][0-9]{16}[0-9X]$' OR number ~ '^8[123]' OR substr(number, 15, 3) = '000'
    THEN
        RETURN false;
    END IF;
    FOR place IN 1..17 LOOP
        total := total + weights[place] * substr(number, place, 1)::int;
    END LOOP;
    IF substr('10X98765432', total % 11 + 1, 1) <> substr(number, 18, 1) THEN
        RETURN false;
    END IF;
    PERFORM make_date(
        substr(number, 7, 4)::int, substr(number, 11, 2)::int, substr(number, 13, 2)::int
    );
    RETURN true;
EXCEPTION WHEN datetime_field_overflow THEN
    RETURN false;
END $$;
ALTER TABLE registry_heldnumber
    ADD CONSTRAINT held_number_holds CHECK (registry_identity_number_holds(number));
"""

BACK = """
ALTER TABLE registry_heldnumber DROP CONSTRAINT held_number_holds;
DROP FUNCTION registry_identity_number_holds(text);
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTION, BACK)]
