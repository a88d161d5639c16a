"""Visits at the counter (row V05): planned, walked by a list, answered, compared, printed."""

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from hukou.kernel import clock
from registry.actions import take_visit_results
from registry.models import Disclosure, VisitPhoto, VisitReport, VisitTask
from tests.cast import station
from tests.registry.quality import rule
from tests.visiting import Round, batch, found, visiting
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" + b"door" * 9


@pytest.fixture
def here(settings: LazySettings, tmp_path: Path) -> Round:
    settings.MEDIA_ROOT = tmp_path
    rule("D03-11")
    return visiting()


def told(**more: Any) -> dict[str, Any]:
    made = {"key": uuid4(), "result": "not_found", "visited_on": clock.today().isoformat()}
    return {**made, **more}


def stop_page(task: VisitTask, here: Round) -> str:
    return f"/visits/{task.pk}/stops/{here.stop(task).pk}"


def test_a_task_is_planned_over_a_beat(here: Round, visit: Visit) -> None:
    day = clock.today().isoformat()
    asked = {
        "title": "一组秋季走访",
        "grounds": ["beat"],
        "division": here.land.village.code,
        "beat": "一组",
        "unconfirmed": "180",
        "starts_on": day,
        "due_on": day,
    }
    client = visit(here.officer)
    assert "一组" in client.get("/visits/new").content.decode()

    shown = client.post("/visits/new", asked, follow=True).content.decode()

    assert "走访任务已建立" in shown
    plates = re.findall(r"<strong>[^<]*?(\d+号)</strong>", shown)
    assert plates == ["9号", "12号", "101号"]
    assert "欧阳修、单雄英" in shown
    assert "一组秋季走访" in client.get("/visits").content.decode()


def test_what_is_wrong_with_a_plan_stands_at_its_field(here: Round, visit: Visit) -> None:
    asked = {"title": "走访", "unconfirmed": "180", "starts_on": "2020-01-01", "due_on": "x"}
    page = visit(here.officer).post("/visits/new", asked)

    assert "请至少选择一项走访事由" in page.content.decode()
    assert not VisitTask.objects.exists()


def test_a_result_is_saved_once_with_its_photo(here: Round, visit: Visit) -> None:
    task = here.task()
    sent = told(note="邻居说·𠮷某搬走", people=[here.ouyang.son.pk])
    for _ in range(2):
        photo = SimpleUploadedFile("x.exe", JPEG, content_type="text/html")
        answer = visit(here.officer).post(stop_page(task, here), {**sent, "photos": [photo]})
        assert answer.status_code == 302

    [report] = VisitReport.objects.all()
    assert (report.result, report.people) == ("not_found", [here.ouyang.son.pk])
    [kept] = VisitPhoto.objects.all()
    page = visit(here.officer).get(stop_page(task, here)).content.decode()
    assert f"/visits/photos/{kept.pk}" in page
    assert "走访与登记不符" in page


def test_a_photo_that_is_none_saves_nothing(here: Round, visit: Visit) -> None:
    task = here.task()
    photo = SimpleUploadedFile("x.jpg", b"%PDF-1.7")
    page = visit(here.officer).post(stop_page(task, here), told(photos=[photo]))

    assert "只接受 JPEG、PNG 照片" in page.content.decode()
    assert not VisitReport.objects.exists()


def test_a_day_that_has_not_come_stands_at_its_field(here: Round, visit: Visit) -> None:
    task = here.task()
    page = visit(here.officer).post(stop_page(task, here), told(visited_on="2099-01-01"))

    assert 'id="id_visited_on_wrong"' in page.content.decode()
    assert page.status_code == 400


def test_photos_are_for_officers_and_looking_is_noted(here: Round, visit: Visit) -> None:
    task = here.task()
    photo = SimpleUploadedFile("x.jpg", JPEG)
    visit(here.auxiliary).post(stop_page(task, here), told(photos=[photo]))
    address = f"/visits/photos/{VisitPhoto.objects.get().pk}"

    assert address not in visit(here.auxiliary).get(stop_page(task, here)).content.decode()
    assert visit(here.auxiliary).get(address).status_code == 403
    assert visit(station().officer).get(address).status_code == 404
    assert visit(here.officer).get(address).getvalue() == JPEG
    noted = Disclosure.objects.filter(kind="visit_photo", account=here.officer)
    assert noted.get().people == VisitReport.objects.get().people


def test_the_chief_compares_two_results(here: Round, visit: Visit) -> None:
    task = here.task()
    stop = here.stop(task)
    take_visit_results(task.pk, batch(found(stop)), by=here.officer)
    other = found(stop, "not_found")
    take_visit_results(task.pk, batch(other), by=here.auxiliary)
    page = stop_page(task, here)
    assert "采用哪一条" in visit(here.chief).get(page).content.decode()
    sent = {"report": other.id, "adopt": "other", "reason": "再次上门"}

    own = visit(here.officer).post(f"{page}/compare", sent)
    assert "您应当回避" in own.content.decode()
    assert visit(here.chief).post(f"{page}/compare", sent).status_code == 302

    assert VisitReport.objects.get(standing="stands").pk == other.id


def test_a_task_is_ended_on_its_page(here: Round, visit: Visit) -> None:
    task = here.task()
    client = visit(here.officer)
    refused = client.post(f"/visits/{task.pk}/close", {"end": "1", "reason": ""})
    assert "请填写结束事由" in refused.content.decode()

    client.post(f"/visits/{task.pk}/close", {"cancel": "1", "reason": "与摸底重复"})

    task.refresh_from_db()
    assert (task.state, task.closing_reason) == ("cancelled", "与摸底重复")
    assert "登记走访情况" not in client.get(stop_page(task, here)).content.decode()


def test_the_route_is_printed_and_reading_it_is_noted(here: Round, visit: Visit) -> None:
    task = here.task(title="走访𠮷·某路")
    answer = visit(here.auxiliary).get(f"/visits/{task.pk}/route.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert Disclosure.objects.filter(kind="visit_task", account=here.auxiliary).exists()


def test_another_station_finds_no_task(here: Round, visit: Visit) -> None:
    task = here.task()
    client = visit(station().officer)
    for path in (f"/visits/{task.pk}", f"/visits/{task.pk}/route.pdf", stop_page(task, here)):
        assert client.get(path).status_code == 404
    assert client.post(f"/visits/{task.pk}/close", {"cancel": "1"}).status_code == 404
    assert task.title not in client.get("/visits").content.decode()
