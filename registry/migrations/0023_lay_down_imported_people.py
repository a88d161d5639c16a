"""The people of a part of an import, in order and with the day their residence begins.

A booklet tells relations to the head of today, so that a member of a family is registered from
when that head is. Tables that were just filled have no statistics: their rows are joined by hash.
"""

from django.db import migrations

FUNCTION = """
DROP FUNCTION registry_imported_people(bigint, bigint, bigint);
CREATE FUNCTION registry_imported_people(run bigint, begins bigint, ends bigint)
RETURNS TABLE (place bigint, ordinal bigint, line bigint, relation varchar, number varchar,
    name varchar, name_norm varchar, name_pinyin varchar, name_initials varchar,
    name_pinyin_also varchar, name_initials_also varchar, name_bigrams varchar[], sex varchar,
    birth_date date, ethnicity varchar, former_kind varchar, former_from date, former_until date,
    division_code varchar, registered_on date, registered_from date, kind varchar,
    division_id bigint, office_id bigint, address varchar, full_text varchar)
LANGUAGE sql STABLE ROWS 30000
SET search_path = pg_catalog, public, pg_temp
SET enable_nestloop = off AS $$
    SELECT household.people_before + row_number() OVER home - 1,
           household.ordinal, staged.line, staged.relation, staged.number, staged.name,
           staged.name_norm, staged.name_pinyin, staged.name_initials, staged.name_pinyin_also,
           staged.name_initials_also, staged.name_bigrams, staged.sex, staged.birth_date,
           staged.ethnicity, staged.former_kind, staged.former_from, staged.former_until,
           staged.division_code, staged.registered_on,
           CASE WHEN staged.kind = 'family'
                THEN greatest(staged.registered_on, max(staged.registered_on)
                    FILTER (WHERE staged.relation = '02')
                    OVER (PARTITION BY household.ordinal))
                ELSE staged.registered_on END,
           staged.kind, staged.division_id, staged.office_id, staged.address, staged.full_text
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
    WINDOW home AS (PARTITION BY household.ordinal ORDER BY staged.line)
$$;
"""

BACK = """
DROP FUNCTION registry_imported_people(bigint, bigint, bigint);
CREATE FUNCTION registry_imported_people(run bigint, begins bigint, ends bigint)
RETURNS TABLE (place bigint, former_kind varchar, former_from date, former_until date,
    division_code varchar)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT household.people_before + row_number() OVER (
               PARTITION BY household.ordinal ORDER BY staged.line) - 1,
           staged.former_kind, staged.former_from, staged.former_until, staged.division_code
    FROM registry_importedhousehold household
    JOIN registry_importedrow staged ON staged.household_number = household.number
    WHERE household.run_id = $1 AND household.ordinal >= $2 AND household.ordinal < $3
      AND staged.id / 1000000000 = $1
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0022_guard_data_quality")]

    operations = [migrations.RunSQL(FUNCTION, BACK)]
