"""Cards of permits: lost and found, withdrawn, taken back, destroyed; the desk of cards (P08)."""

from datetime import date, timedelta

import pytest

from hukou.kernel.errors import InvalidInput
from registry import errors
from registry.actions import (
    destroy_permit_card,
    end_residence_permit,
    hand_over_permit_card,
    make_permit_card,
    replace_permit_card,
    report_card_found,
    report_card_lost,
    take_back_permit_card,
    withdraw_permit_card,
)
from registry.errors import permit_cards as cards
from registry.models import (
    CardLoss,
    Particulars,
    PermitCard,
    Person,
    ResidencePermit,
)
from registry.queries import scope_of
from registry.queries.holders import card_by_serial, card_desk
from tests.cast import station
from tests.holders import holds, lives
from tests.permit_cards import DAY, ISSUED, LATER, given, how, make, permit_in, stands
from tests.places import Country, address_in, country

pytestmark = pytest.mark.django_db


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def permit(land: Country) -> ResidencePermit:
    return permit_in(land)


def test_a_lost_card_is_good_for_nothing_until_it_is_found(
    land: Country, permit: ResidencePermit
) -> None:
    card = given(land, permit)
    report_card_lost(card.pk, **how(land, LATER))
    with pytest.raises(cards.CardLostAlready) as twice:
        report_card_lost(card.pk, **how(land, LATER))
    lost = stands(permit, LATER)
    report_card_found(card.pk, **how(land, LATER + timedelta(days=1)))

    assert lost == [("lost", LATER)]
    assert twice.value.facts["since"] == "2026-06-01"
    assert stands(permit, LATER + timedelta(days=1)) == [("good", DAY)]
    with pytest.raises(cards.CardNotLost):
        report_card_found(card.pk, **how(land))
    assert CardLoss.objects.count() == 1


def test_a_card_nobody_was_handed_cannot_be_lost(land: Country, permit: ResidencePermit) -> None:
    with pytest.raises(cards.CardNotHandedOver):
        replace_permit_card(permit.pk, reason="damaged", **how(land))
    card = make(land, permit)
    with pytest.raises(cards.CardNotHandedOver):
        report_card_lost(card.pk, **how(land))


def test_no_card_of_an_ended_permit_is_made_or_handed_over_and_none_outlives_it(
    land: Country, permit: ResidencePermit
) -> None:
    other = holds(
        lives(address_in(land.village), since=date(2025, 1, 1)),
        land.here.office,
        "440199",
        since=ISSUED,
    )
    waiting, working = make(land, permit), given(land, other)
    for each in (permit, other):
        end_residence_permit(each.pk, reason="left", **how(land, LATER))

    with pytest.raises(errors.PermitHasEnded):
        hand_over_permit_card(waiting.pk, **how(land, LATER))
    with pytest.raises(errors.PermitHasEnded):
        replace_permit_card(other.pk, reason="damaged", **how(land, LATER))
    assert stands(permit, LATER) == stands(other, LATER) == [("permit_ended", LATER)]
    with pytest.raises(cards.CardNotTakenBack):
        destroy_permit_card(working.pk, **how(land, LATER))
    take_back_permit_card(working.pk, **how(land, LATER))
    for card in (working, waiting):
        destroy_permit_card(card.pk, **how(land, LATER))
        with pytest.raises(cards.CardGivenUpAlready):
            destroy_permit_card(card.pk, **how(land, LATER))


def test_nothing_is_handed_to_the_dead_and_their_card_is_taken_back(
    land: Country, permit: ResidencePermit
) -> None:
    card = given(land, permit)
    Person.objects.filter(pk=permit.person_id).update(died_on=DAY)
    with pytest.raises(errors.PersonHasDied):
        replace_permit_card(permit.pk, reason="damaged", **how(land, LATER))
    assert stands(permit, LATER) == [("permit_ended", date(2026, 3, 2))]
    assert take_back_permit_card(card.pk, **how(land, LATER)).taken_back_on == LATER


def test_a_card_that_works_is_not_taken_back_or_destroyed(
    land: Country, permit: ResidencePermit
) -> None:
    card = given(land, permit)
    with pytest.raises(cards.CardStillWorks):
        take_back_permit_card(card.pk, **how(land))
    with pytest.raises(cards.CardNotTakenBack):
        destroy_permit_card(card.pk, **how(land))


