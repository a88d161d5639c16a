"""The law desk on the screen: answers to the lint (L29), differences (L30), clean-up (L31)."""

from pathlib import Path
from typing import cast

import pytest
from django.test import RequestFactory
from django.utils.html import escape

from applications.models import CleanUp, LintAnswer, OldRule
from applications.web import law_panels
from applications.web.panels import Asked, drawn
from applications.web.regulation_panels import PANELS
from hukou.kernel import clock
from hukou.law import Law, lint, load_law
from hukou.law.differences import differences
from registry.web import DeskRequest
from tests.cast import Station, law_desk
from tests.law.test_inheritance import COUNTY, shelf
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
DRAFT = "qz-draft-2017"


@pytest.fixture
def approver() -> Station:
    return law_desk()


def key() -> str:
    law = load_law()
    found = lint(law.regulations[DRAFT], law)
    return next(each.key for each in found if each.rule == "floor-area-or-price")


def page_of(visit: Visit, who: Station, address: str) -> str:
    return visit(who.officer).get(address).content.decode()


def test_the_page_of_a_text_shows_each_finding_with_both_clauses(
    here: Station, visit: Visit
) -> None:
    page = page_of(visit, here, f"/regulations/{DRAFT}")
    law = load_law()

    for finding in lint(law.regulations[DRAFT], law):
        assert f'id="finding-{finding.key}"' in page
        assert escape(finding.says) in page
        assert escape(finding.against.clause) in page
    assert "未答复" in page
    assert f"/regulations/{DRAFT}/findings/" not in page


def test_an_approver_answers_and_the_page_shows_it(approver: Station, visit: Visit) -> None:
    client = visit(approver.officer)
    address = f"/regulations/{DRAFT}/findings/{key()}"
    assert "二（一）2 放开亲属投靠落户" in client.get(address).content.decode()

    answered = client.post(address, {"verdict": "to_change", "reason": "正式意见已删去"})

    assert answered.headers["Location"] == f"/regulations/{DRAFT}#panel-lint"
    page = page_of(visit, approver, f"/regulations/{DRAFT}")
    assert "正式意见已删去" in page
    assert "再答复" in page
    assert approver.officer.name in page
    assert "+08:00" not in page + client.get(address).content.decode()


@pytest.mark.parametrize("told", [{"verdict": "to_change"}, {"reason": "x"}, {"verdict": "x"}])
def test_an_answer_that_says_too_little_is_shown_again(
    approver: Station, visit: Visit, told: dict[str, str]
) -> None:
    answered = visit(approver.officer).post(f"/regulations/{DRAFT}/findings/{key()}", told)

    assert answered.status_code == 200
    assert "field-wrong" in answered.content.decode()
    assert not LintAnswer.objects.exists()


def test_a_finding_that_is_not_in_the_text_has_no_page(approver: Station, visit: Visit) -> None:
    assert visit(approver.officer).get(f"/regulations/{DRAFT}/findings/none").status_code == 404


def test_the_differences_of_a_county_stand_on_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    law: Law = load_law(shelf(tmp_path))
    county, city = law.regulations[COUNTY], law.regulations["city-2020"]
    monkeypatch.setattr(law_panels, "load_law", lambda: law)
    monkeypatch.setattr(
        law_panels, "differences", lambda each: differences(each, city, law.vocabulary)
    )
    asking = Asked(
        request=_desk(rf),
        regulation=county,
        on=clock.today(),
        activation=None,
    )
    panel = next(each for each in PANELS if each.id == "differences")

    html = next(drawn([panel], asking)).html

    for words in ("示例市办法", "就业五年 → 就业三年", "收紧", "放宽", "新增", "不适用"):
        assert words in html
    assert not list(drawn([panel], _other(asking)))


def _desk(rf: RequestFactory) -> DeskRequest:
    return cast("DeskRequest", rf.get("/"))


def _other(asking: Asked) -> Asked:
    return Asked(
        request=asking.request,
        regulation=load_law().regulations[DRAFT],
        on=asking.on,
        activation=None,
    )


def enter(visit: Visit, who: Station, **told: str) -> OldRule:
    given = {"document": load_law().regulations[DRAFT].title, "jurisdiction": "330800", **told}
    answered = visit(who.officer).post("/old-rules/enter", given)
    rule = OldRule.objects.latest("id")
    assert answered.headers["Location"] == f"/old-rules/{rule.pk}"
    return rule


def test_an_old_rule_is_entered_stopped_and_shown(approver: Station, visit: Visit) -> None:
    rule = enter(visit, approver)
    today = clock.today().isoformat()

    taken = visit(approver.officer).post(
        f"/old-rules/{rule.pk}",
        {
            "measure": "stop",
            "reason": "已有正式文件",
            "decided_by": "衢州市人民政府",
            "decided_on": today,
            "effective_from": today,
        },
    )

    assert taken.headers["Location"] == "/old-rules"
    assert CleanUp.objects.get().measure == "stop"
    assert "+08:00" not in page_of(visit, approver, f"/old-rules/{rule.pk}")
    listed = page_of(visit, approver, "/old-rules")
    assert "停止执行" in listed
    assert "已有正式文件" in listed
    assert 'id="panel-clean-up"' in page_of(visit, approver, f"/regulations/{DRAFT}")
    assert 'id="panel-clean-up"' not in page_of(visit, approver, "/regulations/sx-2018")


def test_officers_read_the_register_and_change_nothing(
    here: Station, approver: Station, visit: Visit
) -> None:
    rule = enter(visit, approver)
    listed = page_of(visit, here, "/old-rules")

    assert rule.document in listed
    assert f"/old-rules/{rule.pk}" not in listed
    assert visit(here.officer).get(f"/old-rules/{rule.pk}").status_code == 403


def test_a_measure_reaching_back_is_told_beside_its_field(approver: Station, visit: Visit) -> None:
    rule = enter(visit, approver)
    told = {"measure": "stop", "reason": "过时", "decided_by": "市政府"}
    days = {"decided_on": "2026-01-02", "effective_from": "2026-01-01"}

    answered = visit(approver.officer).post(f"/old-rules/{rule.pk}", told | days)

    assert answered.status_code == 400
    assert "生效日期不能早于决定日期" in answered.content.decode()
    assert not CleanUp.objects.exists()


def test_an_old_rule_nobody_entered_has_no_page(approver: Station, visit: Visit) -> None:
    assert visit(approver.officer).get("/old-rules/1").status_code == 404
