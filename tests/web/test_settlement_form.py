"""The settlement form: everything typed is kept, and said back with what to correct."""

import pytest
from django.test import Client

from applications.models import Application, Party
from registry.models import Disclosure, HeldNumber, Person
from tests.filing import Counter, Five, counter, family_of_five
from tests.web.conftest import Visit
from tests.web.forms import introduce, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def family() -> Five:
    return family_of_five()


@pytest.fixture
def client(desk: Counter, family: Five, visit: Visit) -> Client:
    """A desk to which the family has come, card in hand."""
    client = visit(desk.officer)
    introduce(client, number_of(family.applicant), "周建国")
    return client


def number_of(person: Person) -> str:
    return HeldNumber.objects.get(person=person).number


def send(client: Client, family: Five, **changes: str | None) -> str:
    response = client.post("/applications/new", typed(family, **changes), follow=True)
    return response.content.decode()


def test_somebody_from_elsewhere_is_found_by_number_and_name_together(
    desk: Counter, family: Five, visit: Visit
) -> None:
    response = introduce(visit(desk.officer), number_of(family.applicant), "周建国")

    assert response.headers["location"] == f"/applications/new?applicant={family.applicant.pk}"
    assert Disclosure.objects.get(kind="introduced").person == family.applicant


def test_a_number_with_another_name_opens_nothing(
    desk: Counter, family: Five, visit: Visit
) -> None:
    response = introduce(visit(desk.officer), number_of(family.applicant), "周建军")

    assert response.status_code == 400
    assert "登记簿中该号码的姓名与填写的不同" in response.content.decode()


def test_who_was_not_introduced_cannot_be_put_on_a_form(
    desk: Counter, family: Five, visit: Visit
) -> None:
    client = visit(desk.officer)

    assert client.get(f"/applications/new?applicant={family.applicant.pk}").status_code == 404
    assert client.post("/applications/new", typed(family)).status_code == 404


def test_the_household_is_ticked_with_what_each_is_to_the_applicant(
    client: Client, family: Five
) -> None:
    page = client.get(f"/applications/new?applicant={family.applicant.pk}").content.decode()

    assert page.count(".included") == 4
    assert '<option value="spouse" selected>' in page
    assert page.count('<option value="child" selected>') == 2
    assert number_of(family.son) not in page


def test_a_draft_is_saved_and_shown_again_as_it_was_typed(client: Client, family: Five) -> None:
    page = send(client, family)

    application = Application.objects.get()
    assert (application.status, application.channel) == ("draft", "QZF-1")
    assert application.parties.count() == 4
    assert "已暂存，尚未提交" in page
    assert 'value="书香路"' in page


def test_without_a_channel_nothing_is_saved_and_nothing_typed_is_lost(
    client: Client, family: Five
) -> None:
    page = send(client, family, channel=None)

    assert not Application.objects.exists()
    assert "落户途径：请选择落户途径" in page
    assert 'value="书香路"' in page


def test_somebody_added_with_a_bad_number_is_named_beside_the_input(
    client: Client, family: Five
) -> None:
    added = {
        "parties.4.included": "on",
        "parties.4.newcomer.name": "赵新",
        "parties.4.newcomer.identity_number": "440199199001010010",
        "parties.4.relation": "sibling",
        "parties.4.relation_to_head": "弟",
    }

    page = send(client, family, **added)

    assert 'href="#parties.4.newcomer.identity_number"' in page
    assert "赵新：公民身份号码：" in page
    assert not Application.objects.exists()


def test_a_companion_of_another_household_is_recognised_by_number(
    client: Client, family: Five
) -> None:
    mother = {
        "parties.4.included": "on",
        "parties.4.newcomer.name": "郑桂花",
        "parties.4.newcomer.identity_number": number_of(family.mother),
        "parties.4.relation": "parent",
        "parties.4.consented_on": "2026-06-01",
    }

    send(client, family, **mother)

    assert Party.objects.get(person=family.mother).relation == "parent"


@pytest.mark.parametrize(("said", "code"), [("继母或养母", "58"), ("58", "58"), ("qizi", "12")])
def test_relations_to_the_head_are_read_as_code_chinese_or_pinyin(
    client: Client, family: Five, said: str, code: str
) -> None:
    send(client, family, **{"parties.1.relation_to_head": said})

    assert Party.objects.get(person=family.spouse).relation_to_head == code


def test_the_finder_answers_for_every_channel_and_everybody(client: Client, family: Five) -> None:
    page = client.post("/applications/finder", typed(family)).content.decode()

    assert page.count('name="channel"') == 7
    assert page.count("<details>") == 7 * 5
    assert "施行日期 2017-11-01 仅为演示设定" in page


def test_the_finder_says_the_nearest_miss_and_what_is_fetched(client: Client, family: Five) -> None:
    """U02: the one smallest change with its clause; fetch it for me, or bring it."""
    told = {
        "parties.0.declared.investment.enterprise_established": "true",
        "parties.0.declared.investment.amount_yuan": "90000",
        "parties.0.declared.investment.role": "legal_representative",
    }
    page = client.post("/applications/finder", typed(family) | told).content.decode()

    assert "投资金额：现为 90000 元，至少 100000 元" in page
    assert "由系统向部门核查，不必带材料" in page
    assert page.index("QZF-1") < page.index("QZF-3")


def test_a_fact_nobody_can_have_is_said_at_its_input(client: Client, family: Five) -> None:
    page = send(
        client, family, do="find", **{"parties.0.declared.dwelling.lease_months_total": "-3"}
    )

    assert 'href="#parties.0.declared.dwelling.lease_months_total"' in page
    assert "不能小于 0" in page


def test_a_household_number_that_does_not_exist_is_said_at_its_input(
    client: Client, family: Five
) -> None:
    page = send(
        client,
        family,
        **{"destination.kind": "household", "destination.household": "999999999"},
    )

    assert "户号：没有找到这个户号，请核对" in page


def test_adding_a_row_and_todays_consent_need_no_script(client: Client, family: Five) -> None:
    added = send(client, family, do="add")
    agreed = send(client, family, do="consent", **{"parties.0.consented_on": None})

    assert "parties.4.newcomer.name" in added
    assert agreed.count('value="2026-06-01"') == 3
    assert not Application.objects.exists()


def test_checking_shows_everything_once_more_before_it_is_handed_in(
    client: Client, family: Five
) -> None:
    page = send(client, family, do="check")

    assert "核对信息" in page
    assert "住所来源：自有" in page
    assert "提交申请" in page


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("destination.street", "\x00"),
        ("destination.street", "路" * 500),
        ("destination.division", "不是代码"),
        ("parties.0.consented_on", "昨天"),
        ("parties.0.person", "9" * 30),
        ("parties.99999.included", "on"),
        ("revision", "9" * 30),
        ("channel", "QZF-99"),
        ("place", "nowhere"),
        ("parties.0.declared.no.such.fact", "x"),
    ],
)
def test_nothing_typed_breaks_the_server_and_nothing_half_is_stored(
    client: Client, family: Five, name: str, text: str
) -> None:
    response = client.post("/applications/new", typed(family, **{name: text}))

    assert response.status_code < 500
    stored = Application.objects.filter(parties__isnull=True)
    assert not stored.exists()
