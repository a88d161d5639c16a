"""Two officers at the same moment: one person, one head, one chain, one number each."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from django.db import transaction

from hukou.kernel.identity_number import IdentityNumber
from registry.actions import (
    Mover,
    change_head,
    hold_register,
    move_family,
    move_in,
    move_out,
    open_household,
)
from registry.actions.numbers import allocate_number
from registry.models import (
    Entry,
    EntryChain,
    Household,
    IdentityNumberSeries,
    Person,
    Residence,
)
from registry.models.entries import EntryChainQuerySet
from registry.models.households import HouseholdQuerySet
from registry.models.people import IdentityNumberSeriesQuerySet, PersonQuerySet
from registry.queries.chains import broken_links
from tests.cast import LATELY, Family, Station, family, station
from tests.factories import AddressFactory, EntryFactory, HouseholdFactory, PersonFactory
from tests.race.at_once import at_once, named

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2026, 5, 20)


# --- one person, two households ----------------------------------------------------------------


def moves_into_two(here: Station, person: Person) -> list[Callable[[], object]]:
    homes = [HouseholdFactory.create(office=here.office) for _ in range(2)]
    return [
        partial(move_in, person, home, relation="02", reason="settlement", **here.how)
        for home in homes
    ]


def test_of_two_moves_of_one_person_one_is_refused(here: Station) -> None:
    outcomes = at_once(*moves_into_two(here, PersonFactory.create()))

    assert named(outcomes) == ["AlreadyRegisteredElsewhere", "Residence"]
    assert Residence.objects.count() == 1


def test_even_without_any_lock_the_constraint_refuses_the_second(
    here: Station, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control the other way round: no lock is needed for this truth, the database holds it."""

    def unlocked(people: PersonQuerySet, *ids: int) -> list[Person]:
        found = list(people.filter(id__in=ids))
        both_have_read()
        return found

    monkeypatch.setattr(PersonQuerySet, "lock", unlocked)
    outcomes = at_once(*moves_into_two(here, PersonFactory.create()))

    assert Residence.objects.count() == 1
    assert len([outcome for outcome in outcomes if isinstance(outcome, Residence)]) == 1


# --- one household, two changes of head --------------------------------------------------------


def changes_of_head(here: Station, ouyang: Family) -> list[Callable[[], object]]:
    return [
        partial(change_head, ouyang.household, to=to, **here.how)
        for to in (ouyang.mother, ouyang.daughter)
    ]


def head_of(household: Household) -> list[int]:
    heads = Residence.objects.on(LATELY).filter(household=household, relation="02")
    return list(heads.values_list("person_id", flat=True))


def unlock_households(monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]) -> None:
    def unlocked(households: HouseholdQuerySet, *ids: int) -> list[Household]:
        return list(households.filter(id__in=ids).order_by("id"))

    held = EntryChainQuerySet.lock

    def after_both(chains: EntryChainQuerySet, *offices: int) -> list[EntryChain]:
        both_have_read()
        return held(chains, *offices)

    monkeypatch.setattr(HouseholdQuerySet, "lock", unlocked)
    monkeypatch.setattr(EntryChainQuerySet, "lock", after_both)


def test_two_changes_of_head_come_one_after_the_other(here: Station, ouyang: Family) -> None:
    """The second sees the first, and follows the head that the first made."""
    outcomes = at_once(*changes_of_head(here, ouyang))

    assert named(outcomes) == ["list", "list"]
    assert len(head_of(ouyang.household)) == 1
    told = Entry.objects.filter(kind="head_changed").order_by("sequence")
    assert [entry.details["from"] for entry in told] == [
        ouyang.father.pk,
        told[0].details["to"],
    ]


def test_without_the_lock_both_would_follow_the_same_head(
    here: Station,
    ouyang: Family,
    monkeypatch: pytest.MonkeyPatch,
    both_have_read: Callable[[], None],
) -> None:
    """A control: if this fails, the test above proves nothing."""
    unlock_households(monkeypatch, both_have_read)
    outcomes = at_once(*changes_of_head(here, ouyang))

    told = Entry.objects.filter(kind="head_changed").order_by("sequence")
    followed = [entry.details["from"] for entry in told]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert followed == [ouyang.father.pk] * len(followed)
    assert refused or len(followed) == 2


# --- one office, one chain ---------------------------------------------------------------------


def entries_of_one_office(here: Station, count: int) -> list[Callable[[], object]]:
    EntryFactory.create(office=here.office)
    homes = [HouseholdFactory.create(office=here.office, collective=True) for _ in range(count)]
    return [
        partial(move_in, PersonFactory.create(), home, relation="99", reason="work", **here.how)
        for home in homes
    ]


