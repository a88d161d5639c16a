"""Notices on the desk: the page says what the paper says, and leads to the paper."""

import pytest
from django.test import Client

from applications.actions import approve, ask_for_supplement, draft, refuse, submit
from applications.models import Application
from registry.models import IssuedDocument, PostingRole
from tests.filing import (
    Agencies,
    Counter,
    Five,
    accepted,
    answer_all,
    assessed,
    counter,
    family_of_five,
    posted,
    settlement,
)
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def family(desk: Counter) -> Five:
    del desk
    return family_of_five()


def page(client: Client, application: Application, paper: str) -> str:
    return client.get(f"/applications/{application.pk}/{paper}").content.decode()


def issue(client: Client, application: Application, paper: str) -> str:
    address = f"/applications/{application.pk}/notices/{paper}"
    return client.post(address, follow=True).content.decode()


def refused(desk: Counter, family: Five) -> Application:
    homeless = Agencies(of={(family.applicant.pk, "dwelling.tenure"): "none"})
    application = assessed(desk, settlement(family), homeless)
    refuse(application.pk, by=desk.chief, grounds="没有合法稳定住所")
    return application


def test_a_refusal_leads_to_the_clause_it_cites(desk: Counter, family: Five, visit: Visit) -> None:
    shown = page(visit(desk.officer), refused(desk, family), "letter")

    assert '<a href="/regulations/qz-final-2017#dwelling">' in shown
    assert "如何才能符合" in shown
    assert "住所来源现为无" in shown


def test_a_letter_is_issued_from_its_page_and_then_bears_its_number(
    desk: Counter, family: Five, visit: Visit
) -> None:
    client, application = visit(desk.officer), refused(desk, family)

    paper = issue(client, application, "letter")
    document = IssuedDocument.objects.get()

    assert document.serial in paper
    assert document.serial in page(client, application, "letter")
    assert issue(client, application, "letter").count(document.serial) > 0
    assert IssuedDocument.objects.count() == 1


def test_the_paper_is_read_in_chinese_whatever_the_desk_is_read_in(
    desk: Counter, family: Five, visit: Visit
) -> None:
    client, application = visit(desk.officer), accepted(desk, settlement(family))
    chinese = page(client, application, "acceptance")
    client.post("/language", {"language": "en", "next": "/"})

    english = page(client, application, "acceptance")

    assert "Issue and print PDF" in english
    article = slice(english.index("<article"), english.index("</article>"))
    assert english[article] == chinese[chinese.index("<article") : chinese.index("</article>")]
    assert "受理通知书" in english[article]


def test_a_notice_of_what_has_not_come_to_pass_is_not_found(
    desk: Counter, family: Five, visit: Visit
) -> None:
    application, client = accepted(desk, settlement(family)), visit(desk.officer)
    for paper in ("letter", "supplement"):
        assert client.get(f"/applications/{application.pk}/{paper}").status_code == 404
    for paper in ("letter", "nonsense"):
        address = f"/applications/{application.pk}/notices/{paper}"
        assert client.post(address).status_code == 404
    assert not IssuedDocument.objects.exists()


def test_the_case_leads_to_the_notice_of_acceptance(
    desk: Counter, family: Five, visit: Visit
) -> None:
    application = assessed(desk, settlement(family))
    approve(application.pk, by=desk.chief)
    shown = visit(desk.officer).get(f"/applications/{application.pk}").content.decode()
    assert f"/applications/{application.pk}/acceptance" in shown
    assert f"/applications/{application.pk}/letter" in shown


def test_what_is_lacking_is_told_with_the_promise(
    desk: Counter, family: Five, visit: Visit
) -> None:
    application = accepted(desk, settlement(family))
    ask_for_supplement(application.pk, by=desk.officer, needed=["住所证明"])
    shown = page(visit(desk.officer), application, "supplement")
    assert "住所证明" in shown
    assert "计为本机关告知不全" in shown


def test_a_demand_that_comes_too_late_is_shown_as_our_fault(
    desk: Counter, family: Five, visit: Visit
) -> None:
    """Beyond 12: the applicant comes twice because we had not told everything."""
    application = accepted(desk, settlement(family))
    ask_for_supplement(application.pk, by=desk.officer, needed=["住所证明"])
    submit(application.pk, by=desk.auxiliary)
    ask_for_supplement(application.pk, by=desk.officer, needed=["结婚证"])

    client = visit(desk.officer)
    case = client.get(f"/applications/{application.pk}").content.decode()

    assert "告知不全" in case
    assert "前次告知遗漏 1 项" in case
    assert "其中由于本机关上次告知不全而再次要求的" in page(client, application, "supplement")


def test_a_refused_case_says_the_nearest_miss(desk: Counter, family: Five, visit: Visit) -> None:
    """U02, Beyond 9: on the page of the case too."""
    application = refused(desk, family)
    case = visit(desk.officer).get(f"/applications/{application.pk}").content.decode()
    assert "最近差距" in case
    assert "住所来源：现为 无" in case


def test_before_it_is_handed_in_the_chosen_channel_says_what_is_still_to_do(
    desk: Counter, family: Five, visit: Visit
) -> None:
    application = draft(settlement(family), by=desk.officer)
    shown = visit(desk.officer).get(f"/applications/{application.pk}/check").content.decode()
    assert "所选途径" in shown
    assert "由系统向部门核查，不必带材料" in shown
    assert 'type="radio"' not in shown


def test_no_notice_of_another_office_is_shown(desk: Counter, family: Five, visit: Visit) -> None:
    application = refused(desk, family)
    stranger = visit(posted(family.home.office, PostingRole.OFFICER))

    for paper in ("acceptance", "supplement", "letter"):
        assert stranger.get(f"/applications/{application.pk}/{paper}").status_code == 404
        issuing = stranger.post(f"/applications/{application.pk}/notices/{paper}")
        assert issuing.status_code == 404
    assert not IssuedDocument.objects.exists()


def test_the_list_to_be_told_stands_in_the_form_already(
    desk: Counter, family: Five, visit: Visit
) -> None:
    application = accepted(desk, settlement(family))
    answer_all(application, Agencies(of={(family.mother.pk, "relation.cohabits"): None}))
    shown = visit(desk.officer).get(f"/applications/{application.pk}").content.decode()
    assert "郑桂花：共同居住生活——共同居住生活证明或走访记录" in shown