def test_a_lost_card_that_is_brought_after_it_was_replaced_is_found_and_taken_back(
    land: Country, permit: ResidencePermit
) -> None:
    old = given(land, permit)
    report_card_lost(old.pk, **how(land))
    replace_permit_card(permit.pk, reason="lost", **how(land))
    hand_over_permit_card(make_permit_card(permit.pk, **how(land)).pk, **how(land))
    before = card_desk(scope_of(land.here.officer, on=LATER), on=LATER)
    take_back_permit_card(old.pk, **how(land, LATER))

    assert not before.to_take_back
    assert CardLoss.objects.get().found_on == LATER
    [lying] = card_desk(scope_of(land.here.officer, on=LATER), on=LATER).to_destroy
    assert lying.card == old


def test_a_spoilt_card_is_made_again_under_another_number(
    land: Country, permit: ResidencePermit
) -> None:
    given(land, permit)
    replace_permit_card(permit.pk, reason="damaged", **how(land))
    with pytest.raises(cards.CardNotMade):
        withdraw_permit_card(PermitCard.objects.waiting().get().pk, reason="spoilt", **how(land))
    spoilt = make_permit_card(permit.pk, **how(land))
    withdraw_permit_card(spoilt.pk, reason="spoilt", **how(land))
    again = make_permit_card(permit.pk, **how(land))

    assert again.reason == "damaged"
    assert again.serial != spoilt.serial
    with pytest.raises(cards.CardHasEnded):
        hand_over_permit_card(spoilt.pk, **how(land))


def test_a_request_that_is_called_off_leaves_the_old_card_working(
    land: Country, permit: ResidencePermit
) -> None:
    old = given(land, permit)
    asked = replace_permit_card(permit.pk, reason="damaged", **how(land))
    with pytest.raises(InvalidInput):
        withdraw_permit_card(asked.pk, reason="replaced", **how(land))
    withdraw_permit_card(asked.pk, reason="called_off", **how(land))
    assert stands(permit, LATER) == [("withdrawn", DAY), ("good", DAY)]
    with pytest.raises(cards.CardHandedOverAlready):
        withdraw_permit_card(old.pk, reason="called_off", **how(land))


def test_the_card_of_another_area_is_not_there(land: Country, permit: ResidencePermit) -> None:
    card = given(land, permit)
    told = how(land) | {"by": station().officer}
    with pytest.raises(cards.NoSuchPermitCard):
        report_card_lost(card.pk, **told)
    with pytest.raises(errors.NoSuchPermit):
        make_permit_card(permit.pk, **told)


def test_nobody_makes_a_card_of_their_own(land: Country, permit: ResidencePermit) -> None:
    land.here.officer.person_id = permit.person_id
    land.here.officer.save(update_fields=["person_id"])
    with pytest.raises(errors.OwnCase):
        make(land, permit)


def test_the_desk_lists_what_waits_and_whose_it_is(land: Country, permit: ResidencePermit) -> None:
    scope = scope_of(land.here.officer, on=LATER)
    first = card_desk(scope, on=LATER)
    card = make(land, permit)
    made = card_desk(scope, on=LATER)
    hand_over_permit_card(card.pk, **how(land))
    given_out = card_desk(scope, on=LATER)
    replace_permit_card(permit.pk, reason="damaged", **how(land, LATER))

    assert [each.permit for each in first.to_make] == [permit]
    assert [each.card for each in made.to_hand_over] == [card]
    assert not made.to_make
    assert not given_out.people
    assert [each.since for each in card_desk(scope, on=LATER).to_make] == [LATER]
    stranger = scope_of(station().officer, on=LATER)
    assert not card_desk(stranger, on=LATER).people


def test_a_card_is_found_by_serial_and_name_together(
    land: Country, permit: ResidencePermit
) -> None:
    card = given(land, permit)
    name = Particulars.objects.get(person=permit.person_id).name
    found = card_by_serial(card.serial, name=name, on=LATER)

    assert found is not None
    assert found.standing.is_good
    assert card_by_serial(card.serial, name="某人", on=LATER) is None


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("买买提·艾力", "买买提\u2022艾力"),
        ("买买提·艾力", "买买提\u30fb艾力"),
        ("Anna Li", "\uff21\uff4e\uff4e\uff41 \uff2c\uff49"),
        ("𠮷田", "𠮷田"),
    ],
)
def test_a_card_is_found_however_its_name_is_typed(
    land: Country, permit: ResidencePermit, stored: str, typed: str
) -> None:
    Particulars.objects.filter(person=permit.person_id).update(name=stored)
    card = given(land, permit)

    assert card_by_serial(card.serial, name=typed, on=LATER) is not None
    for bad in ("", "\ue000", "\0", "吉田"):
        assert card_by_serial(card.serial, name=bad, on=LATER) is None
