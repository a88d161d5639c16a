"""Nobody is registered after the day following their death, on every write path.

One check per statement: a row trigger would cost a bulk load dearly. The person is locked for as
long as the transaction lasts, so that a move and a death at once wait for each other.
"""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION registry_refuse_the_dead(people bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM registry_person dead
        JOIN registry_residence residence ON residence.person_id = dead.id
        WHERE dead.id = ANY(people) AND dead.died_on IS NOT NULL
          AND NOT residence.period <@ daterange(NULL, dead.died_on + 1)
    ) THEN
        RAISE EXCEPTION 'somebody is registered after their death'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'the_dead_are_not_registered';
    END IF;
END $$;

CREATE FUNCTION registry_residences_are_of_the_living() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    people bigint[];
BEGIN
    SELECT array_agg(DISTINCT person_id) INTO people FROM written;
    PERFORM FROM registry_person WHERE id = ANY(people) ORDER BY id FOR KEY SHARE;
    PERFORM registry_refuse_the_dead(people);
    RETURN NULL;
END $$;

CREATE FUNCTION registry_a_death_ends_residences() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM registry_person WHERE id = NEW.id FOR UPDATE;
    PERFORM registry_refuse_the_dead(ARRAY[NEW.id]);
    RETURN NULL;
END $$;

CREATE TRIGGER the_dead_are_not_registered_on_insert AFTER INSERT ON registry_residence
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION registry_residences_are_of_the_living();

CREATE TRIGGER the_dead_are_not_registered_on_update AFTER UPDATE ON registry_residence
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION registry_residences_are_of_the_living();

CREATE TRIGGER the_dead_are_not_registered AFTER INSERT OR UPDATE OF died_on ON registry_person
FOR EACH ROW WHEN (NEW.died_on IS NOT NULL)
EXECUTE FUNCTION registry_a_death_ends_residences();
"""

BACK = """
DROP TRIGGER the_dead_are_not_registered ON registry_person;
DROP TRIGGER the_dead_are_not_registered_on_update ON registry_residence;
DROP TRIGGER the_dead_are_not_registered_on_insert ON registry_residence;
DROP FUNCTION registry_a_death_ends_residences();
DROP FUNCTION registry_residences_are_of_the_living();
DROP FUNCTION registry_refuse_the_dead(bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0009_deaths")]

    operations = [migrations.RunSQL(FUNCTION, BACK)]
