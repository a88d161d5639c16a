"""Taking in hand (受理): who may, what is asked for, who handles it."""

import pytest

from applications.actions import accept, ask_for_supplement, assign, take_over
from applications.errors import ActionNotAllowed, MayNotHandle
from applications.models import OutboxEvent, Step, Transition
from applications.workflow import Action, Status
from hukou.kernel.errors import InvalidInput
from registry.models import PostingRole
from tests.filing import Counter, Five, accepted, filed, fresh, posted, settlement


@pytest.mark.parametrize("role", ["auxiliary", "officer", "chief", "approver"])
def test_whoever_is_at_the_counter_may_accept(here: Counter, five: Five, role: str) -> None:
    application = filed(here, settlement(five))
    account = getattr(here, role)

    accept(application.pk, by=account)

    after = fresh(application.pk)
    assert (after.status, after.assigned_to) == (Status.ACCEPTED, account)


def test_an_officer_of_another_station_may_not_accept(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    with pytest.raises(MayNotHandle):
        accept(application.pk, by=posted(five.home.office, PostingRole.CHIEF))
    assert fresh(application.pk).status == Status.SUBMITTED


def test_an_administrator_may_not_accept(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    with pytest.raises(MayNotHandle):
        accept(application.pk, by=posted(here.office, PostingRole.AUDIT_ADMINISTRATOR))


def test_accepting_sets_the_day_by_which_to_decide(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    unmet = application.deadlines.filter(met_at=None)
    assert [each.step for each in unmet] == [Step.DECIDE]
    assert "行政许可法第四十二条第一款" in unmet[0].basis


def test_accepting_twice_is_refused(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    with pytest.raises(ActionNotAllowed):
        accept(application.pk, by=here.officer)


def test_a_supplement_names_everything_that_is_needed(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))

    ask_for_supplement(application.pk, by=here.officer, needed=["结婚证", " 租赁合同 ", ""])

    step = Transition.objects.get(action=Action.ASK_FOR_SUPPLEMENT)
    assert step.details["needed"] == ["结婚证", "租赁合同"]
    assert OutboxEvent.objects.latest("id").type == "application.supplement_needed"


def test_a_supplement_that_asks_for_nothing_is_refused(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    with pytest.raises(InvalidInput) as refusal:
        ask_for_supplement(application.pk, by=here.officer, needed=["  "])
    assert refusal.value.field == "needed"
    assert fresh(application.pk).status == Status.SUBMITTED


def test_taking_over_a_colleagues_file_is_logged_with_its_reason(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    colleague = posted(here.office, PostingRole.OFFICER)

    take_over(application.pk, by=colleague, reason="同事休假")

    step = Transition.objects.get(action=Action.TAKE_OVER)
    assert (step.by, step.note) == (colleague, "同事休假")
    assert step.details == {"from": here.officer.pk, "to": colleague.pk}
    assert fresh(application.pk).assigned_to == colleague


def test_taking_over_without_a_reason_is_refused(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    with pytest.raises(InvalidInput):
        take_over(application.pk, by=here.chief, reason=" ")


def test_a_file_is_assigned_inside_the_office_only(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    outsider = posted(five.home.office, PostingRole.OFFICER)

    with pytest.raises(MayNotHandle):
        assign(application.pk, to=outsider, by=here.chief)
    assign(application.pk, to=here.auxiliary, by=here.chief)

    assert fresh(application.pk).assigned_to == here.auxiliary
