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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_a_test_that_commits_leaves_the_role_as_it_was(turn: str) -> None:
    assert ask("select current_user") == "hukou_app", turn
