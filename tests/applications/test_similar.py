"""Decided files like the one that waits: same path, nearest facts, what stands out (U03)."""

from datetime import timedelta

from applications.actions import approve, refuse
from applications.models import Application
from applications.queries.similar import LikeFiles, like_files
from hukou.kernel import clock
from hukou.law import load_law
from registry.models import PostingRole
from registry.queries import Scope, scope_of
from tests.applicants import alone
from tests.factories import OfficeFactory
from tests.filing import Counter, posted


def like(file: Application, scope: Scope) -> LikeFiles | None:
    assessment = file.assessments.last()
    assert assessment is not None
    return like_files(file, assessment, scope=scope, on=clock.today())


def seen_by_the_chief(here: Counter) -> Scope:
    return scope_of(here.chief, on=clock.today())


def test_a_file_whose_like_was_never_decided_has_none(here: Counter) -> None:
    alone(here)

    assert like(alone(here), seen_by_the_chief(here)) is None


def test_decided_files_of_the_same_path_are_counted_and_the_nearest_come_first(
    here: Counter,
) -> None:
    far, near = alone(here), alone(here, tenure="leased")
    for each in (far, near):
        approve(each.pk, by=here.chief)

    found = like(alone(here, tenure="leased"), seen_by_the_chief(here))

    assert found is not None
    assert (found.approved, found.refused) == (2, 0)
    assert [each.past.number for each in found.nearest] == [near.number, far.number]
    assert found.nearest[0].differs == []
    assert found.nearest[1].differs == [load_law().vocabulary["dwelling.tenure"].label]


def test_a_decided_file_of_another_path_is_not_alike(here: Counter) -> None:
    approve(alone(here).pk, by=here.chief)
    refused = alone(here, legal_and_stable=False)
    refuse(refused.pk, by=here.chief, grounds="不是合法稳定住所")

    found = like(alone(here, legal_and_stable=False), seen_by_the_chief(here))

    assert found is not None
    assert [each.past.number for each in found.nearest] == [refused.number]


def test_an_outcome_that_differs_from_the_others_is_shown_first_and_marked(here: Counter) -> None:
    usual = [alone(here) for _ in range(2)]
    for each in usual:
        approve(each.pk, by=here.chief)
    odd = alone(here)
    clause = {"document": "衢州市区户口迁移实施意见", "clause": "一"}
    refuse(odd.pk, by=here.chief, grounds="理由", clauses=[clause])

    found = like(alone(here), seen_by_the_chief(here))

    assert found is not None
    assert found.nearest[0].past.number == odd.number
    assert [each.stands_out for each in found.nearest] == [True, False, False]


def test_a_file_that_took_far_longer_than_the_others_is_marked(here: Counter) -> None:
    with clock.frozen(clock.now() - timedelta(days=20)):
        slow = alone(here)
    quick = [alone(here) for _ in range(2)]
    with clock.frozen(clock.now() + timedelta(hours=2)):
        for each in (*quick, slow):
            approve(each.pk, by=here.chief)

    found = like(alone(here), seen_by_the_chief(here))

    assert found is not None
    assert {each.past.number for each in found.nearest if each.was_slow} == {slow.number}


def test_files_of_offices_out_of_scope_are_neither_shown_nor_counted(here: Counter) -> None:
    approve(alone(here).pk, by=here.chief)
    stranger = posted(OfficeFactory.create(), PostingRole.CHIEF)

    assert like(alone(here), scope_of(stranger, on=clock.today())) is None
