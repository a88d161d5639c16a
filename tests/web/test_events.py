"""Life events at the counter: one page for every kind, from what the kind says of itself."""

from datetime import timedelta
from typing import Final

import pytest
from django.test import Client

from applications.actions import accept, approve, assess_if_ready, attach, replace_by_document
from applications.actions import submit as hand_in
from applications.models import Application
from hukou.kernel import clock
from registry.models import HEAD, Residence
from tests.applications.test_death import PDF
from tests.cast import Family, family
from tests.factories import AddressFactory
from tests.filing import Counter, counter
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

DIED: Final = clock.today() - timedelta(days=3)


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def home(desk: Counter) -> Family:
    return family(desk.office, address=AddressFactory.create(division=desk.community))


def typed(home: Family, **changes: str) -> dict[str, str]:
    return {
        "chosen": str(home.father.pk),
        "details.died_on": DIED.strftime("%Y%m%d"),
        "details.certificate": "浙A-2026-7",
        "details.declarant": "单雄英",
        "details.declarant_is": "spouse",
    } | changes


def send(client: Client, home: Family, **changes: str) -> str:
    sent = client.post("/events/death/new", typed(home, **changes), follow=True)
    return sent.content.decode()


def test_the_person_is_found_first(desk: Counter, home: Family, visit: Visit) -> None:
    sent = visit(desk.officer).post("/events/death/new", {"free": "欧阳修"}, follow=True)
    page = sent.content.decode()

    assert f'href="/events/death/new?chosen={home.father.pk}"' in page
    assert "第一步：查到要办理的人员" in page


def test_the_form_asks_what_the_kind_says(desk: Counter, home: Family, visit: Visit) -> None:
    address = f"/events/death/new?chosen={home.father.pk}"
    page = visit(desk.officer).get(address).content.decode()

    assert "欧阳修" in page
    for label in ("死亡日期", "死亡证明编号", "申报人姓名", "申报人身份"):
        assert label in page
    assert 'aria-current="page">死亡注销' in page


def test_a_death_is_written_down_and_shown_to_be_checked(
    desk: Counter, home: Family, visit: Visit
) -> None:
    page = send(visit(desk.officer), home)

    application = Application.objects.get()
    assert (application.kind, application.status, application.event) == ("death", "draft", "DEATH")
    assert application.request["died_on"] == DIED.isoformat()
    assert "核对信息" in page
    assert "浙A-2026-7" in page
    assert "居民死亡医学证明" in page
    assert "第八条" in page


def test_it_is_corrected_before_it_is_handed_in(desk: Counter, home: Family, visit: Visit) -> None:
    client = visit(desk.officer)
    send(client, home)
    address = f"/events/{Application.objects.get().pk}/edit"

    kept = client.get(address).content.decode()
    changed = typed(home) | {"details.certificate": "浙A-2026-8"}
    page = client.post(address, changed, follow=True).content.decode()

    assert 'value="浙A-2026-7"' in kept
    assert "浙A-2026-8" in page
    assert Application.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"details.died_on": (clock.today() + timedelta(days=1)).isoformat()},
            "死亡日期：日期不能晚于今天",
        ),
        ({"details.died_on": "2026-02-30"}, "死亡日期：没有这一天"),
        ({"details.died_on": "0001-01-01"}, "死亡日期：请填写 1900 年至 2099 年之间的日期"),
        ({"details.certificate": ""}, "死亡证明编号：请填写此项"),
        ({"details.declarant_is": "friend"}, "申报人身份"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    desk: Counter, home: Family, visit: Visit, changes: dict[str, str], words: str
) -> None:
    page = send(visit(desk.officer), home, **changes)

    assert "没有保存，请先处理以下问题" in page
    assert words in page
    assert 'value="单雄英"' in page
    assert not Application.objects.exists()


def test_somebody_of_another_office_is_not_shown(desk: Counter, home: Family, visit: Visit) -> None:
    elsewhere = family()
    client = visit(desk.officer)

    assert client.get(f"/events/death/new?chosen={elsewhere.father.pk}").status_code == 404
    assert client.get(f"/events/death/new?chosen={home.father.pk}").status_code == 200
    assert client.get("/events/wedding/new").status_code == 404
    assert client.get("/events/settlement/new").status_code == 404


def approved(desk: Counter) -> Application:
    """Bring the one application to where it is carried out."""
    application = Application.objects.get()
    hand_in(application.pk, by=desk.auxiliary)
    accept(application.pk, by=desk.auxiliary)
    paper = attach(application.pk, PDF, kind="death_certificate", by=desk.auxiliary)
    row = application.verifications.get()
    replace_by_document(row.pk, by=desk.officer, document_id=paper.pk, value=True, reason="原件")
    assess_if_ready(application.pk)
    return approve(application.pk, by=desk.officer).application


def test_a_new_head_is_chosen_and_relations_are_asked_when_it_is_carried_out(
    desk: Counter, home: Family, visit: Visit
) -> None:
    Residence.objects.filter(person=home.daughter).update(relation="97")
    send(visit(desk.auxiliary), home)
    application = approved(desk)
    client, address = visit(desk.officer), f"/applications/{application.pk}"

    page = client.get(address).content.decode()
    head = f"head_of_{home.household.pk}"
    sent = {"revision": str(application.revision), head: str(home.mother.pk)}
    refused = client.post(f"{address}/carry_out", sent)
    said = sent | {f"relation_of_{home.daughter.pk}": "女"}
    done = client.post(f"{address}/carry_out", said, follow=True).content.decode()

    assert head in page
    assert "登记日期" not in page
    assert "欧阳小水与新户主关系：请填写与新户主的关系" in refused.content.decode()
    assert "已办结，登记簿已更新" in done
    now = Residence.objects.on(clock.today()).filter(household=home.household)
    assert {row.person: row.relation for row in now} == {
        home.mother: HEAD,
        home.son: "20",
        home.daughter: "30",
    }


def test_the_case_says_who_decides(desk: Counter, home: Family, visit: Visit) -> None:
    client = visit(desk.auxiliary)
    send(client, home)
    application = Application.objects.get()
    path = f"/applications/{application.pk}/submit"

    page = client.post(path, {"revision": application.revision}, follow=True).content.decode()

    assert "户籍民警或所长；本人录入的件由他人审批" in page


def test_an_event_begins_on_the_page_of_whom_it_is_about(
    desk: Counter, home: Family, visit: Visit
) -> None:
    """Where somebody is registered elsewhere by now, that station begins it."""
    told = visit(desk.officer).get(f"/people/{home.father.pk}/applications").content.decode()
    gone = family()
    nothing = visit(desk.officer).get(f"/people/{gone.father.pk}/applications").content.decode()

    assert f"/events/death/new?chosen={home.father.pk}" in told
    assert "死亡" in told
    assert "/events/death/new?" not in nothing
