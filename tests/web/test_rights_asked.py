"""The three rights as the agriculture department knows them: shown, never kept (L24)."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from applications.connectors import FakeAgency, agency, reconnect
from applications.connectors.errors import AgencyUnreachable
from applications.models import Application, Party, Verification
from registry.models import Disclosure
from tests.filing import Counter, accepted, counter, family_of_five, settlement
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def department(settings: Settings) -> FakeAgency:
    reconnect()
    settings.AGENCIES = {"agriculture": {"url": "fake:", "secret": "s"}}
    fake = agency("agriculture")
    assert isinstance(fake, FakeAgency)
    return fake


@pytest.fixture
def application(desk: Counter, department: FakeAgency) -> Application:
    assert department.asked == []
    return accepted(desk, settlement(family_of_five()))


def first(application: Application) -> Party:
    party = application.parties.order_by("position").first()
    assert party is not None
    return party


def ask(client: Client, application: Application, party: object) -> str:
    where = f"/applications/{application.pk}/rights"
    return client.post(where, {"party": party}).content.decode()


def test_the_answer_is_shown_with_the_law_and_stored_nowhere(
    desk: Counter, visit: Visit, application: Application, department: FakeAgency
) -> None:
    party = first(application)
    assert party.person is not None
    number = party.person.held_numbers.get().number
    department.truth[number, "rights.homestead"] = True
    department.truth[number, "rights.contracted_land"] = False
    questions, readings = Verification.objects.count(), Disclosure.objects.count()

    page = ask(visit(desk.officer), application, party.pk)

    assert "有宅基地使用权" in page
    assert "部门查无记录" in page
    assert "不得以退出土地承包经营权" in page
    assert [each.fact for each in department.asked] == [
        "rights.contracted_land",
        "rights.homestead",
        "rights.collective_income",
    ]
    assert Verification.objects.count() == questions
    assert Disclosure.objects.count() > readings
    assert Application.objects.get(pk=application.pk).revision == application.revision


def test_a_department_that_is_down_is_asked_once_and_holds_nothing_up(
    desk: Counter, visit: Visit, application: Application, department: FakeAgency
) -> None:
    department.trouble = lambda: AgencyUnreachable("down")

    page = ask(visit(desk.officer), application, first(application).pk)

    assert page.count("暂未答复") == 4
    assert len(department.asked) == 1


def test_a_promise_for_later_is_no_answer_here(
    desk: Counter, visit: Visit, application: Application, department: FakeAgency
) -> None:
    department.defers = True
    assert "暂未答复" in ask(visit(desk.officer), application, first(application).pk)


@pytest.mark.parametrize("party", ["", "0", "周建国", "999999"])
def test_nobody_outside_the_file_is_asked_about(
    desk: Counter, visit: Visit, application: Application, department: FakeAgency, party: str
) -> None:
    where = f"/applications/{application.pk}/rights"

    assert visit(desk.officer).post(where, {"party": party}).status_code == 404
    assert department.asked == []


def test_the_file_offers_it_only_where_the_department_is_connected(
    desk: Counter, visit: Visit, application: Application, settings: Settings
) -> None:
    client = visit(desk.officer)
    assert (
        "向农业农村部门查询三权" in client.get(f"/applications/{application.pk}").content.decode()
    )

    settings.AGENCIES = {}

    assert "查询三权" not in client.get(f"/applications/{application.pk}").content.decode()
    where = f"/applications/{application.pk}/rights"
    assert client.post(where, {"party": first(application).pk}).status_code == 404
