"""Data quality at the counter: the list, both records side by side, the decision, the rules."""

import html
import re
from datetime import timedelta
from typing import Final

import pytest

from hukou.kernel import clock
from registry.models import (
    Disclosure,
    OfficeLevel,
    Person,
    PostingRole,
    QualityDecision,
    QualityFinding,
    QualityRule,
)
from tests.cast import station
from tests.factories import OfficeFactory
from tests.filing import posted
from tests.registry.quality import Twice, found, notice, number_of, rule, twice
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
WHY: Final = "经走访系同一人"


@pytest.fixture
def pair() -> Twice:
    return twice()


def page_of(finding: QualityFinding) -> str:
    return f"/quality/findings/{finding.pk}"


def test_the_list_shows_owner_and_age(pair: Twice, visit: Visit) -> None:
    finding = pair.finding
    QualityFinding.objects.update(found_on=clock.today() - timedelta(days=12))

    shown = visit(pair.here.officer).get("/quality").content.decode()

    assert page_of(finding) in shown
    assert "欧阳修" in shown
    assert pair.here.office.name in shown
    assert '<td class="number right">12</td>' in shown


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("", True),
        ("?standing=open&age=month", True),
        ("?standing=open&age=week", False),
        ("?standing=open&age=older", False),
        ("?standing=dismissed", False),
        ("?standing=open&mine=on", False),
    ],
)
def test_the_list_is_filtered(pair: Twice, visit: Visit, asked: str, *, listed: bool) -> None:
    finding = pair.finding
    QualityFinding.objects.update(found_on=clock.today() - timedelta(days=12))

    shown = visit(pair.here.officer).get(f"/quality{asked}").content.decode()

    assert (page_of(finding) in shown) is listed


def test_the_list_goes_on_page_by_page(pair: Twice, visit: Visit) -> None:
    of = rule("D03-1")
    QualityFinding.objects.bulk_create(
        QualityFinding(
            rule=of,
            subject=f"p{n}",
            people=[pair.again.pk],
            office=pair.here.office,
            found_on=clock.today(),
            score=100,
        )
        for n in range(51)
    )
    last = QualityFinding.objects.latest("pk")
    client = visit(pair.here.officer)

    first = client.get(f"/quality?status={last.status}").content.decode()

    assert page_of(last) not in first
    found = re.search(r'href="([^"]+)">下一页', first)
    assert found is not None
    address = html.unescape(found[1])
    assert f"status={last.status}" in address  # what was asked is kept
    assert page_of(last) in client.get(f"/quality{address}").content.decode()


def test_another_station_sees_nothing_of_it(pair: Twice, visit: Visit) -> None:
    finding = pair.finding
    client = visit(station().officer)

    assert page_of(finding) not in client.get("/quality").content.decode()
    assert client.get(page_of(finding)).status_code == 404


def test_both_records_stand_side_by_side_with_their_differences(pair: Twice, visit: Visit) -> None:
    response = visit(pair.here.officer).get(page_of(pair.finding))

    lines = {line.label: line for line in response.context["lines"]}
    assert lines["户号"].differs
    assert not lines["姓名"].differs
    assert len(lines["姓名"].values) == 2
    shown = response.content.decode()
    assert number_of(pair.again) not in shown
    assert "姓名相同" in shown


def test_opening_a_finding_is_noted_for_both(pair: Twice, visit: Visit) -> None:
    visit(pair.here.officer).get(page_of(pair.finding))

    assert set(Disclosure.objects.get().people) == {pair.kept.pk, pair.again.pk}


def test_a_merger_is_saved_on_the_page_and_the_old_record_leads_on(
    pair: Twice, visit: Visit
) -> None:
    finding, client = pair.finding, visit(pair.chief)

    sent = client.post(page_of(finding), {"verdict": f"merge:{pair.kept.pk}", "reason": WHY})

    assert sent.status_code == 302
    assert Person.objects.get(pk=pair.again.pk).merged_into == pair.kept
    old = client.get(f"/people/{pair.again.pk}").content.decode()
    assert f'href="/people/{pair.kept.pk}"' in old
    assert "撤销原裁定" in client.get(page_of(finding)).content.decode()


def test_a_decision_is_undone_on_the_page(pair: Twice, visit: Visit) -> None:
    finding, client = pair.finding, visit(pair.chief)
    client.post(page_of(finding), {"verdict": f"merge:{pair.kept.pk}", "reason": WHY})

    sent = client.post(page_of(finding), {"verdict": "undo", "reason": "查明为两人"})

    assert sent.status_code == 302
    assert Person.objects.get(pk=pair.again.pk).merged_into is None


