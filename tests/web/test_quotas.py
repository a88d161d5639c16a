"""The page of quotas: area by year, declared, taken and left; changed with a reason (L26)."""

import pytest
from django.test import Client

from applications.actions import approve
from applications.models import Quota
from applications.workflow import Action
from registry.models import PostingRole
from tests.api.callers import as_agency, as_officer
from tests.applicants import alone
from tests.factories import OfficeFactory
from tests.filing import Counter, counter, posted
from tests.quotas import ORDER, YEAR, declared, keeps_the_county

pytestmark = pytest.mark.django_db

TYPED = {
    "area": "330802",
    "channel": "qz-final-2017/QZF-1",
    "first_year": YEAR,
    "last_year": YEAR,
    "kind": "limit",
    "unit": "people",
    "when_full": "refuse",
    "places": "1,0",
    "reason": "年度计划",
    **ORDER,
}


@pytest.fixture
def here() -> Counter:
    return keeps_the_county(counter())


@pytest.fixture
def approver(here: Counter) -> Client:
    client = Client()
    client.force_login(here.approver)
    return client


def text(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_the_table_shows_what_is_declared_taken_and_left(here: Counter) -> None:
    declared(here)
    declared(here, first_year=YEAR + 1, last_year=YEAR + 1, places=9)
    declared(here, channel="", kind="target", unit="people", when_full="unsaid", places=0)
    approve(alone(here).pk, by=here.chief)
    client = Client()
    client.force_login(here.officer)

    page = text(client, "/quotas")

    assert f">{YEAR}</th>" in page
    assert f">{YEAR + 1}</th>" in page
    assert "余 1" in page
    assert "余 9" in page
    assert "超目标 1" in page
    assert "声明名额" not in page  # an officer only reads


def test_a_bureau_declares_and_changes_with_every_field_named(approver: Client) -> None:
    refused = approver.post("/quotas", TYPED)
    assert "field-wrong" in refused.content.decode()
    assert not Quota.objects.exists()

    approver.post("/quotas", {**TYPED, "places": "10"})
    quota = Quota.objects.get()
    told = {"places": "12", "reason": "供给增加", "document": "通知二", "clause": "第三条"}
    approver.post(f"/quotas/{quota.pk}", told)

    page = text(approver, f"/quotas/{quota.pk}")
    assert "供给增加" in page
    assert "通知二 第三条" in page
    assert Quota.objects.get().places == 12


def test_who_may_not_set_a_quota_stores_nothing(here: Counter) -> None:
    quota = declared(here)
    client = Client()
    client.force_login(here.chief)
    told = {"places": "12", "reason": "供给增加", "document": "通知二", "clause": "第三条"}
    client.post("/quotas", {**TYPED, "unit": "applications"})
    client.post(f"/quotas/{quota.pk}", told)
    assert Quota.objects.get().places == 2


def test_a_quota_of_another_county_is_not_there() -> None:
    here = keeps_the_county(counter())
    quota = declared(here)
    elsewhere = Client()
    elsewhere.force_login(posted(OfficeFactory.create(), PostingRole.OFFICER))
    assert elsewhere.get(f"/quotas/{quota.pk}").status_code == 404


def test_the_refusing_form_offers_the_clause_of_a_full_quota(here: Counter) -> None:
    declared(here, places=0)
    file = alone(here)
    client = Client()
    client.force_login(here.chief)

    page = client.get(f"/applications/{file.pk}").content.decode()
    assert f"{ORDER['document']} · {ORDER['clause']}" in page
    refused = client.post(
        f"/applications/{file.pk}/{Action.APPROVE}",
        {"revision": file.revision, "parties": [file.parties.get().pk], "grounds": "准予"},
    )
    assert "落户名额已经用完" in refused.content.decode()
    client.post(
        f"/applications/{file.pk}/{Action.REFUSE}",
        {"revision": file.revision, "clauses": ["0"], "grounds": "本期落户名额已用完"},
    )

    assert file.__class__.objects.get(pk=file.pk).decision.clauses == [ORDER]


def test_the_api_tells_the_same_to_officers_alone(here: Counter) -> None:
    declared(here)
    approve(alone(here).pk, by=here.chief)

    told = as_officer(here.officer).get(f"/api/v1/quotas?year={YEAR}&area=330800").json()

    [quota] = told["results"]
    assert (quota["places"], quota["taken"], quota["left"]) == (2, 1, 1)
    assert quota["cite"] == ORDER
    assert [each["former"] for each in quota["changes"]] == [None]
    assert as_officer(here.officer).get("/api/v1/quotas?year=2020").json()["results"] == []
    assert as_officer(here.auxiliary).get("/api/v1/quotas").status_code == 403
    assert as_agency("applications:read").get("/api/v1/quotas").status_code == 403
