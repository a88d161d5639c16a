"""Keeping the dead unregistered costs a load little: who is new with it needs no lock.

A person written by this very transaction is seen by no other, so nobody can record their death
meanwhile; and only the rows just written are looked at, not everything of these people.
"""

from django.db import migrations

FUNCTION = """
CREATE OR REPLACE FUNCTION registry_residences_are_of_the_living() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM registry_person person
    WHERE person.id IN (SELECT person_id FROM written)
      AND person.xmin <> pg_current_xact_id()::xid
    ORDER BY person.id FOR KEY SHARE;
    IF EXISTS (
        SELECT FROM written JOIN registry_person dead ON dead.id = written.person_id
        WHERE dead.died_on IS NOT NULL
          AND NOT written.period <@ daterange(NULL, dead.died_on + 1)
    ) THEN
        RAISE EXCEPTION 'somebody is registered after their death'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'the_dead_are_not_registered';
    END IF;
    RETURN NULL;
END $$;
"""

BACK = """
CREATE OR REPLACE FUNCTION registry_residences_are_of_the_living() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    people bigint[];
BEGIN
    SELECT array_agg(DISTINCT person_id) INTO people FROM written;
    PERFORM FROM registry_person WHERE id = ANY(people) ORDER BY id FOR KEY SHARE;
    PERFORM registry_refuse_the_dead(people);
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0012_read_names_both_ways")]

    operations = [migrations.RunSQL(FUNCTION, BACK)]
