"""Two officers at the same moment, at one household: splits, merges and moves."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import partial
from threading import Event, local
from typing import Any

import pytest

from registry.actions import (
    Renumbering,
    change_address,
    hold_register,
    merge_households,
    move_out,
    open_household,
    regrouping,
    renumber_addresses,
    renumbering,
    split_household,
)
from registry.models import (
    Address,
    Entry,
    EntryChain,
    EntryKind,
    Household,
    HouseholdAddress,
    Person,
    Residence,
)
from registry.models.entries import EntryChainQuerySet
from registry.models.households import HouseholdQuerySet
from registry.models.people import PersonQuerySet
from registry.queries.chains import broken_links
from tests.cast import LATELY, Family, Station, family
from tests.factories import AddressFactory, HouseholdFactory
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)
Waits = Callable[[], None]


def heads(household: Household) -> int:
    return Residence.objects.on(LATELY).filter(household=household, relation="02").count()


def address_of(household: Household) -> Address:
    return household.addresses.get().address


def unlocked(monkeypatch: pytest.MonkeyPatch, both_have_read: Waits) -> None:
    """Take the locks of households and people away, and let both read before either writes."""

    def households(rows: HouseholdQuerySet, *ids: int) -> list[Household]:
        return list(rows.filter(id__in=ids).order_by("id"))

    def people(rows: PersonQuerySet, *ids: int) -> list[Person]:
        return list(rows.filter(id__in=ids))

    def nothing_held(
        _people: Collection[int], *, household: Household, on: date
    ) -> dict[int, Household]:
        del on
        return {household.pk: Household.objects.get(pk=household.pk)}

    held = EntryChainQuerySet.lock

    def after_both(chains: EntryChainQuerySet, *offices: int) -> list[EntryChain]:
        both_have_read()
        return held(chains, *offices)

    monkeypatch.setattr(HouseholdQuerySet, "lock", households)
    monkeypatch.setattr(PersonQuerySet, "lock", people)
    monkeypatch.setattr(regrouping, "hold_homes", nothing_held)
    monkeypatch.setattr(EntryChainQuerySet, "lock", after_both)


# --- two splits of one household ---------------------------------------------------------------


def splits(here: Station, ouyang: Family) -> Sequence[Callable[[], object]]:
    """Each leaves two behind; both together would leave nobody."""
    pairs = (
        ([ouyang.mother.pk, ouyang.son.pk], ouyang.mother, None),
        ([ouyang.father.pk, ouyang.daughter.pk], ouyang.father, ouyang.mother),
    )
    return [
        partial(
            split_household,
            ouyang.household,
            leaving=leaving,
            head=head,
            address=address_of(ouyang.household),
            new_head=follows,
            **here.how,
        )
        for leaving, head, follows in pairs
    ]


def test_two_splits_leave_somebody_behind(here: Station, ouyang: Family) -> None:
    outcomes = at_once(*splits(here, ouyang))

    assert named(outcomes) == ["EverybodyLeaves", "Household"]
    assert Household.objects.on(LATELY).count() == 2
    assert heads(ouyang.household) == 1
    assert not list(broken_links())


def test_without_the_locks_neither_split_would_know_of_the_other(
    here: Station, ouyang: Family, monkeypatch: pytest.MonkeyPatch, both_have_read: Waits
) -> None:
    """A control: the household vanishes, or a constraint of another kind happens to stop one."""
    unlocked(monkeypatch, both_have_read)
    outcomes = named(at_once(*splits(here, ouyang)))

    assert outcomes in (["Household", "Household"], ["Household", "MovedTwiceInOneDay"])


# --- a split against a move --------------------------------------------------------------------


def split_and_move(here: Station, ouyang: Family) -> Sequence[Callable[[], object]]:
    """The father leaves and the mother follows him as head, while she moves out."""
    return [
        partial(
            split_household,
            ouyang.household,
            leaving=[ouyang.father.pk],
            head=ouyang.father,
            new_head=ouyang.mother,
            address=address_of(ouyang.household),
            **here.how,
        ),
        partial(move_out, ouyang.residence_of(ouyang.mother), reason="work", **here.how),
    ]


def test_a_split_and_a_move_of_one_member_come_one_after_the_other(
    here: Station, ouyang: Family
) -> None:
    outcomes = named(at_once(*split_and_move(here, ouyang)))

    assert outcomes in (["Household", "MovedTwiceInOneDay"], ["NotRegisteredHere", "Residence"])
    assert heads(ouyang.household) == 1
    assert not list(broken_links())


def test_without_the_locks_she_would_have_moved_out_and_still_be_the_head(
    here: Station, ouyang: Family, monkeypatch: pytest.MonkeyPatch, both_have_read: Waits
) -> None:
    """A control: the move has read her under the old head, and waits for the split to end."""
    split, move = split_and_move(here, ouyang)
    unlocked(monkeypatch, both_have_read)
    moving, split_is_over = local(), Event()
    held = EntryChainQuerySet.lock

    def after_the_split(chains: EntryChainQuerySet, *offices: int) -> list[EntryChain]:
        if getattr(moving, "here", False):
            both_have_read()
            split_is_over.wait(timeout=5)
        return held(chains, *offices)

    def split_first() -> object:
        done = split()
        split_is_over.set()
        return done

    def move_second() -> object:
        moving.here = True
        return move()

    monkeypatch.setattr(EntryChainQuerySet, "lock", after_the_split)
    outcomes = named(at_once(split_first, move_second))

    assert outcomes == ["Household", "Residence"]
    assert Residence.objects.on(LATELY).filter(person=ouyang.mother, relation="02").exists()


# --- two households that merge into each other -------------------------------------------------


def test_two_households_that_merge_into_each_other_do_not_both_vanish(
    here: Station, ouyang: Family
) -> None:
    other = family(here.office).household
    pairs = ((ouyang.household, other), (other, ouyang.household))
    said = dict.fromkeys(Residence.objects.values_list("person", flat=True), "99")
    outcomes = at_once(
        *(partial(merge_households, *pair, relations=said, **here.how) for pair in pairs)
    )

    assert "Household" in named(outcomes)
    assert len([each for each in outcomes if isinstance(each, Household)]) == 1
    assert Household.objects.on(LATELY).count() == 1
    assert Entry.objects.filter(kind=EntryKind.HOUSEHOLDS_MERGED).count() == 2


# --- two changes of address --------------------------------------------------------------------


def addresses(here: Station, ouyang: Family) -> Sequence[Callable[[], object]]:
    found = [AddressFactory.create() for _ in range(2)]
    here.office.areas.add(*(each.division for each in found))
    return [partial(change_address, ouyang.household, address=each, **here.how) for each in found]


def test_of_two_changes_of_address_one_is_refused(here: Station, ouyang: Family) -> None:
    outcomes = at_once(*addresses(here, ouyang))

    assert named(outcomes) == ["Household", "MovedTwiceInOneDay"]
    assert HouseholdAddress.objects.on(LATELY).filter(household=ouyang.household).count() == 1


def test_without_the_lock_only_the_constraint_keeps_one_address(
    here: Station, ouyang: Family, monkeypatch: pytest.MonkeyPatch, both_have_read: Waits
) -> None:
    """A control: the second has read the old address, and is told another reason."""
    calls = addresses(here, ouyang)
    unlocked(monkeypatch, both_have_read)
    outcomes = named(at_once(*calls))

    assert outcomes == ["Household", "LaterEventStands"]


# --- a split to a plate that is renumbered -----------------------------------------------------


def split_and_renumber(
    here: Station, ouyang: Family, both_hold: Waits, monkeypatch: pytest.MonkeyPatch
) -> Sequence[Callable[[], object]]:
    """One holds the family and wants the plate, the other the plate; both want the chain."""
    plate = AddressFactory.create()
    here.office.areas.add(plate.division)
    HouseholdFactory.create(office=here.office, address=plate)
    opened = renumbering._opened  # noqa: SLF001 - held between its reads and its writes

    def open_batch(**told: Any) -> object:
        both_hold()
        return opened(**told)

    def found(*address: Address, **told: Any) -> object:
        both_hold()
        return open_household(*address, **told)

    monkeypatch.setattr(renumbering, "_opened", open_batch)
    monkeypatch.setattr(regrouping, "open_household", found)
    split = partial(
        split_household,
        ouyang.household,
        leaving=[ouyang.son.pk],
        head=ouyang.son,
        address=plate,
        **here.how,
    )
    rows = [Renumbering(address=plate.pk, to={"plate": "88号"}, line=2)]
    return [split, partial(renumber_addresses, rows, **here.how)]


def test_a_split_waits_for_the_plate_before_it_takes_the_chain(
    here: Station, ouyang: Family, monkeypatch: pytest.MonkeyPatch, both_have_read: Waits
) -> None:
    calls = split_and_renumber(here, ouyang, both_have_read, monkeypatch)

    assert named(at_once(*calls)) == ["AddressBatch", "AddressNotThen"]


def test_with_the_chain_taken_first_the_two_would_wait_for_each_other(
    here: Station, ouyang: Family, monkeypatch: pytest.MonkeyPatch, both_have_read: Waits
) -> None:
    """A control: the database ends the deadlock, and somebody has to try again."""
    calls = split_and_renumber(here, ouyang, both_have_read, monkeypatch)
    monkeypatch.setattr(regrouping, "hold_homes", hold_register)

    assert "TryAgain" in named(at_once(*calls))
