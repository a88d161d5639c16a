"""Nobody takes a file of their own or of their kin a step further (回避)."""

from collections.abc import Callable
from typing import Final

import pytest

from applications.actions import accept, approve, assess, carry_out
from applications.errors import DecidesOwnCase
from applications.models import Application
from registry.models import Account
from tests.cast import family
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
