"""What each transition rule would do, shown before one is chosen (L27); nothing is stored."""

from collections.abc import Iterator

import pytest

from applications.actions import approve, assess
from applications.kinds import Consequences, consequences
from applications.models import Activation, Application, Assessment, Transition
from hukou.kernel import clock
from hukou.law import Law, load_law
from registry.models import Account, PostingRole
from registry.queries import scope_of
from tests.factories import OfficeFactory
from tests.filing import (
    Agencies,
    Counter,
    Five,
    assessed,
    filed,
    posted,
    settlement,
)
from tests.next_text import NEXT, activate_next, administrator, ago, ahead, next_text

pytestmark = pytest.mark.django_db

DORMITORY = Agencies(facts=Agencies().facts | {"dwelling.tenure": "employer_dormitory"})
Counts = dict[str, tuple[int, int, int, int, int, int]]


@pytest.fixture(autouse=True)
def law() -> Iterator[Law]:
    with next_text() as held:
        yield held


def pending(here: Counter, five: Five, agencies: Agencies | None = None) -> Application:
    with clock.frozen(ago(10)):
        return assessed(here, settlement(five, applied_on=ago(30)), agencies)


def told(by: Account, days: int = 0) -> Consequences:
    scope = scope_of(by, on=clock.today())
    return consequences(load_law().regulations[NEXT], since=ahead(days), scope=scope)


def counts(found: Consequences) -> Counts:
    return {
        each.rule.value: (
            each.by_old,
            each.by_new,
            each.waiting,
            each.gained,
            each.lost,
            each.unchanged,
        )
        for each in found.rules
    }


def test_a_file_that_the_new_text_would_refuse_is_lost_only_by_the_day_of_decision(
    here: Counter, five: Five
) -> None:
    application = pending(here, five)

    found = told(here.chief)

    assert counts(found) == {
        "acceptance": (1, 0, 0, 0, 0, 1),
        "decision": (0, 1, 0, 0, 1, 0),
        "kinder": (1, 0, 0, 0, 0, 1),
    }
    [file] = found.files
    assert (file.application, file.old, file.new) == (application, "eligible", "not_eligible")
    assert file.accepted_on == ago(10)


def test_a_file_that_only_the_new_text_would_grant_is_gained_unless_acceptance_decides(
    here: Counter, five: Five
) -> None:
    pending(here, five, DORMITORY)
    assert counts(told(here.chief)) == {
        "acceptance": (1, 0, 0, 0, 0, 1),
        "decision": (0, 1, 0, 1, 0, 0),
        "kinder": (0, 1, 0, 1, 0, 0),
    }


def test_what_is_not_accepted_yet_waits_while_the_new_text_has_not_begun(
    here: Counter, five: Five
) -> None:
    with clock.frozen(ago(10)):
        filed(here, settlement(five, applied_on=ago(30)))
    assert counts(told(here.chief, days=5))["acceptance"][:3] == (0, 0, 1)
    assert counts(told(here.chief))["acceptance"][:3] == (0, 1, 0)


def test_what_was_shown_before_is_what_comes_after(here: Counter, five: Five) -> None:
    application = pending(here, five, DORMITORY)
    [file] = told(here.chief).files

    activate_next(transition="kinder")

    assessment = assess(application.pk, by=here.officer)
    shown = file.rules["kinder"]
    assert (assessment.regulation, assessment.outcome) == (shown.text, shown.outcome)


def test_what_is_decided_already_is_not_pending(here: Counter, five: Five) -> None:
    approve(assessed(here, settlement(five)).pk, by=here.chief)
    assert told(here.chief, days=1).counted == 0


def test_another_office_neither_counts_nor_opens_the_file(here: Counter, five: Five) -> None:
    pending(here, five)
    other = posted(OfficeFactory.create(), PostingRole.OFFICER)
    found = told(other)
    assert (found.counted, found.files) == (0, [])


def test_the_administrator_counts_the_whole_place_and_opens_no_file(
    here: Counter, five: Five
) -> None:
    pending(here, five)
    found = told(administrator())
    assert (found.counted, found.files) == (1, [])


def test_looking_stores_nothing(here: Counter, five: Five) -> None:
    pending(here, five)
    before = [each.objects.count() for each in (Assessment, Transition, Activation)]
    told(here.chief)
    assert [each.objects.count() for each in (Assessment, Transition, Activation)] == before


def test_a_text_of_another_place_touches_nothing(here: Counter, five: Five) -> None:
    pending(here, five)
    elsewhere = load_law().regulations["jm-2018-5"]
    found = consequences(
        elsewhere, since=clock.today(), scope=scope_of(here.chief, on=clock.today())
    )
    assert found.counted == 0
