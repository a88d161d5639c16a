"""Workload and terms: who has how much, what is late, whose offices are counted."""

from datetime import timedelta

from applications.actions import approve
from applications.models import Application, Step
from applications.queries.workload import desks, overdue_files, step_terms
from hukou.kernel import clock
from registry.models import Account, PostingRole
from registry.queries import Scope, scope_of
from tests.applicants import alone
from tests.factories import OfficeFactory
from tests.filing import Counter, accepted, family_of_five, posted, settlement


def test_a_desk_counts_what_is_open_late_and_decided(here: Counter) -> None:
    Account.objects.filter(pk=here.chief.pk).update(name="李所长")
    decided = alone(here)
    approve(decided.pk, by=here.chief)
    waits = accepted(here, settlement(family_of_five()))
    waits.deadlines.filter(met_at=None).update(due_at=clock.now() - timedelta(hours=1))
    scope = scope_of(here.chief, on=clock.today())

    found = {each.name: each for each in desks(scope, now=clock.now())}

    assert (found[here.officer.name].overdue, found["李所长"].decided) == (1, 1)
    assert sum(each.open for each in found.values()) == 2
    [late] = overdue_files(scope, now=clock.now())
    assert late.application == waits


def test_two_officers_of_one_name_have_a_desk_each(here: Counter) -> None:
    files = [alone(here), alone(here)]
    namesakes = [posted(here.office, PostingRole.OFFICER) for _ in files]
    Account.objects.filter(pk__in=[each.pk for each in namesakes]).update(name="王芳")
    for file, account in zip(files, namesakes, strict=True):
        Application.objects.filter(pk=file.pk).update(assigned_to=account)

    found = [each.open for each in desks(_all(here), now=clock.now()) if each.name == "王芳"]

    assert found == [1, 1]


def test_a_step_tells_how_many_terms_were_kept(here: Counter) -> None:
    first, second = alone(here), alone(here)
    second.deadlines.filter(met_at=None).update(due_at=clock.now() - timedelta(hours=1))
    for each in (first, second):
        approve(each.pk, by=here.chief)

    terms = {each.step: each for each in step_terms(_all(here), now=clock.now())}

    assert (terms[Step.DECIDE].met, terms[Step.DECIDE].met_in_time) == (2, 1)
    assert terms[Step.DECIDE].share == 50
    assert terms[Step.CARRY_OUT].running == 2
    assert terms[Step.SUPPLEMENT].share is None


def test_files_of_other_offices_are_not_counted(here: Counter) -> None:
    alone(here)
    stranger = posted(OfficeFactory.create(), PostingRole.CHIEF)
    scope = scope_of(stranger, on=clock.today())

    assert desks(scope, now=clock.now()) == []
    assert sum(each.running for each in step_terms(scope, now=clock.now())) == 0


def _all(here: Counter) -> Scope:
    return scope_of(here.chief, on=clock.today())
