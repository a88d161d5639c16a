"""An assigned file (OpenSPP #294): no other officer acts on it unless they take it over."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from applications.actions import (
    Upload,
    accept,
    approve,
    ask_for_supplement,
    assess,
    assign,
    attach,
    carry_out,
    lapse,
    leave_unknown,
    replace_by_document,
    take_over,
    unassign,
)
from applications.errors import AssignedToAnother, NobodyHandles
from applications.models import Application, Transition
from applications.queries.deciders import may_decide
from applications.queries.holding import handed
from applications.workflow import Action, Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account, Posting, PostingRole
from tests.factories import ApplicationFactory
from tests.filing import Counter, Five, accepted, assessed, filed, fresh, posted, settlement

PDF: Final = Upload(name="证.pdf", content_type="application/pdf", content=b"%PDF-1.7 paper")


@pytest.fixture
def held(here: Counter, five: Five) -> Application:
    """Accepted, so handled, by the officer of the station."""
    return accepted(here, settlement(five))


@pytest.fixture
def colleague(here: Counter) -> Account:
    return posted(here.office, PostingRole.OFFICER)


def unknown(held: Application, by: Account) -> object:
    row = held.verifications.outstanding()[0]
    return leave_unknown(row.pk, by=by, reason="查无")


def replaced(held: Application, by: Account) -> object:
    row = held.verifications.outstanding()[0]
    paper = attach(held.pk, PDF, kind="title_deed", by=by)
    return replace_by_document(row.pk, by=by, document_id=paper.pk, value=True, reason="原件")


ACTS: Final[dict[str, Callable[[Application, Account], Any]]] = {
    "ask_for_supplement": lambda held, by: ask_for_supplement(held.pk, by=by, needed=["结婚证"]),
    "assess": lambda held, by: assess(held.pk, by=by),
    "assign": lambda held, by: assign(held.pk, to=by, by=by),
    "unassign": lambda held, by: unassign(held.pk, by=by, reason="休假"),
    "leave_unknown": unknown,
    "replace_by_document": replaced,
}


@pytest.mark.parametrize("act", ACTS)
def test_a_colleague_may_not_act_on_a_file_somebody_handles(
    held: Application, colleague: Account, act: str
) -> None:
    before = held.transitions.count()
    with pytest.raises(AssignedToAnother):
        ACTS[act](held, colleague)
    assert held.transitions.count() == before


def test_a_colleague_may_not_carry_out_somebody_elses_file(
    here: Counter, five: Five, colleague: Account
) -> None:
    application = assessed(here, settlement(five))
    approve(application.pk, by=here.chief)
    with pytest.raises(AssignedToAnother):
        carry_out(application.pk, by=colleague)
    assert fresh(application.pk).status == Status.APPROVED


def test_a_colleague_may_not_end_somebody_elses_file(here: Counter, colleague: Account) -> None:
    stuck = ApplicationFactory.create(supplement=True, office=here.office, assigned_to=here.officer)
    with pytest.raises(AssignedToAnother):
        lapse(stuck.pk, by=colleague, reason="清理")


def test_the_refusal_tells_an_account_and_nobodys_number(
    held: Application, here: Counter, colleague: Account
) -> None:
    with pytest.raises(AssignedToAnother) as refusal:
        ask_for_supplement(held.pk, by=colleague, needed=["结婚证"])
    assert refusal.value.facts == {"assigned_to": here.officer.pk}


def test_whoever_took_it_over_may_act_and_it_is_logged(
    held: Application, here: Counter, colleague: Account
) -> None:
    take_over(held.pk, by=colleague, reason="同事休假")
    ask_for_supplement(held.pk, by=colleague, needed=["结婚证"])

    step = Transition.objects.get(action=Action.TAKE_OVER)
    assert step.details == {"from": here.officer.pk, "to": colleague.pk}


@pytest.mark.parametrize("role", ["chief", "approver"])
def test_the_chief_and_those_above_act_on_every_file(
    held: Application, here: Counter, role: str
) -> None:
    ask_for_supplement(held.pk, by=getattr(here, role), needed=["结婚证"])
    assert fresh(held.pk).status == Status.SUPPLEMENT


def test_what_nobody_handles_is_open_to_the_whole_office(
    here: Counter, five: Five, colleague: Account
) -> None:
    application = filed(here, settlement(five))
    assert accept(application.pk, by=colleague).assigned_to == colleague


def test_what_auxiliary_staff_received_is_open_to_every_officer(
    here: Counter, five: Five, colleague: Account
) -> None:
    application = filed(here, settlement(five))
    accept(application.pk, by=here.auxiliary)
    ask_for_supplement(application.pk, by=colleague, needed=["结婚证"])
    assert fresh(application.pk).status == Status.SUPPLEMENT


def test_the_file_of_somebody_who_has_left_is_open_again(
    held: Application, here: Counter, colleague: Account
) -> None:
    Posting.objects.filter(account=here.officer).update(
        period=(clock.today().replace(year=2001), clock.today())
    )
    ask_for_supplement(held.pk, by=colleague, needed=["结婚证"])
    assert fresh(held.pk).status == Status.SUPPLEMENT


def test_papers_are_received_for_everybody(held: Application, colleague: Account) -> None:
    assert attach(held.pk, PDF, kind="title_deed", by=colleague).application == held


def test_the_screen_is_told_beforehand(held: Application, colleague: Account) -> None:
    reasons = may_decide(held, colleague).reasons
    assert "assigned-to-another" in {each.code for each in reasons}


def test_a_file_given_back_is_open_to_the_whole_office_and_it_is_logged(
    held: Application, here: Counter, colleague: Account
) -> None:
    """U05."""
    unassign(held.pk, by=here.officer, reason="休假")

    step = Transition.objects.get(action=Action.UNASSIGN)
    assert (step.by, step.note) == (here.officer, "休假")
    assert step.details == {"from": here.officer.pk, "to": None}
    ask_for_supplement(held.pk, by=colleague, needed=["结婚证"])
    assert fresh(held.pk).assigned_to is None


def test_a_colleague_does_not_give_back_what_another_handles_but_the_chief_does(
    held: Application, here: Counter, colleague: Account
) -> None:
    with pytest.raises(AssignedToAnother):
        unassign(held.pk, by=colleague, reason="休假")
    assert fresh(held.pk).assigned_to == here.officer
    unassign(held.pk, by=here.chief, reason="调离")
    assert fresh(held.pk).assigned_to is None


def test_giving_back_says_why_and_what_is_nobodys_is_not_given_back(
    held: Application, here: Counter
) -> None:
    with pytest.raises(InvalidInput):
        unassign(held.pk, by=here.officer, reason=" ")
    unassign(held.pk, by=here.officer, reason="休假")
    with pytest.raises(NobodyHandles):
        unassign(held.pk, by=here.officer, reason="休假")
    assert Transition.objects.filter(action=Action.UNASSIGN).count() == 1


def test_every_change_of_hands_is_told_by_name(
    held: Application, here: Counter, colleague: Account
) -> None:
    """U05: from the acceptance on."""
    take_over(held.pk, by=colleague, reason="同事休假")
    unassign(held.pk, by=colleague, reason="休假")

    told = list(handed(held.transitions.all()).values())

    assert [(each.source, each.target) for each in told] == [
        ("", here.officer.name),
        (here.officer.name, colleague.name),
        (colleague.name, ""),
    ]
