"""Those who have died (死亡注销): they apply for nothing, and are moved by no approval."""

from dataclasses import replace

import pytest

from applications.actions import Newcomer, PartyRequest, approve, carry_out, draft, lapse
from applications.models import Application, PartyRole
from applications.workflow import Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import register_death
from registry.errors import PersonHasDied
from registry.models import HeldNumber, Person, Residence
from tests.cast import BASIS
from tests.filing import Counter, Five, assessed, fresh, settlement


def die(person: Person, here: Counter) -> None:
    told = {"declarant": "吴秀英", "certificate": "死证字第1号"}
    register_death(person, on=clock.today(), by=here.officer, basis=BASIS, **told)  # type: ignore[arg-type]  # all text


def test_the_dead_apply_for_nothing(here: Counter, five: Five) -> None:
    die(five.son, here)
    with pytest.raises(InvalidInput) as refusal:
        draft(settlement(five), by=here.auxiliary)
    assert [each["field"] for each in refusal.value.errors] == ["parties.2.person"]
    assert not Application.objects.exists()


def test_nor_under_their_number(here: Counter, five: Five) -> None:
    die(five.son, here)
    number = HeldNumber.objects.get(person=five.son).number
    son = PartyRequest(
        role=PartyRole.COMPANION,
        newcomer=Newcomer(name="周小山", identity_number=number),
        relation="child",
    )
    request = settlement(five)
    with pytest.raises(InvalidInput) as refusal:
        draft(replace(request, parties=[request.parties[0], son]), by=here.auxiliary)
    assert [each["field"] for each in refusal.value.errors] == ["parties.1.person"]


def test_who_dies_after_the_approval_is_not_moved_and_the_file_can_be_ended(
    here: Counter, five: Five
) -> None:
    ready = assessed(here, settlement(five))
    approve(ready.pk, by=here.chief)
    die(five.son, here)

    with pytest.raises(PersonHasDied):
        carry_out(ready.pk, by=here.officer)
    assert Residence.objects.on(clock.today()).get(person=five.spouse).household == five.home
    assert lapse(ready.pk, by=here.officer, reason="随迁人死亡").status == Status.LAPSED
    assert fresh(ready.pk).ended_at is not None