def test_a_head_is_followed_by_whom_the_page_names(pair: Twice, visit: Visit) -> None:
    finding, home = pair.finding, pair.ouyang
    sent = {"verdict": f"merge:{pair.again.pk}", "reason": WHY}

    refused = visit(pair.chief).post(page_of(finding), sent)
    saved = visit(pair.chief).post(
        page_of(finding),
        sent
        | {
            "new_head": str(home.mother.pk),
            f"relation.{home.son.pk}": "子",
            f"relation.{home.daughter.pk}": "女",
        },
    )

    assert refused.status_code == 422
    assert "先指定新户主" in refused.content.decode()
    assert saved.status_code == 302
    assert home.residence_of(home.mother).relation == "02"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"verdict": "keep", "reason": " "}, "请填写裁定理由"),
        ({"reason": WHY}, "请选择裁定"),
        ({"verdict": "merge:1", "reason": WHY}, "没有保存"),
        ({"verdict": "death", "reason": WHY}, "没有保存"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_nothing_stored(
    pair: Twice, visit: Visit, sent: dict[str, str], words: str
) -> None:
    response = visit(pair.chief).post(page_of(pair.finding), sent)

    assert words in response.content.decode()
    assert not QualityDecision.objects.exists()


def test_deciding_twice_is_refused(pair: Twice, visit: Visit) -> None:
    finding, client = pair.finding, visit(pair.here.officer)
    sent = {"verdict": "keep", "reason": WHY}
    client.post(page_of(finding), sent)

    again = client.post(page_of(finding), sent)

    assert again.status_code == 200
    assert "没有保存" in again.content.decode()
    assert QualityDecision.objects.count() == 1


def test_an_officer_is_told_that_a_chief_merges(pair: Twice, visit: Visit) -> None:
    sent = {"verdict": f"merge:{pair.kept.pk}", "reason": WHY}

    response = visit(pair.here.officer).post(page_of(pair.finding), sent)

    assert response.status_code == 403
    assert "所长以上" in response.content.decode()


def test_a_finding_is_assigned(pair: Twice, visit: Visit) -> None:
    finding = pair.finding

    visit(pair.chief).post(f"{page_of(finding)}/assign", {"to": str(pair.here.officer.pk)})

    finding.refresh_from_db()
    assert finding.assigned_to == pair.here.officer


def test_a_reported_death_shows_its_notice_with_the_number_masked(
    pair: Twice, visit: Visit
) -> None:
    told = notice(pair.again)
    [finding] = found("D02-1")

    shown = visit(pair.here.officer).get(page_of(finding)).content.decode()

    assert told.reference in shown
    assert told.number not in shown
    assert "办理死亡注销" in shown


def test_a_rule_is_tried_out_before_it_is_saved(pair: Twice, visit: Visit) -> None:
    of, client = rule(), visit(pair.chief)
    sent = {
        "name": "同一人两处登记",
        "severity": "high",
        "since": "2026-01-01",
        "with_threshold": "80",
        "with_digits": "1",
    }

    tried = client.post(f"/quality/rules/{of.pk}", sent | {"try": ""})
    of.refresh_from_db()
    before = of.parameters["threshold"]
    saved = client.post(f"/quality/rules/{of.pk}", sent | {"save": ""})

    assert "试运行结果" in tried.content.decode()
    assert (before, saved.status_code) == (65, 302)
    of.refresh_from_db()
    assert (of.parameters["threshold"], of.edited_by) == (80, pair.chief)


@pytest.mark.parametrize("threshold", ["39", "101", "x", ""])
def test_a_parameter_out_of_bounds_is_refused_beside_its_field(
    pair: Twice, visit: Visit, threshold: str
) -> None:
    of = rule()
    sent = {
        "name": "规则",
        "severity": "high",
        "since": "2026-01-01",
        "with_threshold": threshold,
        "with_digits": "1",
        "save": "",
    }

    response = visit(pair.chief).post(f"/quality/rules/{of.pk}", sent)

    assert response.context["form"].errors["with_threshold"]
    assert QualityRule.objects.get(pk=of.pk).parameters["threshold"] == 65


@pytest.mark.parametrize("code", ["D01-3", "D02-1", "D02-3", "D03-10"])
def test_every_kind_of_parameter_has_a_field_that_keeps_what_it_had(
    pair: Twice, visit: Visit, code: str
) -> None:
    of = rule(code)
    client = visit(pair.chief)
    form = client.get(f"/quality/rules/{of.pk}").context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}

    client.post(f"/quality/rules/{of.pk}", sent | {"save": ""})

    of.refresh_from_db()
    assert of.edited_by == pair.chief
    assert of.parameters == dict(rule(code).parameters)


def test_the_summary_counts_by_office_rule_and_age(pair: Twice, visit: Visit) -> None:
    assert pair.finding.status == "open"
    QualityFinding.objects.update(found_on=clock.today() - timedelta(days=40))
    bureau = OfficeFactory.create(name="县局", level=OfficeLevel.COUNTY)
    pair.here.office.parent = bureau
    pair.here.office.save(update_fields=["parent"])

    above = visit(posted(bureau, PostingRole.COUNTY_APPROVER)).get("/quality/summary")
    elsewhere = visit(station().officer).get("/quality/summary")

    [row] = above.context["rows"]
    assert (row.code, row.days_90, row.total) == ("D01-1", 1, 1)
    assert elsewhere.context["rows"] == []
