"""What is registered of collective households holds on every write path, and keeps its history.

A credit code has its check character (GB 32100); details and keepers are of collective households
only; a public one belongs to a county-level division; nobody is head of a collective household.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION registry_credit_code_holds(code text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    alphabet CONSTANT text := '0123456789ABCDEFGHJKLMNPQRTUWXY';
    weights CONSTANT int[] := '{1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28}';
    total int := 0;
BEGIN
    IF code !~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$' THEN
        RETURN false;
    END IF;
    FOR place IN 1..17 LOOP
        total := total + weights[place] * (strpos(alphabet, substr(code, place, 1)) - 1);
    END LOOP;
    RETURN substr(alphabet, (31 - total % 31) % 31 + 1, 1) = substr(code, 18, 1);
END $$;

CREATE FUNCTION registry_is_of_a_collective_household() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registry_household household
                   WHERE household.id = NEW.household_id AND household.kind = 'collective') THEN
        RAISE EXCEPTION 'household % is no collective household', NEW.household_id
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0];
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION registry_district_is_a_county() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM registry_division division
                   WHERE division.id = NEW.district_id AND division.level = 'county') THEN
        RAISE EXCEPTION 'division % is no county', NEW.district_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'collective_district_is_a_county';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION registry_collectives_have_no_head() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM written JOIN registry_household household ON household.id = written.household_id
        WHERE written.relation = '02' AND household.kind = 'collective'
    ) THEN
        RAISE EXCEPTION 'a collective household has no head'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'collective_household_has_no_head';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION registry_collective_stays_collective() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.kind <> 'collective' AND (
        EXISTS (SELECT FROM registry_collectivehousehold WHERE household_id = NEW.id)
        OR EXISTS (SELECT FROM registry_keeper WHERE household_id = NEW.id)
    ) THEN
        RAISE EXCEPTION 'household % has a sort or a keeper', NEW.id
            USING ERRCODE = 'check_violation',
                  CONSTRAINT = 'collective_details_are_of_collective_households';
    END IF;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
ALTER TABLE registry_collectivehousehold ADD CONSTRAINT collective_credit_code_holds
    CHECK (credit_code = '' OR registry_credit_code_holds(credit_code));

CREATE TRIGGER collective_details_are_of_collective_households
AFTER INSERT OR UPDATE ON registry_collectivehousehold FOR EACH ROW EXECUTE FUNCTION
registry_is_of_a_collective_household('collective_details_are_of_collective_households');

CREATE TRIGGER keepers_are_of_collective_households
AFTER INSERT OR UPDATE ON registry_keeper FOR EACH ROW EXECUTE FUNCTION
registry_is_of_a_collective_household('keepers_are_of_collective_households');

CREATE TRIGGER collective_district_is_a_county
AFTER INSERT OR UPDATE ON registry_collectivehousehold
FOR EACH ROW WHEN (NEW.district_id IS NOT NULL)
EXECUTE FUNCTION registry_district_is_a_county();

CREATE TRIGGER collective_details_keep_their_household
AFTER UPDATE OF kind ON registry_household
FOR EACH ROW EXECUTE FUNCTION registry_collective_stays_collective();

CREATE TRIGGER collective_household_has_no_head_on_insert AFTER INSERT ON registry_residence
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION registry_collectives_have_no_head();

CREATE TRIGGER collective_household_has_no_head_on_update AFTER UPDATE ON registry_residence
REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION registry_collectives_have_no_head();
"""

HISTORY = "".join(
    f"""
CREATE TRIGGER keep_history_of_{operation} AFTER {operation.upper()} ON registry_{table}
REFERENCING OLD TABLE AS was FOR EACH STATEMENT EXECUTE FUNCTION registry_keep_history();
"""
    for table in ("collectivehousehold", "keeper")
    for operation in ("update", "delete")
)

BACK = (
    "".join(
        f"DROP TRIGGER keep_history_of_{operation} ON registry_{table};"
        for table in ("collectivehousehold", "keeper")
        for operation in ("update", "delete")
    )
    + """
DROP TRIGGER collective_household_has_no_head_on_update ON registry_residence;
DROP TRIGGER collective_household_has_no_head_on_insert ON registry_residence;
DROP TRIGGER collective_details_keep_their_household ON registry_household;
DROP TRIGGER collective_district_is_a_county ON registry_collectivehousehold;
DROP TRIGGER keepers_are_of_collective_households ON registry_keeper;
DROP TRIGGER collective_details_are_of_collective_households ON registry_collectivehousehold;
ALTER TABLE registry_collectivehousehold DROP CONSTRAINT collective_credit_code_holds;
DROP FUNCTION registry_collective_stays_collective();
DROP FUNCTION registry_collectives_have_no_head();
DROP FUNCTION registry_district_is_a_county();
DROP FUNCTION registry_is_of_a_collective_household();
DROP FUNCTION registry_credit_code_holds(text);
"""
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0015_keep_collective_households")]

    operations = [migrations.RunSQL(FUNCTIONS + TRIGGERS + HISTORY, BACK)]
