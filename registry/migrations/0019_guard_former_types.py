"""What an import may do and nobody else: write former types, and reserve a block of keys.

Whoever serves has no right to write `registry_formertype`; the function writes it as the owner,
from rows that a run has staged and that it registers in the same transaction.

A killed transaction would leave gaps in a sequence that it had drawn from; a sequence restarted
behind the block is rolled back with everything else, so that a resumed run uses the same keys.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION registry_keep_former_types(run bigint, begins bigint, ends bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    first_key bigint;
    first_person bigint;
    at timestamptz;
BEGIN
    SELECT (keys ->> 'registry_formertype')::bigint, (keys ->> 'registry_person')::bigint,
           recorded_at
    INTO first_key, first_person, at
    FROM registry_importrun WHERE id = run AND state = 'loading' AND loaded = begins;
    IF first_key IS NULL THEN
        RAISE EXCEPTION 'only an import under way writes former types'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO registry_formertype
        (id, person_id, kind, division_code, period, run_id, recorded_at)
    SELECT first_key + place, first_person + place, former_kind, division_code,
           daterange(former_from, former_until), run, at
    FROM registry_imported_people(run, begins, ends)
    WHERE former_kind <> '' ORDER BY place;
END $$;

CREATE FUNCTION registry_imported_people(run bigint, begins bigint, ends bigint)
RETURNS TABLE (place bigint, ordinal bigint, line bigint, relation varchar, number varchar,
    name varchar, name_norm varchar, name_pinyin varchar, name_initials varchar,
    name_pinyin_also varchar, name_initials_also varchar, name_bigrams varchar[], sex varchar,
    birth_date date, ethnicity varchar, former_kind varchar, former_from date, former_until date,
    division_code varchar, registered_on date)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT household.people_before + row_number() OVER (
               PARTITION BY household.ordinal ORDER BY staged.line) - 1,
           household.ordinal, staged.line, staged.relation, staged.number, staged.name,
           staged.name_norm, staged.name_pinyin, staged.name_initials, staged.name_pinyin_also,
           staged.name_initials_also, staged.name_bigrams, staged.sex, staged.birth_date,
           staged.ethnicity, staged.former_kind, staged.former_from, staged.former_until,
           staged.division_code, staged.registered_on
    FROM registry_importedhousehold household
    JOIN registry_importedrow staged ON staged.household_number = household.number
    WHERE household.run_id = $1 AND household.ordinal >= $2 AND household.ordinal < $3
      AND staged.id >= $1 * 1000000000 + (
          SELECT min(first_line) FROM registry_importedhousehold
          WHERE run_id = $1 AND registry_importedhousehold.ordinal >= $2
            AND registry_importedhousehold.ordinal < $3)
      AND staged.id <= $1 * 1000000000 + (
          SELECT max(last_line) FROM registry_importedhousehold
          WHERE run_id = $1 AND registry_importedhousehold.ordinal >= $2
            AND registry_importedhousehold.ordinal < $3)
$$;

CREATE FUNCTION registry_reserve_keys(run bigint, households bigint, people bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    reserved jsonb := '{}';
    block record;
    next bigint;
BEGIN
    PERFORM FROM registry_importrun WHERE id = run AND state = 'staging' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only an import under way reserves keys'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    FOR block IN
        SELECT name, pg_get_serial_sequence(name, 'id') AS sequence, people AS size
        FROM unnest(ARRAY['registry_person', 'registry_heldnumber', 'registry_particulars',
                          'registry_residence', 'registry_formertype']) AS name
        UNION ALL
        SELECT name, pg_get_serial_sequence(name, 'id'), households
        FROM unnest(ARRAY['registry_household', 'registry_address', 'registry_householdaddress',
                          'registry_entry']) AS name
        UNION ALL
        SELECT 'number', 'household_number_seq', households
    LOOP
        -- Changing nothing takes the lock under which nobody else draws a number.
        EXECUTE format('ALTER SEQUENCE %s INCREMENT BY 1', block.sequence);
        EXECUTE format('SELECT last_value + is_called::int FROM %s', block.sequence) INTO next;
        EXECUTE format('ALTER SEQUENCE %s RESTART WITH %s', block.sequence, next + block.size);
        reserved := reserved || jsonb_build_object(block.name, next);
    END LOOP;
    UPDATE registry_importrun SET keys = reserved WHERE id = run;
END $$;
"""

BACK = """
DROP FUNCTION registry_reserve_keys(bigint, bigint, bigint);
DROP FUNCTION registry_keep_former_types(bigint, bigint, bigint);
DROP FUNCTION registry_imported_people(bigint, bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0018_import_registers")]

    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