def test_entries_at_the_same_moment_leave_no_gap_and_no_fork(here: Station) -> None:
    outcomes = at_once(*entries_of_one_office(here, 8))

    assert named(outcomes) == ["Residence"] * 8
    assert EntryChain.objects.get(office=here.office).sequence == 9
    assert not list(broken_links())


def test_the_first_entries_of_an_office_find_one_chain(here: Station) -> None:
    homes = [HouseholdFactory.create(office=here.office, collective=True) for _ in range(4)]
    outcomes = at_once(
        *(
            partial(move_in, PersonFactory.create(), home, relation="99", reason="work", **here.how)
            for home in homes
        )
    )

    assert named(outcomes) == ["Residence"] * 4
    assert not list(broken_links())


def test_without_the_lock_the_chain_would_fork(
    here: Station, monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: two would write the same number, and the constraint refuses one of them."""

    def unlocked(chains: EntryChainQuerySet, *offices: int) -> list[EntryChain]:
        found = list(chains.filter(office_id__in=offices))
        both_have_read()
        return found

    calls = entries_of_one_office(here, 2)
    monkeypatch.setattr(EntryChainQuerySet, "lock", unlocked)
    assert named(at_once(*calls)) == ["IntegrityError", "Residence"]


# --- one series, two newborns ------------------------------------------------------------------


def allocations(count: int) -> list[Callable[[], object]]:
    return [partial(allocate_number, "440199", born=DAY, sex="1")] * count


def numbers(outcomes: object) -> list[str]:
    assert isinstance(outcomes, list)
    return sorted(each.sequence for each in outcomes if isinstance(each, IdentityNumber))


def test_numbers_given_out_at_the_same_moment_differ_and_leave_no_gap() -> None:
    assert numbers(at_once(*allocations(6))) == ["001", "003", "005", "007", "009", "011"]


def test_without_the_lock_two_newborns_would_get_one_number(
    monkeypatch: pytest.MonkeyPatch, both_have_read: Callable[[], None]
) -> None:
    """A control: if this fails, the test above proves nothing."""
    IdentityNumberSeries.objects.create(region="440199", birth_date=DAY, sex="1")

    def unlocked(
        series: IdentityNumberSeriesQuerySet, region: str, born: date, sex: str
    ) -> IdentityNumberSeries:
        found = series.get(region=region, birth_date=born, sex=sex)
        both_have_read()
        return found

    monkeypatch.setattr(IdentityNumberSeriesQuerySet, "lock", unlocked)
    assert numbers(at_once(*allocations(2))) == ["001", "001"]


# --- two families change places ----------------------------------------------------------------


def settlements(
    both_have_opened: Callable[[], None], *, holding: bool
) -> list[Callable[[], object]]:
    """A family moves from A to a new household at B, while another moves from B to A."""
    stations = [station(), station()]
    families = [family(here.office) for here in stations]
    addresses = {there.office.pk: AddressFactory.create() for there in stations}

    @transaction.atomic
    def settle(mover: Family, there: Station) -> list[Residence]:
        address = addresses[there.office.pk]
        people = [mover.father.pk, mover.mother.pk, mover.son.pk, mover.daughter.pk]
        if holding:
            hold_register(people, office=there.office, household=None, on=LATELY)
        home = open_household(address, kind="family", office=there.office, **there.how)
        both_have_opened()
        relations = ("02", "10", "20", "30")
        movers = [
            Mover(person, relation, "settlement")
            for person, relation in zip(people, relations, strict=True)
        ]
        return move_family(movers, home, **there.how)

    return [
        partial(settle, mover, there)
        for mover, there in zip(families, reversed(stations), strict=True)
    ]


def test_two_families_that_change_places_both_arrive(both_have_read: Callable[[], None]) -> None:
    outcomes = at_once(*settlements(both_have_read, holding=True))

    assert named(outcomes) == ["list", "list"]
    assert not list(broken_links())


def test_without_holding_the_register_one_is_told_to_try_again(
    both_have_read: Callable[[], None],
) -> None:
    """A control: each holds a chain that the other waits for, and PostgreSQL ends one of them."""
    outcomes = at_once(*settlements(both_have_read, holding=False))

    assert named(outcomes) == ["TryAgain", "list"]
    assert not list(broken_links())


# --- the head leaves while somebody joins ------------------------------------------------------


def test_the_last_leaves_while_another_joins_and_the_household_stays_whole(
    here: Station,
) -> None:
    home = HouseholdFactory.create(office=here.office)
    how = here.how | {"on": date(2020, 1, 1)}
    residence = move_in(PersonFactory.create(), home, relation="02", reason="x", **how)
    outcomes = at_once(
        partial(move_out, residence, reason="work", **here.how),
        partial(move_in, PersonFactory.create(), home, relation="97", reason="join", **here.how),
    )

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert len(refused) == 1
    assert named(refused)[0] in {"HeadLeavesWithoutSuccessor", "HouseholdClosed"}
