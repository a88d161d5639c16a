"""The print centre: preview, issue, print, replace, void; and what a reader's phone shows (K01)."""

import re
from datetime import date
from typing import Final

import pytest
from django.test import Client
from psycopg.types.range import Range
from pytest_django.fixtures import Settings

from hukou.kernel import clock
from registry.actions import unify_types, void_document
from registry.documents import Booklet, HouseholdCertificate
from registry.models import DocumentEventKind, IssuedDocument, Particulars
from tests.cast import Station
from tests.documents.cast import RARE, twelve
from tests.documents.conftest import Twelve
from tests.factories import PersonFactory, ResidenceFactory
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db

NUMBER: Final = re.compile(r"\b\d{17}[\dX]\b")


@pytest.fixture
def home(here: Station) -> Twelve:
    return Twelve(here, *twelve(here.office))


@pytest.fixture
def counter(home: Twelve, visit: Visit) -> Client:
    return visit(home.here.officer)


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def booklet(home: Twelve) -> str:
    return f"/households/{home.household.pk}/booklet"


def issued(counter: Client, path: str, **told: str) -> IssuedDocument:
    response = counter.post(path, told)
    assert response.status_code == 302
    return IssuedDocument.objects.latest("id")


def test_the_preview_masks_numbers_and_says_that_it_is_a_working_copy_and_free(
    home: Twelve, counter: Client
) -> None:
    shown = text(counter, booklet(home))

    assert RARE in shown
    assert "工作底稿 非法定证件" in shown
    assert not NUMBER.search(shown)
    assert "免费" in shown
    assert "财综〔2012〕97号" in shown


def test_a_booklet_is_issued_and_printed_and_printed_again_for_a_reason(
    home: Twelve, counter: Client
) -> None:
    document = issued(counter, booklet(home))
    path = f"/papers/{document.pk}/print"

    first, without, again = counter.post(path), counter.post(path), counter.post(path, {"reason": "卡纸"})  # fmt: skip  # noqa: E501

    assert [each.status_code for each in (first, without, again)] == [200, 400, 200]
    assert first["Content-Type"] == again["Content-Type"] == "application/pdf"
    assert first.content == again.content
    assert "重打、换补、作废证件须写明事由" in without.content.decode()
    kinds = [event.kind for event in document.events.all()]
    assert kinds == [
        DocumentEventKind.ISSUED,
        DocumentEventKind.PRINTED,
        DocumentEventKind.REPRINTED,
    ]


def test_the_page_of_a_document_shows_its_log_and_no_whole_number(
    home: Twelve, counter: Client
) -> None:
    document = issued(counter, booklet(home))
    void_document(document, by=home.here.officer, reason="打印有误")

    shown = text(counter, f"/papers/{document.pk}")

    assert "打印有误" in shown
    assert "已作废" in shown
    assert document.serial in shown
    assert not NUMBER.search(shown)


def test_voiding_needs_a_reason_and_happens_once(home: Twelve, counter: Client) -> None:
    document = issued(counter, booklet(home))
    path = f"/papers/{document.pk}/void"

    statuses = [counter.post(path, {"reason": told}).status_code for told in ("", "有误", "再来")]

    assert statuses == [400, 302, 409]
    assert document.events.filter(kind=DocumentEventKind.VOIDED).count() == 1


def test_a_lost_booklet_is_replaced_and_the_fee_is_not_guessed(
    home: Twelve, counter: Client
) -> None:
    old = issued(counter, booklet(home))
    shown = text(counter, f"/papers/{old.pk}")

    response = counter.post(f"/papers/{old.pk}/replace", {"occasion": "lost", "reason": "登报声明"})

    assert "可以收费，金额以当地公示为准" in shown
    new = IssuedDocument.objects.get(replaces=old)
    assert response["location"] == f"/papers/{new.pk}"
    assert "已换补" in text(counter, f"/papers/{old.pk}")
    assert counter.post(f"/papers/{old.pk}/print").status_code == 409


def test_a_certificate_says_what_it_is_for(home: Twelve, counter: Client) -> None:
    path = f"/people/{home.people[0].pk}/papers/household_certificate"

    document = issued(counter, path, purpose="办理子女入学")

    assert "办理子女入学" in str(document.content)


def test_a_day_before_the_household_is_refused_beside_the_day(
    home: Twelve, counter: Client
) -> None:
    before = {"on": "1999-12-31"}

    shown = counter.get(booklet(home), before)
    sent = counter.post(booklet(home), before)

    assert (shown.status_code, sent.status_code) == (422, 422)
    assert "该户在这一日期尚未立户或已销户" in shown.content.decode()
    assert not IssuedDocument.objects.exists()


def test_the_paper_tells_the_day_and_the_knowledge_that_were_asked_for(
    home: Twelve, counter: Client
) -> None:
    document = issued(counter, booklet(home), on="2020-01-01", known_on="")

    assert document.on == date(2020, 1, 1)
    assert document.content["issue"]["on"] == "2020年1月1日"


