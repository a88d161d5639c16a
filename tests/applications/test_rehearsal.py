"""A delegation is rehearsed over past files before it is signed (A03, U04)."""

from datetime import timedelta

from applications.actions import approve, carry_out, refuse
from applications.models import DelegatedItem
from applications.queries.rehearsal import Rehearsed, movable_items, rehearse_delegation
from hukou.kernel import clock
from registry.actions import reverse_entry
from registry.models import Entry, EntryKind, PostingRole
from tests.applicants import alone
from tests.cast import BASIS
from tests.filing import Counter

ITEM = "qz-final-2017/QZF-1"
TODAY = clock.today()
LOOKED_AT = timedelta(days=2)


def rehearsed(here: Counter, *, items: tuple[str, ...] = (ITEM,)) -> Rehearsed:
    return rehearse_delegation(
        items,
        offices=[here.office.pk],
        to_role=PostingRole.OFFICER,
        since=TODAY - timedelta(days=365),
        until=TODAY + timedelta(days=9),
        on=TODAY + timedelta(days=9),
    )


def test_it_counts_what_skips_review_and_names_what_review_had_stopped(here: Counter) -> None:
    plain, stopped = alone(here), alone(here, legal_and_stable=False)
    with clock.frozen(clock.now() + LOOKED_AT):
        approve(plain.pk, by=here.chief)
        refuse(stopped.pk, by=here.chief, grounds="不是合法稳定住所")

    found = rehearsed(here)

    assert (found.whole.total, found.whole.would_skip, found.whole.refused) == (2, 2, 1)
    [station] = found.stations
    assert (station.name, station.would_skip, station.refused) == (here.office.name, 2, 1)
    assert [each.number for each in found.risky] == [stopped.number]


def test_it_names_what_was_registered_and_undone_later(here: Counter) -> None:
    file = alone(here)
    with clock.frozen(clock.now() + LOOKED_AT):
        approve(file.pk, by=here.chief)
        carry_out(file.pk, by=here.officer)
        moved = Entry.objects.get(application=file.pk, kind=EntryKind.MOVE_IN)
        reverse_entry(moved, by=here.chief, basis=BASIS, reason="证明不实")

    found = rehearsed(here)

    assert found.whole.went_wrong == 1
    [risky] = found.risky
    assert [sign.code for sign in risky.signs] == ["undone"]


def test_items_that_stay_are_counted_apart_and_nothing_is_stored(here: Counter) -> None:
    approve(alone(here).pk, by=here.chief)

    found = rehearsed(here, items=("RESTORE_MISTAKE",))

    assert (found.whole.total, found.others) == (0, 1)
    assert not DelegatedItem.objects.exists()


def test_what_the_counter_decides_already_is_not_offered(here: Counter) -> None:
    offered = {each.id for each in movable_items(here.office, on=TODAY)}

    assert ITEM in offered
    assert "DEATH" not in {each.split("/")[-1] for each in offered}
