"""Two are heard at the same stage at the same moment: one is, the other is told."""

from collections.abc import Callable
from functools import partial

import pytest

from applications.actions import examine
from applications.models import Examination, Kind, Transition
from applications.workflow import Action
from registry.models import PostingRole
from tests.applications.life import event, proven
from tests.cast import family
from tests.factories import AddressFactory
from tests.filing import counter, posted
from tests.race.at_once import at_once, named
from tests.race.test_application_race import unlock

pytestmark = pytest.mark.django_db(transaction=True)


def two_opinions() -> list[Callable[[], object]]:
    here = counter()
    home = family(here.office, address=AddressFactory.create(division=here.community))
    told = {"reason": "shared", "proof": "申请书", "declarant": "欧阳", "declarant_is": "self"}
    ready = proven(here, event(Kind.NUMBER, home.father, told))
    seconds = [here.approver, posted(here.bureau, PostingRole.COUNTY_APPROVER)]
    return [
        partial(examine, ready.pk, by=each, stage="second_officer", agrees=True) for each in seconds
    ]


def test_of_two_opinions_at_one_stage_one_is_kept() -> None:
    assert named(at_once(*two_opinions())) == ["Examination", "NotToBeExamined"]
    assert Examination.objects.count() == 1
    assert Transition.objects.filter(action=Action.EXAMINE).count() == 1


def test_without_the_lock_a_second_opinion_reaches_the_constraint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A control: nobody is told why; the database just holds no two opinions."""
    calls = two_opinions()
    unlock(monkeypatch)
    assert named(at_once(*calls)) == ["Examination", "IntegrityError"]
