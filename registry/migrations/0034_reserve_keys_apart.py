"""The keys an import reserves are kept where only the owner's function writes them.

While they stood on the run, which the application may write, its role could name anybody's key and
have the function of an import give them a former type. A block is no larger than the file's rows.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

APART = """
INSERT INTO registry_keyreservation (run_id, keys)
SELECT id, keys FROM registry_importrun WHERE keys <> '{}';

CREATE OR REPLACE FUNCTION registry_keep_former_types(run bigint, begins bigint, ends bigint)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    first_key bigint;
    first_person bigint;
    at timestamptz;
BEGIN
    SELECT (reserved.keys ->> 'registry_formertype')::bigint,
           (reserved.keys ->> 'registry_person')::bigint, importrun.recorded_at
    INTO first_key, first_person, at
    FROM registry_importrun importrun
    JOIN registry_keyreservation reserved ON reserved.run_id = importrun.id
    WHERE importrun.id = run AND importrun.state = 'loading' AND importrun.loaded = begins;
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

CREATE OR REPLACE FUNCTION registry_reserve_keys(run bigint, households bigint, people bigint)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    reserved jsonb := '{}';
    block record;
    next bigint;
    staged bigint;
BEGIN
    PERFORM FROM registry_importrun WHERE id = run AND state = 'staging' FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'only an import under way reserves keys'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT count(*) INTO staged FROM registry_importedrow
    WHERE id >= run * 1000000000 AND id < (run + 1) * 1000000000;
    IF NOT (households BETWEEN 0 AND people AND people BETWEEN 0 AND staged) THEN
        RAISE EXCEPTION 'an import reserves as many keys as its file has rows'
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
    INSERT INTO registry_keyreservation (run_id, keys) VALUES (run, reserved);
END $$;
"""

FUNCTIONS = import_module("registry.migrations.0019_guard_former_types").FUNCTIONS
TOGETHER = """
UPDATE registry_importrun SET keys = reserved.keys
FROM registry_keyreservation reserved WHERE reserved.run_id = registry_importrun.id;
""" + FUNCTIONS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("registry", "0033_hold_codes_of_any_length")]

    operations = [
        migrations.CreateModel(
            name="KeyReservation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("keys", models.JSONField(default=dict, verbose_name="主键区间")),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reservation",
                        to="registry.importrun",
                        verbose_name="所属批次",
                    ),
                ),
            ],
            options={"verbose_name": "主键预留", "verbose_name_plural": "主键预留"},
        ),
        migrations.RunSQL(APART, TOGETHER),
        migrations.RemoveField("importrun", "keys"),
    ]
