import pytest
from django.db import ProgrammingError, connection

from hukou.management.commands.grant_roles import append_only_tables


def ask(question: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
    return row[0] if row else None


@pytest.mark.django_db
def test_tests_run_as_the_role_that_serves() -> None:
    assert ask("select current_user") == "hukou_app"


@pytest.mark.django_db
def test_the_database_counts_days_in_shanghai() -> None:
    assert ask("show timezone") == "Asia/Shanghai"


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(append_only_tables()))
@pytest.mark.parametrize("change", ["update {} set id = id", "delete from {}", "truncate {}"])
def test_what_is_append_only_cannot_be_changed(table: str, change: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        ask(change.format(table))


@pytest.mark.django_db
def test_history_is_written_by_triggers_only() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        ask("insert into registry_rowversion select from registry_rowversion")


@pytest.mark.django_db
def test_a_paper_is_not_exchanged_for_another() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        ask("update applications_document set sha256 = ''")


@pytest.mark.django_db
def test_nobody_who_serves_makes_tables_of_their_own() -> None:
    with pytest.raises(ProgrammingError, match="permission denied to create temporary tables"):
        ask("create temporary table registry_household (id bigint)")


@pytest.mark.django_db
def test_a_population_to_be_judged_stands_where_no_plain_name_is_looked_up() -> None:
    with connection.cursor() as cursor:
        cursor.execute("create unlogged table judging.registry_household (id bigint)")
    assert ask("select 'registry_household'::regclass = 'public.registry_household'::regclass")
    with pytest.raises(ProgrammingError, match="permission denied"):
        ask("create table public.people (id bigint)")


@pytest.mark.django_db
def test_functions_of_the_register_look_names_up_in_our_schema_only() -> None:
    open_ended = """select count(*) from pg_proc where proname like 'registry%'
        and not coalesce(proconfig, '{}') @> '{"search_path=pg_catalog, public, pg_temp"}'"""

    assert ask(open_ended) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_test_that_commits_leaves_the_role_as_it_was(turn: str) -> None:
    assert ask("select current_user") == "hukou_app", turn
