"""The list is told once (一次性告知; Beyond 12), computed whole; what comes later is our fault."""

from datetime import timedelta

import pytest

from applications.actions import ask_for_supplement, issue_notice, submit
from applications.models import Application, Transition
from applications.queries.case import case_file
from applications.queries.lacking import lacking, lacking_of, told_incompletely
from applications.workflow import Action
from hukou.kernel import clock
from registry.documents import pdf
from registry.models import Account, DocumentKind, PostingRole
from registry.queries import Scope, scope_of
from tests.documents.reading import pages
from tests.factories import OfficeFactory
from tests.filing import (
    Agencies,
    Counter,
    Five,
    accepted,
    answer_all,
    filed,
    posted,
    settlement,
)

LEASE = "房屋租赁合同（备案）"
MARRIAGE = "结婚证"


def ask(application: Application, here: Counter, *needed: str) -> Transition:
    ask_for_supplement(application.pk, by=here.officer, needed=needed)
    return application.transitions.filter(action=Action.ASK_FOR_SUPPLEMENT).latest("id")


def asked_twice(here: Counter, five: Five, *, again: str) -> Transition:
    application = filed(here, settlement(five))
    ask(application, here, LEASE)
    submit(application.pk, by=here.auxiliary)
    return ask(application, here, again)


def counted(by: Account) -> int:
    now = clock.now()
    hour = timedelta(hours=1)
    scope = scope_of(by, on=clock.today())
    return told_incompletely(scope, since=now - hour, until=now + hour).count()


def everywhere(here: Counter) -> Scope:
    return scope_of(here.officer, on=clock.today())


def test_what_no_agency_knows_is_put_on_the_list_though_nobody_typed_it(
    here: Counter, five: Five
) -> None:
    application = accepted(here, settlement(five))
    silent = Agencies(of={(five.mother.pk, "relation.cohabits"): None})
    answer_all(application, silent)

    shown = lacking_of(case_file(application.pk, scope=everywhere(here), on=clock.today()))
    step = ask(application, here, LEASE)

    line = "郑桂花：共同居住生活——共同居住生活证明或走访记录（出具：社区居（村）民委员会）"
    assert step.details["needed"] == [LEASE, line]
    assert step.details["added"] == shown == [line]
    assert "late" not in step.details


def test_what_an_agency_still_answers_is_not_asked_of_the_applicant(
    here: Counter, five: Five
) -> None:
    application = accepted(here, settlement(five))
    assert lacking(application, on=clock.today()) == []


def test_what_another_agency_has_answered_is_not_lacking(here: Counter, five: Five) -> None:
    application = accepted(here, settlement(five))
    answer_all(application)
    assert lacking(application, on=clock.today()) == []


def test_the_first_list_is_nobodys_fault(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))
    assert "late" not in ask(application, here, LEASE, MARRIAGE).details
    assert counted(here.officer) == 0


def test_a_later_demand_is_counted_as_ours_and_said_on_the_notice(
    here: Counter, five: Five
) -> None:
    step = asked_twice(here, five, again=MARRIAGE)

    assert step.details["late"] == [MARRIAGE]
    assert counted(here.officer) == 1
    kind = DocumentKind.SUPPLEMENT_NOTICE
    document = issue_notice(step.application_id, kind, by=here.officer)
    told = "".join("".join(pages(pdf(document))).split())
    assert "其中由于本机关上次告知不全而再次要求的" in told


@pytest.mark.parametrize("again", [LEASE, " 房屋租赁合同(备案)。"])
def test_what_was_on_the_list_may_be_asked_for_again(here: Counter, five: Five, again: str) -> None:
    assert "late" not in asked_twice(here, five, again=again).details
    assert counted(here.officer) == 0


def test_another_office_does_not_see_the_fault(here: Counter, five: Five) -> None:
    asked_twice(here, five, again=MARRIAGE)
    stranger = posted(OfficeFactory.create(), PostingRole.CHIEF)
    assert counted(stranger) == 0
    assert counted(here.approver) == 1
