"""Birth registration at the counter: by whom the child is registered, and the number it gets."""

from datetime import date, timedelta

import pytest
from django.test import Client

from applications.models import Application
from hukou.kernel import clock
from registry.models import HeldNumber
from tests.cast import Family, family
from tests.factories import AddressFactory, ResidenceFactory
from tests.filing import Counter, counter
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

BORN = date(2026, 10, 1)


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def home(desk: Counter) -> Family:
    return family(desk.office, address=AddressFactory.create(division=desk.community))


def typed(home: Family, **changes: str) -> dict[str, str]:
    return {
        "household": str(home.household.pk),
        "name": "欧阳小石",
        "sex": "1",
        "birth_date": BORN.isoformat(),
        "ethnicity": "汉",
        "relation_to_head": "子",
        "mother": str(home.mother.pk),
        "father": str(home.father.pk),
        "certificate": "U330000001",
        "declarant": "欧阳修",
    } | changes


def send(client: Client, home: Family, **changes: str) -> str:
    return client.post("/births/new", typed(home, **changes), follow=True).content.decode()


def test_the_parents_household_is_found_first(desk: Counter, home: Family, visit: Visit) -> None:
    page = visit(desk.officer).post("/births/new", {"free": "欧阳修"}, follow=True).content.decode()

    assert f'href="/births/new?household={home.household.pk}"' in page


def test_a_birth_is_written_down_and_shown_to_be_checked(
    desk: Counter, home: Family, visit: Visit
) -> None:
    page = send(visit(desk.officer), home)

    application = Application.objects.get()
    assert (application.kind, application.status) == ("birth", "draft")
    assert "核对信息" in page
    assert "欧阳小石" in page
    assert "U330000001" in page
    assert "落户地" in page


def test_a_birth_is_corrected_before_it_is_handed_in(
    desk: Counter, home: Family, visit: Visit
) -> None:
    client = visit(desk.officer)
    send(client, home)
    address = f"/births/{Application.objects.get().pk}/edit"

    kept = client.get(address).content.decode()
    page = client.post(address, typed(home, name="欧阳小岩"), follow=True).content.decode()

    assert 'value="U330000001"' in kept
    assert "欧阳小岩" in page
    assert Application.objects.count() == 1


def test_a_birth_to_come_is_refused_at_its_field(desk: Counter, home: Family, visit: Visit) -> None:
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()

    page = send(visit(desk.officer), home, birth_date=tomorrow)

    assert "出生日期：出生日期不能晚于今天" in page
    assert not Application.objects.exists()


def test_a_child_without_a_parent_is_refused(desk: Counter, home: Family, visit: Visit) -> None:
    page = send(visit(desk.officer), home, mother="", father="")

    assert "请填写母亲、父亲中的一人或二人" in page


def test_a_parent_of_another_household_is_named_by_number_and_name(
    desk: Counter, home: Family, visit: Visit
) -> None:
    other = ResidenceFactory.create().person
    number = HeldNumber.objects.get(person=other).number

    send(visit(desk.officer), home, father="", other_number=number, other_name="张三")

    parties = Application.objects.get().parties
    assert parties.get(relation="father").person == other


def test_no_paper_of_family_planning_is_asked_for(
    desk: Counter, home: Family, visit: Visit
) -> None:
    page = visit(desk.officer).get(f"/births/new?household={home.household.pk}").content.decode()

    assert "不得要求计划生育证明" in page
    assert "结婚证" not in page
