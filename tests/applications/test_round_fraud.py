"""False papers in a round (弄虚作假, T06): the place void, what was registered undone, a bar."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

import pytest

from applications.actions import (
    draft,
    finalise,
    issue_points_result,
    mark_absent,
    release_file,
    void_for_fraud,
    withdraw,
)
from applications.errors import (
    AlreadyVoid,
    DecidesOwnCase,
    LeftTheRound,
    MayNotHandle,
    MayNotRunRounds,
    NotInRound,
    RoundStageWrong,
)
from applications.models import (
    Application,
    Bar,
    OutboxEvent,
    RoundAct,
    RoundStanding,
)
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import cancel_registration, reverse_entry
from registry.errors import LaterEventStands
from registry.models import Entry, EntryKind, Person, Residence
from registry.queries.chains import broken_links
from tests.cast import BASIS
from tests.filing import counter, family_of_five, fresh, settlement
from tests.rounds import AFTER, city, number_of
from tests.years import LAST_DAY, WHY, Year, approved, assessed, released, settled, void

pytestmark = pytest.mark.django_db

BARS: Final = {"bar_years": 5, "bar_clause": "第七条"}
FRAUD: Final = "弄虚作假的处理"


@pytest.fixture
def year() -> Iterator[Year]:
    made = Year(city(), **BARS)
    with clock.frozen(AFTER + timedelta(days=1)):
        yield made


def test_found_before_the_final_list_the_file_ends_and_the_next_moves_up(year: Year) -> None:
    void(year)

    file = fresh(year.files[0].pk)
    assert file.status == Status.LAPSED
    last = file.transitions.latest("id")
    assert last.details["clauses"][0]["clause"] == FRAUD
    assert last.note == WHY
    year.ends()
    assert year.ranks(1) == {"a": (1, True), "b": (2, True), "c": (3, False)}
    assert year.ranks(2) == {"a": (None, False), "b": (1, True), "c": (2, True)}
    step = year.round.steps.get(act=RoundAct.VOIDED)
    assert step.note == WHY


def test_found_after_the_final_list_the_place_is_given_to_nobody(year: Year) -> None:
    released(year)
    void(year)

    assert fresh(year.files[0].pk).status == Status.LAPSED
    assert year.ranks(2) == {"a": (1, True), "b": (2, True), "c": (3, False)}
    assert year.round.lists.count() == 2


@pytest.mark.parametrize("stage", [assessed, approved], ids=lambda each: each.__name__)
def test_whatever_a_file_has_come_to_it_ends(
    year: Year, stage: Callable[[Year], Application]
) -> None:
    released(year)
    file = stage(year)
    void(year)

    file.refresh_from_db()
    assert file.status == Status.LAPSED
    assert not file.deadlines.filter(met_at=None).exists()


def test_what_was_registered_is_undone_by_new_entries(year: Year) -> None:
    """Both entries stay, the new one names the old; the person is registered nowhere any more."""
    released(year)
    file = settled(year)
    person = Person.objects.get(residences__isnull=False)
    moved = Entry.objects.get(person=person, kind=EntryKind.MOVE_IN)

    void(year)

    assert not Residence.objects.filter(person=person).exists()
    reversal = Entry.objects.get(reverses=moved)
    assert reversal.application == file.pk
    assert reversal.details["reason"] == WHY
    assert reversal.legal_basis["clause"] == FRAUD
    assert list(broken_links()) == []
    file.refresh_from_db()
    assert file.status == Status.REGISTERED
    assert OutboxEvent.objects.filter(type="application.voided").exists()


def test_what_was_reversed_by_hand_before_is_not_reversed_again(year: Year) -> None:
    """By the approver who may (冲销): what else the file wrote down is undone, that is not."""
    released(year)
    file = settled(year)
    moved = Entry.objects.get(application=file.pk, kind=EntryKind.MOVE_IN)
    reverse_entry(moved, by=year.place.here.officer, basis=BASIS, reason="登记错误")

    void(year)

    assert Entry.objects.filter(reverses=moved).count() == 1
    step = year.round.steps.get(act=RoundAct.VOIDED)
    assert moved.reversals.get().pk not in step.details["undone"]


def test_what_is_void_is_not_made_void_again(year: Year) -> None:
    released(year)
    settled(year)
    void(year)
    reversals = Entry.objects.filter(kind=EntryKind.REVERSED).count()

    with pytest.raises(AlreadyVoid):
        void(year)

    assert Entry.objects.filter(kind=EntryKind.REVERSED).count() == reversals


def test_what_something_later_rests_on_is_reversed_first(year: Year) -> None:
    """Then nothing at all is done: the place stands, nobody is barred."""
    released(year)
    settled(year)
    with clock.frozen(LAST_DAY + timedelta(days=9)):
        cancel_registration(
            Residence.objects.get().person,
            by=year.place.here.officer,
            on=clock.today(),
            basis=BASIS,
            reason="abroad",
            declarant="本人",
            proof="国外定居证明",
        )
        with pytest.raises(LaterEventStands):
            void(year)

    assert not Bar.objects.exists()
    assert year.round.applicants.get(pk=year.entry(0)).left_at is None


def test_found_out_after_withdrawing_somebody_is_barred_once_and_told_on_paper(year: Year) -> None:
    withdraw(year.files[0].pk, by=year.place.here.officer, reason="另行迁往外地")
    void(year)
    with pytest.raises(AlreadyVoid):
        void(year)

    assert Bar.objects.count() == 1
    paper = issue_points_result(year.entry(0), by=year.place.here.officer)
    told = json.dumps(paper.content, ensure_ascii=False)
    for words in ("取消积分入户资格通知书", "已撤回", WHY, "2031年9月8日", "救济途径"):
        assert words in told


def test_where_no_bar_follows_it_is_void_once_all_the_same() -> None:
    year = Year(city())
    withdraw(year.files[0].pk, by=year.place.here.officer, reason="另行迁往外地")
    with clock.frozen(AFTER):
        void(year)
        with pytest.raises(AlreadyVoid):
            void(year)

    assert year.round.steps.filter(act=RoundAct.VOIDED).count() == 1


@pytest.mark.parametrize("wrong", [" ", "甲" * 501])
def test_without_a_reason_nothing_is_void(year: Year, wrong: str) -> None:
    with pytest.raises(InvalidInput) as no:
        void(year, reason=wrong)
    assert no.value.field == "reason"
    assert not Bar.objects.exists()


def test_who_makes_void_runs_the_round_and_did_not_write_the_file(year: Year) -> None:
    for stranger in (year.place.here.officer, year.place.here.approver):
        with pytest.raises(MayNotRunRounds):
            void(year, by=stranger)
    Application.objects.filter(pk=year.files[0].pk).update(created_by=year.place.runner)
    with pytest.raises(DecidesOwnCase):
        void(year)
    assert not Bar.objects.exists()


def test_a_file_of_no_round_has_no_place_to_lose() -> None:
    here = counter()
    file = draft(settlement(family_of_five()), by=here.auxiliary)
    with pytest.raises(NotInRound):
        void_for_fraud(file.pk, by=here.approver, reason=WHY)
    with pytest.raises(NotInRound):
        mark_absent(file.pk, by=here.officer, note="未到场")


def test_who_does_not_come_to_the_check_gives_up(year: Year) -> None:
    file, by = year.files[0], year.place.here.officer
    entry = mark_absent(file.pk, by=by, note="9月8日现场核验未到场")

    assert entry.left_as == RoundStanding.ABSENT
    file.refresh_from_db()
    assert file.status == Status.LAPSED
    assert not Bar.objects.exists()
    with pytest.raises(LeftTheRound):
        mark_absent(file.pk, by=by, note="未到场")
    year.ends()
    assert year.ranks(2)["a"] == (None, False)


def test_an_absence_is_noted_by_the_office_of_the_file_before_the_final_list(year: Year) -> None:
    with pytest.raises(MayNotHandle):
        mark_absent(year.files[0].pk, by=year.place.here.auxiliary, note="未到场")
    with clock.frozen(LAST_DAY + timedelta(days=1)):
        finalise(year.round.pk, by=year.place.runner)
        with pytest.raises(RoundStageWrong):
            mark_absent(year.files[0].pk, by=year.place.here.officer, note="未到场")


def test_false_papers_of_somebody_who_withdrew_bar_all_the_same(year: Year) -> None:
    mark_absent(year.files[0].pk, by=year.place.here.officer, note="未到场")
    void(year)

    assert Bar.objects.get().number == number_of(0)
    assert year.round.applicants.get(pk=year.entry(0)).left_as == RoundStanding.ABSENT
    with pytest.raises(AlreadyVoid):
        void(year)


def test_releasing_a_void_file_changes_nothing(year: Year) -> None:
    void(year)
    year.ends()
    release_file(year.entry(0))
    assert fresh(year.files[0].pk).status == Status.LAPSED
