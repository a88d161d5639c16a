"""Each question has a term in working days, and an agency that lets it pass is seen (T04)."""

from datetime import timedelta

import pytest

from applications.models import ASKED, Verification
from applications.queries.case import case_file
from applications.queries.worklists import worklist
from hukou.kernel import clock
from hukou.kernel.working_days import national
from registry.queries import scope_of
from tests.filing import Counter, Five, answer, filed, settlement

pytestmark = pytest.mark.django_db


def test_a_question_is_due_after_its_working_days(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))

    [due] = set(application.verifications.filter(status__in=ASKED).values_list("due_at", flat=True))

    last = national().add_working_days(clock.today(), 5)
    assert due == clock.start_of(last + timedelta(days=1))


def test_what_no_agency_is_asked_has_no_term(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))

    by_hand = application.verifications.filter(status="by_hand")
    assert set(by_hand.values_list("due_at", flat=True)) <= {None}


def test_an_agency_is_late_from_the_moment_its_term_has_passed(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    row = application.verifications.get(fact="dwelling.tenure")
    assert row.due_at is not None

    before, then = row.due_at - timedelta(seconds=1), row.due_at

    assert (row.is_late(before), row.is_late(then)) == (False, True)
    assert row not in Verification.objects.late(before)
    assert row in Verification.objects.late(then)


def test_the_list_and_the_file_show_whose_answer_is_late(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    tenure = application.verifications.get(fact="dwelling.tenure")
    scope = scope_of(here.officer, on=clock.today())
    others = application.verifications.exclude(pk=tenure.pk).filter(status__in=ASKED)
    while rows := list(others.all()):  # where one has no record, the next agency is asked
        for row in rows:
            answer(row, None)
    assert tenure.due_at is not None

    with clock.frozen(tenure.due_at):
        [listed] = worklist("waiting", scope=scope, now=clock.now()).items
        file = case_file(application.pk, scope=scope, on=clock.today())

    assert (listed.waiting, listed.late) == (1, 1)
    checks = [check for party in file.parties for check in party.checks]
    assert [check.fact for check in checks if check.is_late] == ["dwelling.tenure"]


def test_an_answer_that_came_late_is_no_longer_awaited(here: Counter, five: Five) -> None:
    row = filed(here, settlement(five)).verifications.get(fact="dwelling.tenure")
    assert row.due_at is not None

    with clock.frozen(row.due_at + timedelta(days=3)):
        answered = answer(row, "owned")
        assert not answered.is_late(clock.now())
