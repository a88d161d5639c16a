"""Faces compared as advice (row V03): a person finds, and nothing decides on it."""

from decimal import Decimal
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pytest
from django.conf import LazySettings

from applications.actions import approve, find_face
from applications.comparing_faces import compare_faces
from applications.connectors.errors import AgencyUnreachable
from applications.connectors.faces import FakeFaceService, directory
from applications.errors import (
    AlreadyFound,
    MayNotHandle,
    NotOfThisApplication,
    PictureRefused,
)
from applications.models import Application, FaceComparison
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import PostingRole
from tests.architecture.tree import ROOT, sources
from tests.factories import OfficeFactory
from tests.filing import Counter, accepted, assessed, counter, family_of_five, posted, settlement

pytestmark = pytest.mark.django_db
PAPER: Final = b"\xff\xd8\xff\xe0paper"
VISITOR: Final = b"\xff\xd8\xff\xe0visitor"


@pytest.fixture
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


def compare(case: Application, here: Counter, **told: Any) -> FaceComparison:
    how: dict[str, Any] = {
        "party": case.parties.order_by("position").first().pk,  # type: ignore[union-attr] # there is one
        "occasion": "counter",
        "consent": "当面告知用途，本人口头同意",
        "of_paper": PAPER,
        "of_visitor": VISITOR,
        "by": here.auxiliary,
    }
    return compare_faces(case.pk, **how | told)


def test_advice_is_kept_with_score_threshold_and_model_and_no_picture(
    here: Counter, case: Application, service: FakeFaceService, settings: LazySettings,
    tmp_path: Path,
) -> None:  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    row = compare(case, here, of_visitor=PAPER)

    assert (row.status, row.similarity, row.threshold) == (
        "advised",
        Decimal("0.9900"),
        Decimal("0.8000"),
    )
    assert (row.model, row.model_version, row.finding) == ("fake", "1", "")
    assert row.paper_sha256 == service.asked[0].of_paper.sha256
    assert list(tmp_path.rglob("*")) == []
    assert case.documents.count() == 0


@pytest.mark.parametrize("connected", [True, False])
def test_without_the_service_an_officer_still_compares_by_eye(
    here: Counter, case: Application, service: FakeFaceService, settings: LazySettings,
    *, connected: bool,
) -> None:  # fmt: skip
    service.trouble = lambda: AgencyUnreachable("no answer within 5 s")
    if not connected:
        settings.FACE_SERVICE = {"url": "", "secret": ""}
    row = compare(case, here)
    assert (row.status, row.similarity) == ("unavailable", None)
    with pytest.raises(InvalidInput) as refused:
        find_face(row.pk, finding="same", reason=" ", by=here.officer)
    assert refused.value.field == "reason"

    found = find_face(row.pk, finding="same", reason="当面核对，系本人", by=here.officer)

    assert (found.finding, found.found_by) == ("same", here.officer)


@pytest.mark.parametrize(
    ("advised", "finding", "needs_reason"),
    [
        ("0.9000", "same", False),
        ("0.9000", "not_same", True),
        ("0.9000", "cannot_tell", True),
        ("0.2000", "not_same", False),
        ("0.2000", "same", True),
    ],
)
def test_a_finding_against_the_advice_needs_a_reason(
    here: Counter, case: Application, service: FakeFaceService, advised: str, finding: str,
    *, needs_reason: bool,
) -> None:  # fmt: skip
    service.similarity = Decimal(advised)
    row = compare(case, here)
    if needs_reason:
        with pytest.raises(InvalidInput):
            find_face(row.pk, finding=finding, reason="", by=here.officer)
        find_face(row.pk, finding=finding, reason="照片为十年前所摄", by=here.officer)
    else:
        find_face(row.pk, finding=finding, reason="", by=here.officer)

    with pytest.raises(AlreadyFound):
        find_face(row.pk, finding="same", reason="改", by=here.officer)


@pytest.mark.usefixtures("service")
def test_auxiliary_staff_ask_but_do_not_find(here: Counter, case: Application) -> None:
    row = compare(case, here)
    elsewhere = posted(OfficeFactory.create(), PostingRole.OFFICER)

    for by in (here.auxiliary, elsewhere):
        with pytest.raises(MayNotHandle):
            find_face(row.pk, finding="same", reason="是", by=by)
    with pytest.raises(MayNotHandle):
        compare(case, here, by=elsewhere)
    with pytest.raises(NotFound):
        find_face(uuid4(), finding="same", reason="是", by=here.officer)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"of_paper": b""}, "of_paper"),
        ({"of_visitor": b"%PDF-1.7"}, "of_visitor"),
        ({"of_visitor": PAPER + bytes(2 * 1024 * 1024)}, "of_visitor"),
        ({"consent": " "}, "consent"),
        ({"occasion": "street"}, "occasion"),
    ],
)
def test_bad_input_names_its_field_and_sends_nothing(
    here: Counter, case: Application, service: FakeFaceService, told: dict[str, Any], field: str
) -> None:
    with pytest.raises((InvalidInput, PictureRefused)) as refused:
        compare(case, here, **told)

    assert refused.value.field == field
    assert service.asked == []
    assert not FaceComparison.objects.exists()


@pytest.mark.usefixtures("service")
def test_somebody_of_another_file_is_not_compared(here: Counter, case: Application) -> None:
    with pytest.raises(NotOfThisApplication):
        compare(case, here, party=10**9)


def test_a_file_is_approved_whatever_the_advice_and_the_finding(
    here: Counter, service: FakeFaceService
) -> None:
    case = assessed(here, settlement(family_of_five()))
    digest = case.assessments.get().digest
    service.similarity = Decimal("0.0100")
    row = compare(case, here, by=here.officer)
    find_face(row.pk, finding="not_same", reason="", by=here.officer)

    decision = approve(case.pk, by=here.chief)

    assert decision.outcome == "approved"
    assert decision.assessment.digest == digest


def test_neither_law_nor_assessment_nor_decision_reads_a_comparison() -> None:
    may = {"faces.py", "comparing_faces.py", "face_comparison.py", "__init__.py"}
    readers = [
        str(path.relative_to(ROOT))
        for path in sources("applications", "registry", "hukou")
        if "migrations" not in path.parts
        and path.name not in may
        and ("FaceComparison" in (text := path.read_text()) or "face_comparisons" in text)
    ]

    assert readers == []
