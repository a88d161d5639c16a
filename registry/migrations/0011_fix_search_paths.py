"""Functions of triggers and checks look their names up in our schema only.

Whoever serves could otherwise put a table or an operator of its own before ours.
"""

from django.db import migrations

FUNCTIONS = (
    "registry_identity_number_holds(text)",
    "registry_household_is_whole(bigint)",
    "registry_residence_leaves_it_whole()",
    "registry_household_stays_whole()",
    "registry_refuse_the_dead(bigint[])",
    "registry_residences_are_of_the_living()",
    "registry_a_death_ends_residences()",
)
OF_THE_OWNER = "registry_keep_history()"

FIX = "".join(
    f"ALTER FUNCTION {name} SET search_path = pg_catalog, public, pg_temp;"
    for name in (*FUNCTIONS, OF_THE_OWNER)
)
BACK = (
    "".join(f"ALTER FUNCTION {name} RESET search_path;" for name in FUNCTIONS)
    + f"ALTER FUNCTION {OF_THE_OWNER} SET search_path = public, pg_temp;"
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0010_keep_the_dead_unregistered")]

    operations = [migrations.RunSQL(FIX, BACK)]
