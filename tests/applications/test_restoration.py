"""Restoration (恢复户口): whoever was struck off comes back, by what ended the reason for it."""

from datetime import date
from typing import Any, Final

import pytest
from psycopg.types.range import Range

from applications.actions import approve, carry_out, draft
from applications.errors import MayNotDecide, NotEligible
from applications.models import Application, Kind
from hukou.kernel.errors import InvalidInput
from registry.models import Household, Person, Residence
from tests.applications.life import DECLARED, TODAY, event, granted, handed_in, house, proven
from tests.factories import PersonFactory, ResidenceFactory
from tests.filing import Counter

TOLD: Final = {"cause": "found", "proof": "撤销宣告的判决", **DECLARED}
LEVELS: Final = {
    "service": "officer",
    "abroad": "approver",
    "released": "officer",
    "found": "officer",
    "mistake": "chief",
}


@pytest.fixture
def home(here: Counter) -> Household:
    return house(here)


@pytest.fixture
def back(here: Counter) -> Person:
    """Somebody who was registered at this station until 2020, and is registered nowhere now."""
    person: Person = PersonFactory.create(details={"name": "归来人", "sex": "1"})
    ResidenceFactory.create(
        person=person,
        household=house(here),
        relation="97",
        period=Range(date(2010, 1, 1), date(2020, 1, 1)),
    )
    return person


def restoration(person: Person, home: Household, **told: Any) -> Any:  # noqa: ANN401
    return event(Kind.RESTORATION, person, {**TOLD, **told}, home=home, relation_to_head="97")


@pytest.mark.parametrize("cause", LEVELS)
def test_each_cause_is_decided_at_its_level_and_carried_out(
    here: Counter, home: Household, back: Person, cause: str
) -> None:
    decider = getattr(here, LEVELS[cause])
    application = granted(here, restoration(back, home, cause=cause), by=decider)

    carry_out(application.pk, by=here.officer)

    now = Residence.objects.on(TODAY).get(person=back)
    assert (now.household, now.relation) == (home, "97")


def test_what_the_register_knows_is_not_asked(here: Counter, home: Household, back: Person) -> None:
    application = handed_in(here, restoration(back, home))

    asked = list(application.verifications.values_list("fact", "agency", "status"))
    assert asked == [("missing.revoked", "courts", "by_hand")]


def test_nobody_is_registered_a_second_time(here: Counter, home: Household) -> None:
    """Row R01, article 6: one person, one place."""
    member = home.residences.get().person
    application = proven(here, restoration(member, house(here)))

    with pytest.raises(NotEligible):
        approve(application.pk, by=here.officer)

    [channel] = application.assessments.get().judgement["channels"]
    unmet = [each for each in channel["findings"] if each["satisfied"] is False]
    assert [(each["fact"], each["cite"]["clause"]) for each in unmet] == [
        ("registration.none", "第六条")
    ]


def test_an_officer_alone_does_not_undo_a_mistake(
    here: Counter, home: Household, back: Person
) -> None:
    application = proven(here, restoration(back, home, cause="mistake"))

    with pytest.raises(MayNotDecide):
        approve(application.pk, by=here.officer)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"home": None}, "destination"),
        ({"relation_to_head": ""}, "parties.0.relation_to_head"),
        ({"told": {**TOLD, "cause": "homesick"}}, "details.cause"),
    ],
)
def test_a_wrong_request_is_refused_at_its_field(
    here: Counter, home: Household, back: Person, change: dict[str, Any], field: str
) -> None:
    asked: dict[str, Any] = {"home": home, "relation_to_head": "97", "told": TOLD, **change}

    with pytest.raises(InvalidInput) as refusal:
        draft(event(Kind.RESTORATION, back, asked.pop("told"), **asked), by=here.auxiliary)

    assert field in {each["field"] for each in refusal.value.errors}
    assert not Application.objects.exists()
