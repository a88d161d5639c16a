"""Workload and terms: who has how much, what is late, whose offices are counted."""

from datetime import timedelta

from applications.actions import approve
from applications.models import Step
from applications.queries.workload import desks, overdue_files, step_terms
from hukou.kernel import clock
from registry.models import PostingRole
from registry.queries import Scope, scope_of
from tests.applicants import alone
from tests.factories import OfficeFactory
from tests.filing import Counter, accepted, family_of_five, posted, settlement


def test_a_desk_counts_what_is_open_late_and_decided(here: Counter) -> None:
    decided = alone(here)
    approve(decided.pk, by=here.chief)
    waits = accepted(here, settlement(family_of_five()))
    waits.deadlines.filter(met_at=None).update(due_at=clock.now() - timedelta(hours=1))
    scope = scope_of(here.chief, on=clock.today())

    found = {each.name: each for each in desks(scope, now=clock.now())}

    assert (found[here.officer.name].overdue, found[here.chief.name].decided) == (1, 1)
    assert sum(each.open for each in found.values()) == 2
    [late] = overdue_files(scope, now=clock.now())
    assert late.application == waits


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