@pytest.mark.parametrize("of", ["booklet", "papers/register_form"])
def test_nobody_prints_for_another_station(counter: Client, of: str) -> None:
    elsewhere = ResidenceFactory.create()
    about = "households" if of == "booklet" else "people"
    key = elsewhere.household_id if of == "booklet" else elsewhere.person_id
    path = f"/{about}/{key}/{of}"

    assert (counter.get(path).status_code, counter.post(path).status_code) == (404, 404)
    assert not IssuedDocument.objects.exists()


def test_a_document_of_another_station_is_not_shown(
    home: Twelve, counter: Client, visit: Visit
) -> None:
    document = issued(counter, booklet(home))
    other = ResidenceFactory.create().household.office
    elsewhere = visit(Twelve(Station(other, home.here.officer), home.household, []).here.officer)
    home.here.officer.postings.update(office=other)

    assert elsewhere.get(f"/papers/{document.pk}").status_code == 404
    assert elsewhere.post(f"/papers/{document.pk}/print").status_code == 404


@pytest.mark.parametrize(
    ("name", "code"), [("欧阳\ue001", "U+E001"), ("欧阳\U0002ebf0", "U+2EBF0")]
)
def test_the_preview_spells_what_no_font_draws_and_offers_no_issue(
    here: Station, visit: Visit, name: str, code: str
) -> None:
    person = PersonFactory.create(details={"name": name})
    ResidenceFactory.create(person=person, household__office=here.office)
    counter, path = visit(here.officer), f"/people/{person.pk}/papers/household_certificate"

    shown, sent = text(counter, path), counter.post(path)

    assert f"〔{code}〕" in shown
    assert "不能签发" in shown
    assert sent.status_code == 422
    assert not IssuedDocument.objects.exists()


def test_the_print_centre_finds_people_and_lists_what_was_issued(
    home: Twelve, counter: Client
) -> None:
    document = issued(counter, booklet(home))

    found = counter.post("/papers", {"free": RARE}, follow=True).content.decode()

    assert f"/people/{home.people[0].pk}/papers/booklet" in found
    assert document.serial in found


# --- what a reader sees ------------------------------------------------------------------------


def test_a_reader_learns_that_the_document_holds_and_nothing_about_the_person(
    home: Twelve,
) -> None:
    document = home.issued(HouseholdCertificate(home.people[0].pk))

    shown = text(Client(), f"/verify/{document.verification_code}")
    told = Client().get(f"/api/v1/verify/{document.verification_code}").json()

    assert "有效" in shown
    assert document.serial in shown
    assert RARE not in shown
    assert not NUMBER.search(shown)
    assert told["status"] == "valid"
    assert told["holder"] == f"{RARE[0]}＊＊"
    assert set(told) == {
        "kind", "kind_name", "serial", "office_name", "issued_on", "valid_until", "status",
        "status_name", "holder", "digest",
    }  # fmt: skip


def test_a_reader_sees_that_a_document_was_voided(home: Twelve) -> None:
    document = home.issued(Booklet(home.household.pk))
    void_document(document, by=home.here.officer, reason="打印有误")

    assert "已作废" in text(Client(), f"/verify/{document.verification_code}")


@pytest.mark.parametrize("code", ["A" * 26, "440199199001011234", "A" * 25, "a" * 26])
def test_a_code_that_no_document_bears_is_not_found(home: Twelve, code: str) -> None:
    del home
    assert Client().get(f"/verify/{code}").status_code == 404


def test_checking_is_limited(home: Twelve, settings: Settings) -> None:
    settings.API_PUBLIC_RATE = 2
    document = home.issued(Booklet(home.household.pk))
    path = f"/verify/{document.verification_code}"

    statuses = [Client().get(path).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


def test_a_correction_after_the_issue_does_not_change_what_was_issued(
    home: Twelve, counter: Client
) -> None:
    document = issued(counter, booklet(home))
    [first] = Particulars.objects.filter(person=home.people[0])
    first.period = Range(first.period.lower, clock.today())
    first.save(update_fields=["period"])

    assert RARE in text(counter, f"/papers/{document.pk}")


def test_an_old_booklet_stays_valid_after_the_unification_and_is_exchanged_for_nothing(
    home: Twelve, counter: Client
) -> None:
    """R05: nobody has to fetch another booklet; whoever asks for one pays nothing."""
    old = issued(counter, booklet(home))

    unify_types("", effective_from=clock.today(), document="国发〔2014〕25号", clause="三（九）")

    page = text(counter, f"/papers/{old.pk}")
    stays = "现有户口簿继续有效，不要求统一更换"
    assert stays in page
    assert stays in text(counter, booklet(home))
    assert "有效</span>" in page
    assert re.search(r"换领\s*</dt>\s*<dd>\s*免费", page)
    assert not old.events.filter(kind=DocumentEventKind.VOIDED).exists()
