"""Faces compared at the counter (row V03): asked for, shown as advice, found by an officer."""

from typing import Any, Final

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.connectors.errors import AgencyUnreachable
from applications.connectors.faces import FakeFaceService, directory
from applications.models import Application, FaceComparison
from registry.models import Disclosure
from tests.api.callers import as_agency, as_officer
from tests.filing import Counter, accepted, counter, family_of_five, settlement
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
JPEG: Final = b"\xff\xd8\xff\xe0face"


@pytest.fixture(autouse=True)
def service(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> FakeFaceService:
    settings.FACE_SERVICE = {"url": "fake:", "secret": "x"}
    monkeypatch.setattr(directory, "_connected", {})
    made = directory.face_service()
    assert isinstance(made, FakeFaceService)
    return made


@pytest.fixture
def here() -> Counter:
    return counter()


@pytest.fixture
def case(here: Counter) -> Application:
    return accepted(here, settlement(family_of_five()))


def sent(case: Application, **told: Any) -> dict[str, Any]:
    party = case.parties.order_by("position").values_list("pk", flat=True)[0]
    pictures = {
        name: SimpleUploadedFile(f"{name}.jpg", JPEG) for name in ("of_paper", "of_visitor")
    }
    return {"party": party, "occasion": "counter", "consent": "当面同意", **pictures, **told}


def test_the_case_page_leads_there_and_advice_is_told_as_advice(
    here: Counter, case: Application, visit: Visit
) -> None:
    client = visit(here.auxiliary)
    page = f"/applications/{case.pk}/faces"
    assert page in client.get(f"/applications/{case.pk}").content.decode()

    shown = client.post(page, sent(case), follow=True).content.decode()

    assert "相似度 99.00%，服务方阈值 80.00%" in shown
    assert "服务方认为是同一人" in shown
    assert "保存认定" not in shown, "auxiliary staff find nothing"
    assert "保存认定" in visit(here.officer).get(page).content.decode()


def test_an_officer_finds_against_the_advice_with_a_reason(
    here: Counter, case: Application, visit: Visit
) -> None:
    client = visit(here.officer)
    page = f"/applications/{case.pk}/faces"
    client.post(page, sent(case))
    row = FaceComparison.objects.get()

    refused = client.post(f"{page}/{row.pk}", {"finding": "not_same", "reason": ""})
    assert "请写明理由" in refused.content.decode()
    client.post(f"{page}/{row.pk}", {"finding": "not_same", "reason": "面容明显不符"})

    row.refresh_from_db()
    assert (row.finding, row.reason) == ("not_same", "面容明显不符")
    assert Disclosure.objects.filter(application=case.pk, account=here.officer).exists()


def test_a_service_that_is_down_leaves_it_to_the_officer(
    here: Counter, case: Application, service: FakeFaceService, visit: Visit
) -> None:
    service.trouble = lambda: AgencyUnreachable("down")
    shown = visit(here.officer).post(f"/applications/{case.pk}/faces", sent(case), follow=True)

    assert "请当面核对后作出认定" in shown.content.decode()


def test_a_picture_that_is_none_stands_at_its_field(
    here: Counter, case: Application, visit: Visit
) -> None:
    wrong = SimpleUploadedFile("x.jpg", b"%PDF-1.7")
    shown = visit(here.officer).post(f"/applications/{case.pk}/faces", sent(case, of_visitor=wrong))

    assert 'id="id_of_visitor_wrong"' in shown.content.decode()
    assert not FaceComparison.objects.exists()


def test_the_api_compares_and_takes_the_finding(here: Counter, case: Application) -> None:
    path = f"/api/v1/applications/{case.pk}/faces"
    client = as_officer(here.officer)
    made = client.post(path, sent(case))
    assert (made.status_code, made.json()["similarity"]) == (201, "0.9900")

    found = client.post(f"{path}/{made.json()['id']}", {"finding": "same"}, format="json")

    assert (found.status_code, found.json()["finding"]) == (200, "same")
    again = client.post(f"{path}/{made.json()['id']}", {"finding": "same"}, format="json")
    assert again.status_code == 409
    assert Disclosure.objects.filter(kind="faces", account=here.officer).count() == 2
    assert as_agency("applications:write").post(path, sent(case)).status_code == 403
