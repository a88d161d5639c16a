"""Key groups (重点群体, L18): every application is of one by its channel, and they are counted."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from applications.queries.groups import group_counts, group_of
from hukou.kernel import clock
from hukou.law import load_law
from registry.models import Account, PostingRole
from registry.queries import Scope, scope_of
from tests.factories import ApplicationFactory
from tests.filing import JIANGMEN, Counter, counter, posted

pytestmark = pytest.mark.django_db
LAW = load_law().regulations["jm-2018-5"]


@pytest.fixture
def there() -> Counter:
    """A station in 江门."""
    return counter(dated=False, at=JIANGMEN)


def scope(account: Account) -> Scope:
    return scope_of(account, on=clock.today())


def told(account: Account) -> dict[str, tuple[int, int, int, int]]:
    return {
        each.channel.group if each.channel else "": (
            each.total,
            each.open,
            each.settled,
            each.refused,
        )
        for each in group_counts(LAW, scope=scope(account))
    }


def filed(there: Counter, channel: str, **traits: object) -> None:
    ApplicationFactory.create(
        office=there.office, regulation="jm-2018-5", channel=channel, **traits
    )


def test_the_eight_groups_are_tagged_by_their_channels() -> None:
    groups = [group_of(f"JM-{number}") for number in range(1, 9)]
    assert groups == [f"重点群体{number}" for number in "一二三四五六七八"]
    assert group_of("JM-9") == ""
    assert group_of("QZF-1") == ""
    assert group_of("") == ""


def test_each_group_is_counted_and_what_is_of_none_stands_last(there: Counter) -> None:
    filed(there, "JM-3", accepted=True)
    filed(there, "JM-3", refused=True)
    filed(there, "JM-7", submitted=True)
    filed(there, "JM-9", submitted=True)
    filed(there, "JM-10", refused=True)

    found = told(there.officer)

    assert next(iter(found)) == "重点群体一"
    assert list(found)[-1] == ""
    assert found["重点群体三"] == (2, 1, 0, 1)
    assert found["重点群体七"] == (1, 1, 0, 0)
    assert found["重点群体一"] == (0, 0, 0, 0)
    assert found[""] == (2, 1, 0, 1)


def test_drafts_and_other_texts_are_not_counted(there: Counter) -> None:
    filed(there, "JM-3")
    ApplicationFactory.create(office=there.office, channel="QZF-1", submitted=True)

    assert {sum(each) for each in told(there.officer).values()} == {0}


def test_another_stations_applications_are_not_counted(there: Counter) -> None:
    filed(there, "JM-3", accepted=True)
    elsewhere = posted(ApplicationFactory.create().office, PostingRole.CHIEF)

    assert told(elsewhere)["重点群体三"] == (0, 0, 0, 0)


def test_a_text_without_groups_gives_no_table(there: Counter) -> None:
    quzhou = load_law().regulations["qz-final-2017"]
    assert group_counts(quzhou, scope=scope(there.officer)) == []


def test_all_groups_cost_one_statement(
    there: Counter, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asking = scope(there.officer)
    with django_assert_num_queries(1):
        group_counts(LAW, scope=asking)
