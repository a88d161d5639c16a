"""The page that reverses an entry, and the list of who has been told, row R10."""

import re

import pytest
from django.test import Client

from registry.actions import change_particulars, note_disclosure, register_death
from registry.models import CorrectionNotice, Entry, EntryKind, Person
from registry.queries import Scope
from tests.cast import Family, Station, family, station
from tests.factories import PostingFactory
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

WHY = {"reason": "选错人员", "document": "核查报告1号"}


@pytest.fixture
def home(here: Station) -> Family:
    return family(here.office)


@pytest.fixture
def death(here: Station, home: Family) -> Entry:
    told = {"declarant": "单雄英", "certificate": "死证字第1号", "new_head": home.mother}
    register_death(home.father, **here.how | told)
    return Entry.objects.get(kind=EntryKind.DEATH)


def page(client: Client, entry: Entry) -> str:
    return client.get(f"/entries/{entry.pk}/reverse").content.decode()


def save(client: Client, entry: Entry, **told: str) -> str:
    sealed = re.search(r'name="seal" value="(\w+)"', page(client, entry))
    sent = {"seal": sealed[1] if sealed else ""} | WHY | told
    return client.post(f"/entries/{entry.pk}/reverse", sent, follow=True).content.decode()


def test_the_history_leads_to_the_reversal(
    here: Station, home: Family, death: Entry, visit: Visit
) -> None:
    shown = visit(here.officer).get(f"/people/{home.father.pk}").content.decode()
    assert f"/entries/{death.pk}/reverse" in shown


def test_what_falls_is_shown_and_nothing_is_saved(
    here: Station, home: Family, death: Entry, visit: Visit
) -> None:
    shown = page(visit(here.officer), death)

    assert all(word in shown for word in ("死亡注销", "变更户主", "死亡登记撤销", "尚未保存"))
    assert shown.count("至今") > shown.count("无户口登记")
    assert Person.objects.get(pk=home.father.pk).died_on is not None
    assert not Entry.objects.filter(kind=EntryKind.REVERSED).exists()


def test_saving_undoes_it_and_the_history_says_so(
    here: Station, home: Family, death: Entry, visit: Visit
) -> None:
    shown = save(visit(here.officer), death)

    assert "已冲销，相关登记恢复到办理之前" in shown
    assert "<strong>已冲销</strong>" in shown
    assert Person.objects.get(pk=home.father.pk).died_on is None
    entry = Entry.objects.get(reverses=death)
    assert (entry.details["reason"], entry.legal_basis["document"]) == ("选错人员", "核查报告1号")


def test_only_what_was_read_is_saved(
    here: Station, home: Family, death: Entry, visit: Visit
) -> None:
    client = visit(here.officer)
    shown = save(client, death, seal="0" * 32)
    assert "没有保存" in shown
    assert Person.objects.get(pk=home.father.pk).died_on is not None


def test_reason_and_paper_are_asked_for(
    here: Station, home: Family, death: Entry, visit: Visit
) -> None:
    shown = save(visit(here.officer), death, reason="", document="")
    assert "请填写此项" in shown
    assert Person.objects.get(pk=home.father.pk).died_on is not None


def test_a_later_event_stands_in_the_way_and_is_said(
    here: Station, home: Family, visit: Visit
) -> None:
    told = {"reason": "本人申请", "proof": "申请书"}
    for name in ("欧阳大海", "欧阳大江"):
        change_particulars(home.son, {"name": name}, **here.how | told)
    first = Entry.objects.filter(kind=EntryKind.PARTICULARS_CHANGED).earliest("id")
    response = visit(here.officer).get(f"/entries/{first.pk}/reverse")
    assert response.status_code == 409
    assert "先冲销后面的登记" in response.content.decode()


def test_an_entry_of_another_office_is_not_found(here: Station, death: Entry, visit: Visit) -> None:
    del here
    assert visit(station().officer).get(f"/entries/{death.pk}/reverse").status_code == 404


def test_who_read_it_is_told_and_answers_on_the_page(
    here: Station, home: Family, death: Entry, visit: Visit
) -> None:
    colleague = PostingFactory.create(office=here.office, account__name="同事甲").account
    visit(colleague).get(f"/people/{home.father.pk}")
    save(visit(here.officer), death)

    notice = CorrectionNotice.objects.get(account=colleague)
    told = visit(here.officer).get("/corrections").content.decode()
    assert all(word in told for word in ("同事甲", "待确认", "欧阳修", "死亡注销"))

    client = visit(colleague)
    path = f"/corrections/{notice.pk}/acknowledge"
    shown = client.post(path, {"answer": "repaired"}, follow=True).content.decode()
    assert "已更正" in shown
    notice.refresh_from_db()
    assert (notice.answer, notice.acknowledged_at is not None) == ("repaired", True)


def test_nobody_answers_for_another(
    here: Station, home: Family, death: Entry, visit: Visit
) -> None:
    note_disclosure(
        scope=Scope("client:x", client="civil-affairs"), kind="resident",
        people=[home.father.pk], fields=["name"], purpose="",
    )  # fmt: skip
    save(visit(here.officer), death)
    notice = CorrectionNotice.objects.get(client="civil-affairs")
    response = visit(here.officer).post(
        f"/corrections/{notice.pk}/acknowledge", {"answer": "unused"}
    )
    assert response.status_code == 404
    assert "没有给您的更正通知" in visit(here.officer).get("/corrections").content.decode()
