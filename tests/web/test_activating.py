"""An administrator puts a text into force at a desk (L27): fill in, look, confirm."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from applications.models import Activation, SourceText
from hukou.kernel import clock
from hukou.law import Law
from tests.filing import Counter, Five, assessed, counter, family_of_five, settlement
from tests.next_text import NEXT, NUMBER, administrator, ago, ahead, next_text
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
PAGE = f"/regulations/{NEXT}/activate"


@pytest.fixture(autouse=True)
def law() -> Iterator[Law]:
    with next_text() as held:
        yield held


@pytest.fixture
def at_work() -> Counter:
    return counter()


@pytest.fixture
def five(at_work: Counter) -> Five:
    del at_work
    return family_of_five()


@pytest.fixture
def desk(visit: Visit) -> Client:
    return visit(administrator())


def sent(desk: Client, **changed: Any) -> HttpResponse:
    """Hand the day, number and text in, to be checked."""
    file = SimpleUploadedFile("正式文本.pdf", b"%PDF-1.7 text", "application/pdf")
    told = {"effective_from": f"{ahead(1):%Y-%m-%d}", "official_number": NUMBER, "file": file}
    answer: HttpResponse = desk.post(PAGE, told | changed)  # type: ignore[assignment] # as it is
    return answer


def confirmed(desk: Client, page: HttpResponse, **changed: str) -> HttpResponse:
    """Confirm what was checked, with what the page carries along."""
    assert page.status_code == 200, page.content.decode()
    form = page.context["form"]  # type: ignore[attr-defined] # Django's test client puts it there
    told = {name: str(value) for name, value in form.initial.items() if name in form.fields}
    answer: HttpResponse = desk.post(PAGE, told | {"checked": "1"} | changed)  # type: ignore[assignment] # as it is
    return answer


def test_the_consequences_are_shown_before_a_rule_is_chosen(
    at_work: Counter, five: Five, desk: Client
) -> None:
    with clock.frozen(ago(10)):
        assessed(at_work, settlement(five, applied_on=ago(30)))

    page = sent(desk)

    told = page.context["told"]  # type: ignore[attr-defined] # Django's test client puts it there
    assert told.counted == 1
    assert SourceText.objects.get().sha256 in page.content.decode()
    assert not Activation.objects.filter(regulation=NEXT).exists()


def test_confirmed_the_text_is_dated_with_its_text_and_the_rule_chosen(
    at_work: Counter, desk: Client
) -> None:
    del at_work
    answer = confirmed(desk, sent(desk), transition="kinder")

    assert answer.status_code == 302
    record = Activation.objects.get(regulation=NEXT)
    assert (record.transition, record.effective_from) == ("kinder", ahead(1))
    assert record.text == SourceText.objects.get()
    shown = desk.get(f"/regulations/{NEXT}").content.decode()
    assert record.text.sha256[:16] in shown
    assert "从宽" in shown


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"file": ""}, "请附正式文本"),
        ({"official_number": ""}, "请填写此项"),
        ({"effective_from": "2026-02-30"}, "没有这一天"),
        ({"effective_from": "2017-11-01"}, "同一事项的另一文件也自该日施行"),
    ],
    ids=["no text", "no number", "no such day", "another begins"],
)
def test_what_cannot_be_comes_back_with_what_to_do(
    at_work: Counter, desk: Client, changed: dict[str, str], words: str
) -> None:
    del at_work
    assert words in sent(desk, **changed).content.decode()
    assert not Activation.objects.filter(regulation=NEXT).exists()


def test_a_record_is_corrected_and_withdrawn_with_reasons(at_work: Counter, desk: Client) -> None:
    del at_work
    confirmed(desk, sent(desk))

    checked = sent(desk, effective_from=f"{ahead(5):%Y%m%d}", reason="文本载明")
    assert confirmed(desk, checked).status_code == 302
    assert Activation.objects.standing().get(regulation=NEXT).effective_from == ahead(5)

    refused = desk.post(f"/regulations/{NEXT}/withdraw", {"reason": ""})
    assert "请填写此项" in refused.content.decode()
    assert desk.post(f"/regulations/{NEXT}/withdraw", {"reason": "误"}).status_code == 302
    assert not Activation.objects.standing().filter(regulation=NEXT).exists()


def test_an_officer_opens_the_files_the_rules_touch(
    at_work: Counter, five: Five, visit: Visit
) -> None:
    with clock.frozen(ago(10)):
        application = assessed(at_work, settlement(five, applied_on=ago(30)))
    page = visit(at_work.officer).get(f"/regulations/{NEXT}/pending").content.decode()
    assert application.number in page


def test_an_administrator_sees_counts_and_no_file(
    at_work: Counter, five: Five, desk: Client
) -> None:
    with clock.frozen(ago(10)):
        application = assessed(at_work, settlement(five, applied_on=ago(30)))
    page = desk.get(f"/regulations/{NEXT}/pending").content.decode()
    assert application.number not in page
    assert "管理员只看件数" in page


def test_whoever_decides_is_offered_the_choice_on_the_file(
    at_work: Counter, five: Five, desk: Client, visit: Visit
) -> None:
    with clock.frozen(ago(10)):
        application = assessed(at_work, settlement(five, applied_on=ago(30)))
    confirmed(desk, sent(desk, effective_from=f"{clock.today():%Y-%m-%d}"))
    chief = visit(at_work.chief)
    path = f"/applications/{application.pk}"

    assert "择定适用规定" in chief.get(path).content.decode()
    assert "择定适用规定" not in visit(at_work.officer).get(path).content.decode()

    told = {"regulation": NEXT, "reason": "施行在后", "revision": str(application.revision)}
    assert chief.post(f"{path}/choose_text", told).status_code == 302
    after = chief.get(path).content.decode()
    assert "过渡适用" in after
    assert "施行在后" in after
