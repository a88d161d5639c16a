"""The cards on a permit's page and their desk: what is refused stores nothing (P08)."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest
from django.test import Client

from hukou.kernel import clock
from registry.actions import hand_over_permit_card, report_card_lost
from registry.models import (
    CardLoss,
    Disclosure,
    Entry,
    EntryKind,
    Particulars,
    PermitCard,
    ResidencePermit,
)
from tests.cast import station
from tests.permit_cards import HOME, how, make, permit_in
from tests.places import Country, country
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
TODAY: Final = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen(TODAY):
        yield


@pytest.fixture
def land() -> Country:
    return country()


@pytest.fixture
def permit(land: Country) -> ResidencePermit:
    return permit_in(land)


@pytest.fixture
def client(land: Country, visit: Visit) -> Client:
    return visit(land.here.officer)


def text(answer: Any) -> str:  # noqa: ANN401 - a test response
    content: bytes = answer.content
    return content.decode()


def act(client: Client, permit: ResidencePermit, name: str, **told: Any) -> Any:  # noqa: ANN401
    return client.post(f"/residence-permits/{permit.pk}/card/{name}", told)


def test_a_card_is_made_handed_over_lost_and_replaced_on_the_permits_page(
    client: Client, permit: ResidencePermit
) -> None:
    page = f"/residence-permits/{permit.pk}"
    first = text(client.get(page))
    assert act(client, permit, "make", hukou_address=HOME).status_code == 302
    card = PermitCard.objects.get()
    waiting = text(client.get(page))
    act(client, permit, "hand-over", card=card.pk)
    act(client, permit, "lost", card=card.pk, on="2026-06-10", document="挂失申请")
    lost = text(client.get(page))
    act(client, permit, "replace", reason="lost", document="补领申请")

    assert "还没有制卡" in first
    assert card.serial in waiting
    assert "待领取" in waiting
    assert "已挂失" in lost
    assert "第二十一条" in lost
    assert [each.reason for each in PermitCard.objects.order_by("pk")] == ["first", "lost"]


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("make", {}, "请按居民身份证填写常住户口所在地住址"),
        ("replace", {"reason": "damaged", "document": "申请"}, "持证人没有已领取的卡"),
        ("replace", {"reason": "first", "document": "申请"}, "请先处理以下问题"),
        ("replace", {"reason": "lost", "document": ""}, "请填写此项"),
    ],
)
def test_what_is_refused_is_told_on_the_page_and_nothing_is_stored(
    client: Client, permit: ResidencePermit, name: str, told: dict[str, str], said: str
) -> None:
    shown = act(client, permit, name, **told)

    assert said in text(shown)
    assert not PermitCard.objects.exists()


@pytest.mark.parametrize(("reason", "clause"), [("damaged", "第十一条"), ("changed", "第四条")])
def test_an_exchange_rests_on_the_article_that_speaks_of_it(
    land: Country, client: Client, permit: ResidencePermit, reason: str, clause: str
) -> None:
    """Article 11 speaks of damage and loss; what a permit records stands in article 4."""
    hand_over_permit_card(make(land, permit).pk, **how(land))

    act(client, permit, "replace", reason=reason, hukou_address="新路2号", document="换领申请")

    entry = Entry.objects.filter(kind=EntryKind.CARD_ORDERED).latest("id")
    assert entry.legal_basis["clause"] == clause


def test_a_loss_in_the_future_and_one_reported_twice_are_refused(
    land: Country, client: Client, permit: ResidencePermit
) -> None:
    card = hand_over_permit_card(make(land, permit).pk, **how(land))
    told = {"card": card.pk, "document": "挂失申请"}
    future = text(act(client, permit, "lost", on="2026-06-11", **told))
    report_card_lost(card.pk, **how(land, TODAY))
    twice = act(client, permit, "lost", on="2026-06-10", **told)

    assert "没有保存" in future
    assert twice.status_code == 409
    assert "此卡已经挂失" in text(twice)
    assert CardLoss.objects.count() == 1


def test_the_face_of_a_card_is_printed_with_rare_characters_and_the_reading_noted(
    land: Country, client: Client, permit: ResidencePermit
) -> None:
    Particulars.objects.filter(person=permit.person_id).update(name="买买提·𠮷𬱖")
    card = make(land, permit)
    paper = client.post(f"/residence-permits/{permit.pk}/cards/{card.pk}/print")

    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    noted = Disclosure.objects.filter(kind="permit_card").latest("id")
    assert (noted.person_id, noted.purpose) == (permit.person_id, "打印居住证卡面")
    assert client.post(f"/residence-permits/{permit.pk}/cards/999/print").status_code == 404


def test_the_desk_lists_cards_to_make_and_to_hand_over_and_only_those_of_its_area(
    land: Country, client: Client, permit: ResidencePermit, visit: Visit
) -> None:
    name = Particulars.objects.get(person=permit.person_id).name
    before = text(client.get("/residence-permits/cards"))
    make(land, permit)
    after = text(client.get("/residence-permits/cards"))
    elsewhere = text(visit(station().officer).get("/residence-permits/cards"))

    assert "待制 1 张" in before
    assert "待领 1 张" in after
    assert name in after
    assert name not in elsewhere


def test_the_card_of_another_permit_or_area_is_not_there(
    land: Country, client: Client, permit: ResidencePermit, visit: Visit
) -> None:
    other = permit_in(land, "9号")
    card = make(land, other)
    assert act(client, permit, "hand-over", card=card.pk).status_code == 404
    assert act(client, permit, "whim").status_code == 404
    stranger = visit(station().officer)
    assert act(stranger, other, "hand-over", card=card.pk).status_code == 404
    assert not PermitCard.objects.exclude(handed_over_on=None).exists()
