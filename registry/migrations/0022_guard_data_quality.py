"""Rules and findings keep their history, and nobody is registered under a record merged away."""

from django.db import migrations

HISTORY = "".join(
    f"""
CREATE TRIGGER keep_history_of_{operation} AFTER {operation.upper()} ON registry_{table}
REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION registry_keep_history();
"""
    for table in ("qualityrule", "qualityfinding")
    for operation in ("update", "delete")
)

MERGED = """
CREATE OR REPLACE FUNCTION registry_residences_are_of_the_living() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM registry_person person
    WHERE person.id IN (SELECT person_id FROM written)
      AND person.xmin <> pg_current_xact_id()::xid
    ORDER BY person.id FOR KEY SHARE;
    IF EXISTS (
        SELECT FROM written JOIN registry_person gone ON gone.id = written.person_id
        WHERE (gone.died_on IS NOT NULL
               AND NOT written.period <@ daterange(NULL, gone.died_on + 1))
           OR (gone.merged_into_id IS NOT NULL AND upper_inf(written.period))
    ) THEN
        IF EXISTS (
            SELECT FROM written JOIN registry_person merged ON merged.id = written.person_id
            WHERE merged.merged_into_id IS NOT NULL AND upper_inf(written.period)
        ) THEN
            RAISE EXCEPTION 'somebody is registered under a record that was merged into another'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'the_merged_are_not_registered';
        END IF;
        RAISE EXCEPTION 'somebody is registered after their death'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'the_dead_are_not_registered';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION registry_a_merger_ends_residences() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM FROM registry_person WHERE id = NEW.id FOR UPDATE;
    IF EXISTS (SELECT FROM registry_residence residence
               WHERE residence.person_id = NEW.id AND upper_inf(residence.period)) THEN
        RAISE EXCEPTION 'somebody is registered under a record that was merged into another'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'the_merged_are_not_registered';
    END IF;
    IF EXISTS (SELECT FROM registry_person further WHERE further.id = NEW.merged_into_id
               AND further.merged_into_id IS NOT NULL)
       OR EXISTS (SELECT FROM registry_person earlier WHERE earlier.merged_into_id = NEW.id) THEN
        RAISE EXCEPTION 'a merger leads to the record that is kept, in one step'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'mergers_take_one_step';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER the_merged_are_not_registered
AFTER INSERT OR UPDATE OF merged_into_id ON registry_person
FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
EXECUTE FUNCTION registry_a_merger_ends_residences();
"""

BACK = (
    "".join(
        f"DROP TRIGGER keep_history_of_{operation} ON registry_{table};"
        for table in ("qualityrule", "qualityfinding")
        for operation in ("update", "delete")
    )
    + """
DROP TRIGGER the_merged_are_not_registered ON registry_person;
DROP FUNCTION registry_a_merger_ends_residences();
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
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0021_watch_data_quality")]

    operations = [migrations.RunSQL(HISTORY + MERGED, BACK)]
