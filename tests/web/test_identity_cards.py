"""The desk of identity cards: whose list shows what, one card and its steps, lost and found."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from applications.actions import send_card
from applications.models import AcceptancePoint, Application
from hukou.kernel import clock
from registry.models import (
    Account,
    CardNotice,
    CardState,
    Disclosure,
    HeldNumber,
    IdentityCard,
    OfficeLevel,
    Particulars,
    Person,
    PostingRole,
)
from tests.cast import Family
from tests.factories import OfficeFactory
from tests.filing import Counter, counter, posted
from tests.identity_cards import (
    RENEWAL,
    TEXT,
    Point,
    at_home,
    card_from,
    declared,
    fetchable,
    point,
)
from tests.web.conftest import Visit

DESK, NOTICES, POINTS = "/cards", "/cards/notices", "/cards/points"
NEW = "/events/identity_card/new"
TAKEN = {
    "relation": "self",
    "name": "欧阳修",
    "proof": "领证回执",
    "authority": "",
    "gave_back": "on",
}


@pytest.fixture
def here(db: None) -> Counter:
    del db
    return counter()


@pytest.fixture
def home(here: Counter) -> Family:
    return at_home(here)


@pytest.fixture
def there(here: Counter) -> Point:
    del here
    return declared(point())


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def named(person: Person) -> dict[str, str]:
    return {
        "identity_number": HeldNumber.objects.get(person=person).number,
        "name": Particulars.objects.get(person=person).name,
    }


def test_somebody_of_another_area_is_served_by_number_and_name(
    here: Counter, there: Point, home: Family, visit: Visit
) -> None:
    told = {f"details.{name}": value for name, value in RENEWAL.items()}
    who = {f"parties.0.newcomer.{name}": value for name, value in named(home.father).items()}
    client = visit(there.officer)
    assert "parties.0.newcomer.identity_number" in text(client, f"{NEW}?card=1")

    answer = client.post(f"{NEW}?card=1", {**who, **told})

    application = Application.objects.get()
    assert (answer.status_code, application.event) == (302, "CARD_RENEW_NEAR")
    assert (application.office, application.received_at) == (here.office, there.office)
    assert "欧阳修" in text(client, f"/events/{application.pk}/check")
    assert "欧阳修" in text(client, f"/events/{application.pk}/edit")


def test_a_counter_that_is_no_point_is_told_so_and_keeps_what_was_typed(
    here: Counter, home: Family, visit: Visit
) -> None:
    told = {f"details.{name}": value for name, value in RENEWAL.items()}
    who = {f"parties.0.newcomer.{name}": value for name, value in named(home.father).items()}
    answer = visit(point().officer).post(f"{NEW}?card=1", {**who, **told})
    assert answer.status_code == 422
    assert "没有设立为" in answer.content.decode()
    assert not Application.objects.exists()
    del here


def test_the_home_office_sends_together_and_the_point_sees_what_comes(
    here: Counter, there: Point, home: Family, visit: Visit
) -> None:
    card = card_from(here, there, home.father)
    client = visit(here.officer)
    assert "欧阳修" in text(client, f"{DESK}?list=to_send")

    client.post(f"{DESK}?list=to_send", {"cards": [card.pk], "batch": "2026-0007"})

    card.refresh_from_db()
    assert card.state == CardState.MAKING
    assert card.steps.get(kind="send").details == {"batch": "2026-0007"}
    assert "欧阳修" in text(visit(there.officer), f"{DESK}?list=coming")
    assert "欧阳修" not in text(visit(there.officer), f"{DESK}?list=to_send")
    assert Disclosure.objects.filter(kind="identity_cards").exists()


def test_nothing_is_sent_without_a_batch_or_a_card(
    here: Counter, there: Point, home: Family, visit: Visit
) -> None:
    card = card_from(here, there, home.father)
    for told in ({"cards": [card.pk]}, {"batch": "7"}, {"cards": ["999999"], "batch": "7"}):
        answer = visit(here.officer).post(f"{DESK}?list=to_send", told)
        assert "wrong" in answer.content.decode()
    card.refresh_from_db()
    assert card.state == CardState.SIGNED


def test_a_card_is_fetched_on_its_page_and_the_log_says_by_whom(
    here: Counter, there: Point, home: Family, visit: Visit
) -> None:
    card = fetchable(here, there, card_from(here, there, home.father))
    client, page = visit(there.officer), f"{DESK}/{card.pk}"
    client.post(f"{page}/remind", {"how": "电话告知"})

    refused = client.post(f"{page}/hand_over", {**TAKEN, "gave_back": ""})
    assert refused.status_code == 422
    assert "必须交回原证" in refused.content.decode()
    client.post(f"{page}/hand_over", TAKEN)

    shown = text(client, page)
    assert "领证回执" in shown
    assert "电话告知" in shown
    assert named(home.father)["identity_number"] not in shown
    again = client.post(f"{page}/hand_over", TAKEN)
    assert "可能已由他人办理" in again.content.decode()
    assert IdentityCard.objects.get().state == CardState.HANDED_OVER


def test_a_card_shows_at_home_and_where_it_is_fetched_and_nowhere_else(
    here: Counter, there: Point, home: Family, visit: Visit
) -> None:
    card = card_from(here, there, home.father)
    other = posted(OfficeFactory.create(level=OfficeLevel.STATION), PostingRole.CHIEF)
    page = f"{DESK}/{card.pk}"
    assert [
        visit(account).get(page).status_code
        for account in (here.officer, here.approver, there.auxiliary, other)
    ] == [200, 200, 200, 404]
    assert visit(other).post(f"{page}/void", {"why": "错"}).status_code == 404
    assert visit(here.officer).post(f"{page}/sign", {}).status_code == 404


def test_the_file_tells_how_far_its_card_is(
    here: Counter, there: Point, home: Family, visit: Visit
) -> None:
    card = card_from(here, there, home.father)
    send_card(card.pk, batch="7", by=here.officer)
    for account in (here.officer, there.officer):
        assert "制作中" in text(visit(account), f"/applications/{card.application}")


def reported(client: Client, person: Person, **told: str) -> int:
    usual = {"kind": "lost", "happened_on": clock.today().isoformat(), "told_by": "欧阳修"}
    return client.post(NOTICES, {**named(person), **usual, **told}).status_code


def test_a_loss_is_reported_anywhere_once_and_closed_when_the_card_is_given_back(
    there: Point, home: Family, visit: Visit
) -> None:
    client = visit(there.auxiliary)
    assert [reported(client, home.father) for _ in range(2)] == [302, 409]
    assert reported(client, home.father, kind="found", told_by="拾到人", where="车站") == 302
    found = CardNotice.objects.get(kind="found")
    assert "欧阳修" in text(client, NOTICES)

    client.post(f"{NOTICES}/{found.pk}", {"how": "已发还本人"})

    assert not CardNotice.objects.filter(closed_on=None).exists()
    again = client.post(f"{NOTICES}/{found.pk}", {"how": "已发还本人"})
    assert again.status_code == 409
    assert "已发还本人" in text(client, f"{NOTICES}?closed=1")


def test_a_report_names_what_is_wrong_and_stores_nothing(
    there: Point, home: Family, visit: Visit
) -> None:
    client = visit(there.officer)
    assert reported(client, home.father, name="别人") == 400
    assert reported(client, home.father, happened_on="2099-01-01") == 422
    assert not CardNotice.objects.exists()


def test_a_card_found_after_the_new_one_was_handed_over_is_drawn_in(
    here: Counter, there: Point, home: Family, visit: Visit
) -> None:
    card = fetchable(here, there, card_from(here, there, home.father))
    client = visit(there.officer)
    client.post(f"{DESK}/{card.pk}/hand_over", TAKEN)
    assert reported(client, home.father, kind="found") == 302
    assert "不能发还" in text(client, f"{NOTICES}/{CardNotice.objects.get().pk}")


def declares(account: Account, visit: Visit, office: int, **told: object) -> int:
    usual: dict[str, object] = {
        "office": office,
        "reaches": ["county", "province"],
        "matters": ["renew"],
        "start": clock.today().isoformat(),
        **TEXT,
    }
    return visit(account).post(POINTS, {**usual, **told}).status_code


def test_who_is_in_charge_declares_a_point_and_closes_it(visit: Visit, here: Counter) -> None:
    there = point()
    assert declares(there.chief, visit, there.office.pk) == 302
    assert declares(there.chief, visit, there.office.pk) == 409
    assert declares(there.chief, visit, there.office.pk, reaches=[]) == 200
    assert declares(there.chief, visit, here.office.pk) == 200
    assert AcceptancePoint.objects.count() == 2
    first = AcceptancePoint.objects.all()[0]

    visit(there.chief).post(f"{POINTS}/{first.pk}/end")

    first.refresh_from_db()
    assert first.ended_by == there.chief
    assert "已撤销" in text(visit(there.chief), POINTS)


def test_a_desk_of_many_cards_asks_as_often_as_one_of_few(
    here: Counter, there: Point, home: Family, visit: Visit
) -> None:
    client = visit(here.officer)
    asked = []
    for person in (home.father, home.mother, home.daughter):
        card_from(here, there, person)
        with CaptureQueriesContext(connection) as queries:
            text(client, f"{DESK}?list=to_send")
        asked.append(len(queries))
    assert asked[1] == asked[2]
