"""Work lists (工作列表): what each officer finds there, in two statements however long they are."""

from datetime import timedelta

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from applications.actions import draft
from applications.models import Application
from applications.queries.worklists import LISTS, counts, recently_finished, worklist
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account, PostingRole
from registry.queries import Scope, scope_of
from tests.factories import ApplicationFactory
from tests.filing import Agencies, Counter, Five, accepted, answer, assessed, posted, settlement

NOW = clock.now()


def scope(account: Account) -> Scope:
    return scope_of(account, on=clock.today())


def listed(name: str, account: Account) -> list[object]:
    return [row.id for row in worklist(name, scope=scope(account), now=clock.now()).items]


def test_my_list_holds_what_i_handle_and_my_drafts(here: Counter, five: Five) -> None:
    handled = accepted(here, settlement(five))
    own = draft(settlement(five), by=here.officer)
    draft(settlement(five), by=here.auxiliary)

    assert set(listed("mine", here.officer)) == {handled.pk, own.pk}


def test_the_office_list_holds_no_drafts_and_nothing_that_has_ended(
    here: Counter, five: Five
) -> None:
    handled = accepted(here, settlement(five))
    draft(settlement(five), by=here.auxiliary)
    ApplicationFactory.create(office=here.office, refused=True)

    assert listed("office", here.chief) == [handled.pk]
    assert listed("office", here.approver) == [handled.pk]


def test_another_station_sees_nothing_of_it_counts_included(here: Counter, five: Five) -> None:
    accepted(here, settlement(five))
    elsewhere = posted(five.home.office, PostingRole.CHIEF)
    assert counts(scope(elsewhere), now=clock.now()) == dict.fromkeys(LISTS, 0)


def test_an_administrator_sees_nothing(here: Counter, five: Five) -> None:
    accepted(here, settlement(five))
    administrator = posted(here.office, PostingRole.SYSTEM_ADMINISTRATOR)
    assert listed("office", administrator) == []


def test_what_waits_for_an_agency_is_listed_until_it_answers(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    assert listed("waiting", here.officer) == [application.pk]

    for row in application.verifications.select_related("party"):
        answer(row, Agencies().value(row))
    assert listed("waiting", here.officer) == []


def test_what_is_assessed_is_to_be_decided(here: Counter, five: Five) -> None:
    application = assessed(here, settlement(five))
    assert listed("to_decide", here.chief) == [application.pk]


def test_what_is_due_soon_says_whether_it_is_late(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    assert listed("due_soon", here.chief) == []
    application.deadlines.filter(met_at=None).update(due_at=clock.now() - timedelta(days=1))

    [row] = worklist("due_soon", scope=scope(here.chief), now=clock.now()).items
    assert row.is_overdue


def test_a_row_says_who_applies_and_how_many(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))

    [row] = worklist("office", scope=scope(here.officer), now=clock.now()).items

    assert (row.number, row.applicant, row.people) == (application.number, "周建国", 5)
    assert (row.waiting, row.assigned_to) == (11, here.officer.name)
    assert "周建国" not in repr(row)


def test_counts_agree_with_the_lists(here: Counter, five: Five) -> None:
    accepted(here, settlement(five))
    ApplicationFactory.create_batch(3, office=here.office, submitted=True)

    told = counts(scope(here.officer), now=clock.now())

    assert told == {name: len(listed(name, here.officer)) for name in LISTS}


def test_pages_follow_each_other_without_gap_or_repeat(here: Counter) -> None:
    everything = {
        each.pk for each in ApplicationFactory.create_batch(5, office=here.office, submitted=True)
    }
    seen: list[object] = []
    cursor = None
    for _ in range(3):
        page = worklist("office", scope=scope(here.chief), now=NOW, limit=2, cursor=cursor)
        seen += [row.id for row in page.items]
        cursor = page.next
    assert cursor is None
    assert (len(seen), set(seen)) == (5, everything)


@pytest.mark.parametrize(
    "cursor", ["garbage", "2026-01-01/zz", "2026-01-01T00:00:00/" + "0" * 32, "/", "\0"]
)
def test_a_made_up_cursor_is_refused(here: Counter, cursor: str) -> None:
    with pytest.raises(InvalidInput):
        worklist("office", scope=scope(here.chief), now=NOW, cursor=cursor)


@pytest.mark.parametrize("many", [1, 12])
def test_a_list_costs_one_statement_however_long(
    here: Counter, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ApplicationFactory.create_batch(many, office=here.office, submitted=True)
    visible = scope(here.chief)
    with django_assert_num_queries(2):
        counts(visible, now=NOW)
        assert len(worklist("office", scope=visible, now=NOW).items) == many
    assert Application.objects.count() == many


def test_what_ended_lately_is_shown_for_a_month(here: Counter) -> None:
    lately = ApplicationFactory.create(office=here.office, refused=True, ended_at=NOW)
    long_ago = NOW - timedelta(days=31)
    ApplicationFactory.create(office=here.office, refused=True, ended_at=long_ago)
    ApplicationFactory.create(office=here.office, submitted=True)

    assert [row.id for row in recently_finished(scope(here.chief), now=NOW)] == [lately.pk]
