"""Nobody takes a file of their own or of their kin a step further (回避)."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from typing import Final

import pytest
from psycopg.types.range import Range

from applications.actions import accept, approve, assess, carry_out
from applications.errors import DecidesOwnCase
from applications.models import Application, Decision
from applications.queries.deciders import may_decide
from registry.models import Account, Household, Person
from tests.cast import family
from tests.factories import HouseholdFactory, PersonFactory, ResidenceFactory
from tests.filing import Counter, Five, assessed, filed, fresh, settlement


def approved(here: Counter, five: Five) -> Application:
    application = assessed(here, settlement(five))
    approve(application.pk, by=here.chief)
    return fresh(application.pk)


READY: Final[dict[Callable[..., object], Callable[[Counter, Five], Application]]] = {
    accept: lambda here, five: filed(here, settlement(five)),
    assess: lambda here, five: assessed(here, settlement(five)),
    carry_out: approved,
}


@pytest.mark.parametrize("step", list(READY))
@pytest.mark.parametrize("who", ["applicant", "spouse"])
def test_a_party_takes_no_step(
    here: Counter, five: Five, step: Callable[..., object], who: str
) -> None:
    application = READY[step](here, five)
    Account.objects.filter(pk=here.officer.pk).update(person=getattr(five, who))

    with pytest.raises(DecidesOwnCase) as refused:
        step(application.pk, by=Account.objects.get(pk=here.officer.pk))

    assert refused.value.facts["reasons"] == ["own-case"]
    assert fresh(application.pk).status == application.status


@pytest.mark.parametrize("step", list(READY))
def test_kin_of_a_party_takes_no_step(
    here: Counter, five: Five, step: Callable[..., object]
) -> None:
    application = READY[step](here, five)
    application.parties.filter(person=five.spouse).update(person=None, newcomer={"name": "吴"})
    Account.objects.filter(pk=here.officer.pk).update(person=five.spouse)

    with pytest.raises(DecidesOwnCase) as refused:
        step(application.pk, by=Account.objects.get(pk=here.officer.pk))

    assert refused.value.facts["reasons"] == ["kin"]


@pytest.mark.parametrize("step", list(READY))
def test_who_lives_where_the_parties_would_join_takes_no_step(
    here: Counter, five: Five, step: Callable[..., object]
) -> None:
    application, joined = READY[step](here, five), family(here.office)
    Application.objects.filter(pk=application.pk).update(destination_household=joined.household)
    Account.objects.filter(pk=here.officer.pk).update(person=joined.father)

    with pytest.raises(DecidesOwnCase) as refused:
        step(application.pk, by=Account.objects.get(pk=here.officer.pk))

    assert refused.value.facts["reasons"] == ["own-case"]


def lived_together(one: Person, other: Person, *, year: int, home: Household | None = None) -> None:
    """Have two live in one household for a year of long ago; in `home` the other lives already."""
    household = home or HouseholdFactory.create()
    for person, relation in ((one, "20"), (other, "02"))[: 1 if home else 2]:
        ResidenceFactory.create(
            person=person,
            household=household,
            relation=relation,
            period=Range(date(year, 1, 1), date(year + 1, 1, 1)),
        )


def chain_to(chief: Account, five: Five, *, steps: int) -> None:
    """Make the chief kin of the applicant's mother over so many households, and no nearer."""
    between = [PersonFactory.create() for _ in range(steps)]
    lived_together(between[-1], five.mother, year=2001, home=five.mothers_home)
    for at, (one, other) in enumerate(pairwise(between)):
        lived_together(one, other, year=2002 + at)
    Account.objects.filter(pk=chief.pk).update(person=between[0])


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_nobody_decides_for_kin_within_three_steps_of_the_household_history(
    here: Counter, five: Five, steps: int
) -> None:
    """A04."""
    ready = assessed(here, settlement(five))
    chain_to(here.chief, five, steps=steps)

    with pytest.raises(DecidesOwnCase) as refused:
        approve(ready.pk, by=Account.objects.get(pk=here.chief.pk))

    assert refused.value.facts["reasons"] == ["kin"]
    assert refused.value.facts["cite"]["clause"] == "第七十四条第一款、第七十六条"  # type: ignore[index] # a mapping
    assert not Decision.objects.exists()


def test_who_is_farther_than_the_law_looks_may_decide(here: Counter, five: Five) -> None:
    """A04."""
    ready = assessed(here, settlement(five))
    chain_to(here.chief, five, steps=4)
    assert approve(ready.pk, by=Account.objects.get(pk=here.chief.pk)).pk


def test_nobody_decides_what_their_kin_entered(here: Counter, five: Five) -> None:
    """A04: officer, applicant and approver, whoever is linked to whom."""
    ready = assessed(here, settlement(five))
    chief, clerk = PersonFactory.create(), PersonFactory.create()
    lived_together(chief, clerk, year=2001)
    Account.objects.filter(pk=here.chief.pk).update(person=chief)
    Account.objects.filter(pk=here.auxiliary.pk).update(person=clerk)

    permission = may_decide(ready, Account.objects.get(pk=here.chief.pk))

    assert permission.must_recuse
    assert [each.code for each in permission.reasons] == ["kin-entered"]
    assert may_decide(ready, here.approver).allowed


def test_two_who_entered_and_decide_and_are_strangers_are_left_alone(
    here: Counter, five: Five
) -> None:
    ready = assessed(here, settlement(five))
    for account in (here.chief, here.auxiliary):
        Account.objects.filter(pk=account.pk).update(person=PersonFactory.create())
    assert may_decide(ready, Account.objects.get(pk=here.chief.pk)).allowed
