"""Cancellation (注销户口): each cause is proven by its own paper and decided at its own level."""

from datetime import timedelta
from typing import Any, Final

import pytest

from applications.actions import approve, carry_out, draft, refuse
from applications.errors import MayNotDecide
from applications.kinds import KINDS
from applications.models import Application, Kind
from applications.queries.letter import letter
from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import InvalidInput
from registry.errors import HeadLeavesWithoutSuccessor
from registry.models import HEAD, Entry, EntryKind, Residence
from tests.applications.life import DECLARED, TODAY, event, granted, handed_in, proven
from tests.cast import Family, family
from tests.factories import AddressFactory
from tests.filing import Counter

ENDED: Final = TODAY - timedelta(days=3)
TOLD: Final = {"cause": "abroad", "ended_on": ENDED.isoformat(), "proof": "定居证明1", **DECLARED}
LEVELS: Final = {
    "service": ("service.enlisted", "enlistment_notice", "officer"),
    "abroad": ("abroad.settled", "settlement_abroad_proof", "officer"),
    "missing": ("missing.declared", "court_decision", "officer"),
    "duplicate": ("registration.duplicate", "investigation_report", "approver"),
    "false": ("registration.false", "investigation_report", "approver"),
}


@pytest.fixture
def home(here: Counter) -> Family:
    return family(here.office, address=AddressFactory.create(division=here.community))


def test_every_code_of_a_reason_can_be_chosen_and_no_other() -> None:
    """A choice without its code would be refused only when it is carried out."""
    for kind, scheme in (
        (Kind.CANCELLATION, Scheme.CANCELLATION_REASON),
        (Kind.RESTORATION, Scheme.RESTORATION_REASON),
    ):
        [cause] = [each for each in KINDS[kind].details if each.name == "cause"]

        assert set(cause.choices) == set(of(scheme).codes), kind


@pytest.mark.parametrize("cause", LEVELS)
def test_each_cause_asks_for_its_own_proof(here: Counter, home: Family, cause: str) -> None:
    fact, paper, _ = LEVELS[cause]
    application = handed_in(here, event(Kind.CANCELLATION, home.son, {**TOLD, "cause": cause}))

    assert list(application.verifications.values_list("fact", flat=True)) == [fact]
    assert KINDS[Kind.CANCELLATION].documents(application, [])[0].kind == paper


@pytest.mark.parametrize("cause", LEVELS)
def test_each_cause_is_decided_at_its_level_and_carried_out(
    here: Counter, home: Family, cause: str
) -> None:
    decider = getattr(here, LEVELS[cause][2])
    application = granted(
        here, event(Kind.CANCELLATION, home.son, {**TOLD, "cause": cause}), by=decider
    )

    carry_out(application.pk, by=here.officer)

    assert not Residence.objects.on(TODAY).filter(person=home.son).exists()
    entry = Entry.objects.get(kind=EntryKind.CANCELLED)
    assert (entry.reason, entry.event_on, entry.application) == (
        f"cancelled.{cause}",
        ENDED,
        application.pk,
    )


def test_the_station_does_not_strike_off_a_second_registration(here: Counter, home: Family) -> None:
    application = proven(here, event(Kind.CANCELLATION, home.son, {**TOLD, "cause": "duplicate"}))

    with pytest.raises(MayNotDecide):
        approve(application.pk, by=here.chief)


def test_a_head_who_leaves_is_followed(here: Counter, home: Family) -> None:
    application = granted(here, event(Kind.CANCELLATION, home.father, TOLD), by=here.officer)

    with pytest.raises(HeadLeavesWithoutSuccessor):
        carry_out(application.pk, by=here.officer)
    carry_out(application.pk, by=here.officer, new_heads={home.household.pk: home.mother.pk})

    assert Residence.objects.on(TODAY).get(person=home.mother).relation == HEAD


def test_a_refusal_cites_the_clause_of_the_cause(here: Counter, home: Family) -> None:
    application = proven(here, event(Kind.CANCELLATION, home.son, TOLD), value=False)

    refuse(application.pk, by=here.officer, grounds="未在境外定居")

    assert [each["clause"] for each in letter(application.pk).clauses] == ["第十条"]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"cause": "divorce"}, "details.cause"),
        ({"cause": None}, "details.cause"),
        ({"ended_on": (TODAY + timedelta(days=1)).isoformat()}, "details.ended_on"),
        ({"proof": 7}, "details.proof"),
        ({"colour": "红"}, "details.colour"),
    ],
)
def test_a_wrong_detail_is_refused_at_its_field(
    here: Counter, home: Family, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        draft(event(Kind.CANCELLATION, home.son, {**TOLD, **told}), by=here.auxiliary)

    assert [each["field"] for each in refusal.value.errors] == [field]
    assert not Application.objects.exists()


def test_who_is_registered_nowhere_cannot_be_struck_off(here: Counter, home: Family) -> None:
    first = granted(here, event(Kind.CANCELLATION, home.son, TOLD), by=here.officer)
    carry_out(first.pk, by=here.officer)

    with pytest.raises(InvalidInput) as refusal:
        draft(event(Kind.CANCELLATION, home.son, TOLD), by=here.auxiliary)

    assert refusal.value.field == "parties.0.person"
