"""Cards of permits: made, handed over, exchanged and replaced (P08)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law.permit_cards import REPLACING
from registry import errors
from registry.actions import (
    hand_over_permit_card,
    make_permit_card,
    replace_permit_card,
    report_card_lost,
)
from registry.documents import stated
from registry.errors import permit_cards as cards
from registry.models import (
    Disclosure,
    Entry,
    Particulars,
    PermitCard,
    ResidencePermit,
)
from tests.factories import PersonFactory
from tests.holders import holds
from tests.permit_cards import DAY, HOME, ISSUED, LATER, given, how, make, permit_in, stands
from tests.places import Country, country

pytestmark = pytest.mark.django_db


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def permit(land: Country) -> ResidencePermit:
    return permit_in(land)


def test_a_card_is_made_numbered_and_handed_over_and_each_is_an_entry(
    land: Country, permit: ResidencePermit
) -> None:
    card = make(land, permit)
    made = stands(permit, DAY)
    hand_over_permit_card(card.pk, **how(land, DAY + timedelta(days=2)))

    assert made == [("made", DAY)]
    assert stands(permit, LATER) == [("good", date(2026, 3, 3))]
    assert stated(card.content)["HJDZ"] == HOME
    assert stated(card.content)["JZDZ"] == "示例县示例镇河东村8号"
    entries = Entry.objects.order_by("id").values_list("kind", "details__serial")
    assert list(entries) == [("card_made", card.serial), ("card_handed_over", card.serial)]
    assert Disclosure.objects.get(kind="permit_card").people == [permit.person_id]


def test_a_card_that_cannot_state_where_its_holder_is_registered_or_lives_is_not_made(
    land: Country, permit: ResidencePermit
) -> None:
    with pytest.raises(InvalidInput) as refused:
        make_permit_card(permit.pk, **how(land))
    nowhere = holds(PersonFactory.create(), land.here.office, "440199", since=ISSUED)
    with pytest.raises(cards.HomeNotOnFile):
        make(land, nowhere)

    assert refused.value.errors[0]["field"] == "hukou_address"
    assert not PermitCard.objects.exists()


def test_a_name_no_font_can_draw_is_refused_with_its_code_point_and_no_number_is_kept(
    land: Country, permit: ResidencePermit
) -> None:
    Particulars.objects.filter(person=permit.person_id).update(name="王\ue863")
    with pytest.raises(errors.CharactersNotPrintable) as refused:
        make(land, permit)
    assert refused.value.facts["characters"] == ["U+E863"]
    assert not PermitCard.objects.exists()


def test_one_card_at_a_time_is_made_and_no_second_while_one_works(
    land: Country, permit: ResidencePermit
) -> None:
    card = make(land, permit)
    with pytest.raises(cards.CardMadeAlready):
        make(land, permit)
    hand_over_permit_card(card.pk, **how(land))
    with pytest.raises(cards.CardWorksAlready):
        make(land, permit)
    with pytest.raises(cards.CardHandedOverAlready):
        hand_over_permit_card(card.pk, **how(land))
    assert PermitCard.objects.count() == 1


def test_the_database_itself_holds_one_working_and_one_waiting_card_a_permit(
    land: Country, permit: ResidencePermit
) -> None:
    given(land, permit)
    told: dict[str, Any] = {"permit": permit, "reason": "lost", "ordered_on": DAY}
    made = {"made_on": DAY, "number": 5, "face": {}, "handed_over_on": LATER}
    with (
        pytest.raises(cards.CardWorksAlready),
        errors.constraints_explained(),
    ):
        PermitCard.objects.create(**told, **made)


def test_the_database_itself_holds_one_waiting_card_a_permit(permit: ResidencePermit) -> None:
    told: dict[str, Any] = {"permit": permit, "reason": "lost", "ordered_on": DAY}
    PermitCard.objects.create(**told)
    with pytest.raises(cards.CardWaitsAlready), errors.constraints_explained():
        PermitCard.objects.create(**told)


def test_days_out_of_order_are_refused_by_the_database(permit: ResidencePermit) -> None:
    with pytest.raises(IntegrityError, match="permit_card_days_in_order"):
        PermitCard.objects.create(
            permit=permit, reason="first", ordered_on=LATER, made_on=DAY, number=1, face={}
        )


def test_a_card_is_replaced_as_lost_only_once_it_is_reported_lost(
    land: Country, permit: ResidencePermit
) -> None:
    old = given(land, permit)
    with pytest.raises(cards.CardNotLost) as refused:
        replace_permit_card(permit.pk, reason="lost", **how(land))
    report_card_lost(old.pk, **how(land))
    with pytest.raises(cards.CardIsLost):
        replace_permit_card(permit.pk, reason="damaged", **how(land))
    replace_permit_card(permit.pk, reason="lost", **how(land))
    with pytest.raises(cards.CardWaitsAlready):
        replace_permit_card(permit.pk, reason="lost", **how(land))
    new = make_permit_card(permit.pk, **how(land, LATER))
    hand_over_permit_card(new.pk, **how(land, LATER))

    assert refused.value.facts["cite"] == REPLACING.as_json()
    assert stated(new.content)["HJDZ"] == HOME
    assert stands(permit, DAY) == [("waiting", DAY), ("lost", DAY)]
    assert stands(permit, LATER) == [("good", LATER), ("replaced", LATER)]


def test_whoever_exchanges_a_damaged_card_hands_the_old_one_in(
    land: Country, permit: ResidencePermit
) -> None:
    old = given(land, permit)
    replace_permit_card(permit.pk, reason="damaged", **how(land))
    new = make_permit_card(permit.pk, **how(land))
    with pytest.raises(cards.OldCardNotReturned) as refused:
        hand_over_permit_card(new.pk, **how(land, LATER))
    hand_over_permit_card(new.pk, old_is_back=True, **how(land, LATER))

    assert refused.value.facts["cite"] == REPLACING.as_json()
    old.refresh_from_db()
    assert (old.end_reason, old.taken_back_on) == ("replaced", LATER)
    assert stands(permit, date(2026, 5, 31))[1] == ("good", DAY)


def test_a_card_is_exchanged_for_changed_particulars_only_where_something_changed(
    land: Country, permit: ResidencePermit
) -> None:
    given(land, permit)
    with pytest.raises(cards.CardStillRight):
        replace_permit_card(permit.pk, reason="changed", **how(land, LATER))
    Particulars.objects.filter(person=permit.person_id).update(name="买买提·吐尔逊𠮷")
    replace_permit_card(permit.pk, reason="changed", **how(land, LATER))
    new = make_permit_card(permit.pk, **how(land, LATER))

    assert stated(new.content)["XM"] == "买买提·吐尔逊𠮷"


def test_a_move_of_the_registration_told_by_the_holder_is_a_change(
    land: Country, permit: ResidencePermit
) -> None:
    given(land, permit)
    replace_permit_card(permit.pk, reason="changed", hukou_address="四川省", **how(land))
    new = make_permit_card(permit.pk, **how(land))
    assert stated(new.content)["HJDZ"] == "四川省"


@pytest.mark.parametrize("reason", ["first", "whim", ""])
def test_a_reason_that_replaces_nothing_is_refused(
    land: Country, permit: ResidencePermit, reason: str
) -> None:
    with pytest.raises(InvalidInput):
        replace_permit_card(permit.pk, reason=reason, **how(land))


def test_a_suspended_permit_is_endorsed_before_its_card(
    land: Country, permit: ResidencePermit
) -> None:
    card = make(land, permit)
    late = date(2027, 2, 2)
    with clock.frozen(late), pytest.raises(cards.PermitSuspendedForCard):
        hand_over_permit_card(card.pk, **how(land, late))


def test_a_day_to_come_or_before_what_is_on_file_is_refused_and_nothing_is_stored(
    land: Country, permit: ResidencePermit
) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(errors.EventInFuture):
        make(land, permit, tomorrow)
    with pytest.raises(errors.LaterEventStands):
        make(land, permit, ISSUED - timedelta(days=1))
    card = make(land, permit, LATER)
    with pytest.raises(errors.LaterEventStands):
        hand_over_permit_card(card.pk, **how(land, DAY))
    assert Entry.objects.filter(kind__startswith="card").count() == 1
