"""Pages of the further life events: a kind that joins a household asks for it first."""

from datetime import date

import pytest
from psycopg.types.range import Range

from applications.models import Application
from registry.models import HeldNumber
from tests.applications.life import house
from tests.factories import PersonFactory, ResidenceFactory
from tests.filing import counter
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


def test_somebody_is_restored_to_a_household_by_number_and_name(visit: Visit) -> None:
    desk = counter()
    home = house(desk)
    back = PersonFactory.create(details={"name": "归来人", "sex": "1"})
    ResidenceFactory.create(
        person=back,
        household=house(desk),
        relation="97",
        period=Range(date(2010, 1, 1), date(2020, 1, 1)),
    )
    client, address = visit(desk.officer), "/events/restoration/new"

    asked = client.get(f"{address}?chosen={home.pk}").content.decode()
    sent = {
        "chosen": str(home.pk),
        "parties.0.newcomer.identity_number": HeldNumber.objects.get(person=back).number,
        "parties.0.newcomer.name": "归来人",
        "parties.0.relation_to_head": "非亲属",
        "details.cause": "found",
        "details.proof": "判决书",
        "details.declarant": "归来人",
        "details.declarant_is": "self",
    }
    wrong = client.post(address, sent | {"parties.0.newcomer.name": "别人"}).content.decode()
    page = client.post(address, sent, follow=True).content.decode()

    assert home.number in asked
    for label in ("公民身份号码", "与户主关系", "恢复原因", "证明材料"):
        assert label in asked
    assert "登记簿中该号码的姓名与填写的不同" in wrong
    assert "核对信息" in page
    assert "第十九条" in page
    application = Application.objects.get()
    assert (application.event, application.parties.get().person) == ("RESTORE_FOUND", back)
