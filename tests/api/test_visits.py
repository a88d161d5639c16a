"""Visits over the API (row V05): taken along without a line, sent back as one batch."""

import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from hukou.kernel import clock
from registry.models import VisitReport, VisitTask
from tests.api.callers import as_agency, as_officer
from tests.cast import station
from tests.visiting import Round, visiting

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0" + b"door" * 9


@pytest.fixture
def here(settings: LazySettings, tmp_path: Path) -> Round:
    settings.MEDIA_ROOT = tmp_path
    return visiting()


def gathered(task: VisitTask, **told: Any) -> dict[str, Any]:
    results = [
        {"id": str(uuid4()), "stop": stop.pk, "result": "as_registered"}
        | {"visited_on": clock.today().isoformat()}
        | told
        for stop in task.stops.order_by("sequence")
    ]
    return {"batch": str(uuid4()), "count": len(results), "results": results}


def test_the_route_is_taken_along_in_order_with_who_lives_there(here: Round) -> None:
    task = here.task()
    told = as_officer(here.auxiliary).get(f"/api/v1/visits/{task.pk}").json()

    assert [each["sequence"] for each in told["route"]] == [1, 2, 3]
    assert {each["name"] for each in told["route"][0]["people"]} >= {"欧阳修", "单雄英"}
    listed = as_officer(here.officer).get("/api/v1/visits", {"state": "open"}).json()
    assert [each["id"] for each in listed["results"]] == [task.pk]


def test_a_batch_comes_in_once(here: Round) -> None:
    task = here.task()
    sent = gathered(task)
    path = f"/api/v1/visits/{task.pk}/results"
    first, again = (as_officer(here.officer).post(path, sent, format="json") for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.json()["repeated"], again.json()["repeated"]) == (False, True)
    assert first.json()["results"] == again.json()["results"]
    theirs = as_officer(here.auxiliary).post(path, gathered(task), format="json").json()
    assert {each["standing"] for each in theirs["results"]} == {"conflict"}
    assert VisitReport.objects.count() == 6


def test_one_wrong_result_refuses_the_batch_naming_its_field(here: Round) -> None:
    task = here.task()
    sent = gathered(task)
    sent["results"][1]["visited_on"] = "2099-01-01"
    answer = as_officer(here.officer).post(f"/api/v1/visits/{task.pk}/results", sent, format="json")

    assert answer.status_code == 400
    assert [each["field"] for each in answer.json()["errors"]] == ["results.1.visited_on"]
    assert not VisitReport.objects.exists()


@pytest.mark.parametrize("cut", [b'{"batch": "0b6f5d3e-2b1c', b""])
def test_a_body_cut_short_changes_nothing(here: Round, cut: bytes) -> None:
    task = here.task()
    path = f"/api/v1/visits/{task.pk}/results"
    answer = as_officer(here.officer).post(path, cut, content_type="application/json")
    assert answer.status_code == 400
    short = gathered(task)
    short["results"].pop()

    answer = as_officer(here.officer).post(path, short, format="json")

    assert answer.json()["errors"][0]["field"] == "count"
    assert not VisitReport.objects.exists()


def test_a_photo_follows_by_its_digest(here: Round) -> None:
    task = here.task()
    sent = gathered(task, pictures=[hashlib.sha256(JPEG).hexdigest()])
    client = as_officer(here.officer)
    client.post(f"/api/v1/visits/{task.pk}/results", sent, format="json")
    path = f"/api/v1/visits/reports/{sent['results'][0]['id']}/photos"

    kept = client.post(path, {"file": SimpleUploadedFile("a.jpg", JPEG)})
    cut = client.post(path, {"file": SimpleUploadedFile("a.jpg", JPEG[:-1])})

    assert (kept.status_code, kept.json()["content_type"]) == (201, "image/jpeg")
    assert (cut.status_code, cut.json()["errors"][0]["field"]) == (400, "file")


def test_other_stations_and_programs_take_part_in_nothing(here: Round) -> None:
    task = here.task()
    path = f"/api/v1/visits/{task.pk}"
    elsewhere = as_officer(station().officer)

    assert elsewhere.get(path).status_code == 404
    assert elsewhere.post(f"{path}/results", gathered(task), format="json").status_code == 404
    assert as_agency("residents:read").get(path).status_code == 403
