"""Whether a card is good on a day for a use: a checkable answer with its clause (P08)."""

from datetime import date
from typing import Any, Final

import pytest
from rest_framework.test import APIClient

from registry.actions import report_card_found, report_card_lost
from registry.models import Disclosure, Particulars, PermitCard
from tests.api.callers import as_agency, as_officer
from tests.permit_cards import LATER, given, how, permit_in
from tests.places import Country, country

pytestmark = pytest.mark.django_db
FOUND: Final = date(2026, 6, 9)


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def card(land: Country) -> PermitCard:
    return given(land, permit_in(land))


def ask(client: APIClient, card: PermitCard, **told: object) -> Any:  # noqa: ANN401 - a response
    question = {
        "serial": card.serial,
        "name": Particulars.objects.get(person=card.permit.person_id).name,
        "use": "proof_of_living",
        "on": "2026-06-01",
        "purpose": "办理业务核验",
    }
    return client.post("/api/v1/permit-cards/check", question | told, format="json")


def test_a_card_is_good_for_what_a_text_in_force_names(card: PermitCard) -> None:
    client = as_agency("residents:read")
    told = ask(client, card).json()

    assert (told["good"], told["card"], told["since"]) == (True, "good", "2026-03-01")
    assert [each["clause"] for each in told["cites"]] == ["第三条"]
    assert ask(client, card, use="driving_licence").json()["good"]


def test_a_use_that_only_a_draft_promises_is_no_use(card: PermitCard) -> None:
    told = ask(as_agency("residents:read"), card, use="card_finance").json()

    assert (told["good"], told["card"], told["answer"]) == (False, "good", "no_rule")


def test_a_lost_card_says_since_when_and_is_good_again_once_it_is_found(
    land: Country, card: PermitCard
) -> None:
    report_card_lost(card.pk, **how(land, LATER))
    report_card_found(card.pk, **how(land, FOUND))
    client = as_agency("residents:read")
    lost = ask(client, card).json()

    assert (lost["good"], lost["card"], lost["since"]) == (False, "lost", "2026-06-01")
    assert lost["cites"][0]["clause"] == "第十一条"
    assert [ask(client, card, on=on).json()["good"] for on in ("2026-05-31", "2026-06-09")] == [
        True,
        True,
    ]


def test_a_card_of_a_permit_that_lapsed_is_suspended_and_the_article_says_why(
    card: PermitCard,
) -> None:
    card.permit.period = type(card.permit.period)(date(2025, 2, 1), None)
    card.permit.save(update_fields=["period"])
    told = ask(as_agency("residents:read"), card).json()

    assert (told["good"], told["card"], told["since"]) == (False, "suspended", "2026-02-02")
    assert told["cites"][0]["clause"] == "第十条"


def test_a_wrong_name_and_a_number_no_card_has_are_answered_alike(card: PermitCard) -> None:
    """Nothing is learnt of who holds which card."""
    client = as_agency("residents:read")
    wrong = ask(client, card, name="某某")
    serial = card.serial
    name = Particulars.objects.get(person=card.permit.person_id).name
    PermitCard.objects.all().update(number=card.number + 1 if card.number else 1)
    nobody = ask(client, card, serial=serial, name=name)

    assert wrong.json() == nobody.json()
    assert wrong.json()["card"] == "unknown"
    assert not Disclosure.objects.filter(kind="permit_card_check").exists()


def test_who_asked_about_whose_card_is_written_down(land: Country, card: PermitCard) -> None:
    assert ask(as_officer(land.here.officer), card).status_code == 200
    noted = Disclosure.objects.get(kind="permit_card_check")

    assert (noted.person_id, noted.purpose) == (card.permit.person_id, "办理业务核验")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"use": "palaces"}, "use"),
        ({"on": "2999-01-01"}, "on"),
        ({"serial": "440199100000000010"}, "serial"),
        ({"purpose": ""}, "purpose"),
    ],
)
def test_a_question_that_cannot_be_answered_names_its_field(
    card: PermitCard, wrong: dict[str, str], field: str
) -> None:
    refused = ask(as_agency("residents:read"), card, **wrong)

    assert refused.status_code in (400, 422)
    assert [each["field"] for each in refused.json()["errors"]] == [field]
