"""The pages of a round: declared, watched, frozen, published, objected to, made final."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Final

import pytest
from django.test import Client

from applications.actions import withdraw
from applications.models import Bar, Objection, Round, RoundStage, Verification
from hukou.kernel import clock
from registry.models import Account, PostingRole
from tests.factories import OfficeFactory
from tests.filing import posted
from tests.rounds import AFTER, CITY, CLOSES, DURING, OPENS, ORDER, City, applies, city, told
from tests.years import CLAUSE, LAST_DAY, Year

pytestmark = pytest.mark.django_db
IN_PUBLICITY: Final = AFTER + timedelta(days=1)
TYPED: Final = {
    **{name: str(value) for name, value in asdict(ORDER).items() if value is not None},
    "opens_at": f"{OPENS:%Y-%m-%d %H:%M}",
    "closes_at": f"{CLOSES:%Y%m%d %H:%M}",
}


@pytest.fixture
def place() -> City:
    return city()


@pytest.fixture
def year(place: City) -> Year:
    return Year(place)


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def text(client: Client, path: str, *, at: datetime = IN_PUBLICITY) -> str:
    with clock.frozen(at):
        return " ".join(client.get(path).content.decode().split())


def post(
    client: Client, path: str, data: Mapping[str, object], *, at: datetime = IN_PUBLICITY
) -> str:
    with clock.frozen(at):
        return " ".join(client.post(path, data, follow=True).content.decode().split())


def test_the_order_of_a_year_is_entered_as_it_says(place: City) -> None:
    runner = client_of(place.runner)
    before = OPENS - timedelta(days=20)
    refused = post(runner, "/rounds", {**TYPED, "opens_at": "某日", "document": ""}, at=before)
    assert refused.count("field-wrong") == 2
    for at in ("0001-01-01 00:00", "9999-12-31 23:59"):
        refused = post(runner, "/rounds", {**TYPED, "opens_at": at}, at=before)
        assert "请填写 1900 年至 2099 年之间的日期" in refused
    assert not Round.objects.exists()

    page = post(runner, "/rounds", TYPED, at=before)

    assert "年度通告已录入" in page
    declared = Round.objects.get()
    assert (declared.opens_at, declared.division) == (OPENS, CITY)
    assert declared.bar_years is None
    assert "通告没有规定限制年数" in page
    assert "录入年度通告" not in text(client_of(place.here.officer), "/rounds", at=before)


def test_silent_agencies_are_named_and_the_console_says_what_it_waits_for(place: City) -> None:
    round_ = place.declared()
    told(applies(place, 0))
    applies(place, 1, name="𠮷尼玛")
    runner, path = client_of(place.runner), f"/rounds/{round_.pk}"

    assert "正在受理申请" in text(runner, path, at=DURING)
    assert "部门还在期限内" in text(runner, path, at=CLOSES + timedelta(hours=1))
    page = text(runner, path, at=AFTER)
    assert "个部门逾期未答复" in page
    assert "逾期未答复的按不明封存" in page

    post(runner, f"{path}/freeze", {}, at=AFTER)

    assert Round.objects.get().stage == RoundStage.FROZEN
    assert "按不明封存" in text(runner, path, at=AFTER)


def test_a_quota_that_is_tried_changes_nothing(year: Year) -> None:
    runner, path = client_of(year.place.runner), f"/rounds/{year.round.pk}"
    steps = year.round.steps.count()

    page = text(runner, f"{path}?quota=3")

    assert "入围 <strong>3</strong> 人" in page
    assert "spread-tried" in page
    assert Round.objects.get().quota == 2
    assert year.round.steps.count() == steps
    assert "field-wrong" in text(runner, f"{path}?quota=x")


def test_after_freezing_a_change_of_the_quota_is_refused_on_the_page(year: Year) -> None:
    runner, path = client_of(year.place.runner), f"/rounds/{year.round.pk}"
    page = post(runner, f"{path}/quota", {"quota": "9", "reason": "增加"})
    assert "封存" in page
    assert Round.objects.get().quota == 2


def test_names_are_masked_and_only_files_of_the_area_open(year: Year) -> None:
    path = f"/rounds/{year.round.pk}"
    page = text(client_of(year.place.here.officer), path)
    assert "陈＊志" in page
    assert "陈立志" not in page
    assert f"{path}/applicants/{year.entry(0)}" in page

    another = OfficeFactory.create(parent=year.place.here.bureau)
    stranger = client_of(posted(another, PostingRole.OFFICER))
    assert f"{path}/applicants/" not in text(stranger, path)
    assert stranger.get(f"{path}/applicants/{year.entry(0)}").status_code == 404
    elsewhere = client_of(posted(OfficeFactory.create(), PostingRole.OFFICER))
    assert elsewhere.get(path).status_code == 404


def test_an_applicant_is_shown_the_sheet_that_was_frozen(year: Year) -> None:
    page = text(
        client_of(year.place.here.officer), f"/rounds/{year.round.pk}/applicants/{year.entry(0)}"
    )
    assert "陈立志" in page
    assert "按封存数据计算" in page
    assert year.files[0].in_round.inputs.get().digest in page
    assert "入围" in page


def test_an_objection_is_taken_down_at_the_counter_and_answered_by_the_bureau(year: Year) -> None:
    path = f"/rounds/{year.round.pk}/objections"
    officer, runner = client_of(year.place.here.officer), client_of(year.place.runner)
    typed = {
        "case": year.files[2].number,
        "source": "other",
        "told_by": "林一",
        "text": "居住证没有连续签注",
    }
    assert "不在本辖区" in post(officer, path, {**typed, "case": "没有"})
    assert not Objection.objects.exists()

    post(officer, path, typed)
    objection = Objection.objects.get()
    answer = {"outcome": "dismissed", "grounds": "经查属连续", **CLAUSE}
    post(officer, f"{path}/{objection.pk}", answer)
    assert not Objection.objects.get().outcome
    assert "有 1 件异议待处理" in text(runner, f"/rounds/{year.round.pk}")
    post(runner, f"{path}/{objection.pk}", {**answer, "document": "", "clause": ""})
    assert not Objection.objects.get().outcome
    post(runner, f"{path}/{objection.pk}", answer)

    assert Objection.objects.get().outcome == "dismissed"


def test_the_final_list_is_made_when_its_days_have_passed_and_not_before(year: Year) -> None:
    runner, path = client_of(year.place.runner), f"/rounds/{year.round.pk}"
    assert "公示和异议期至" in post(runner, f"{path}/finalise", {})
    assert Round.objects.get().stage == RoundStage.PUBLISHED

    after = datetime.combine(LAST_DAY + timedelta(days=1), AFTER.timetz())
    post(runner, f"{path}/finalise", {}, at=after)

    assert Round.objects.get().stage == RoundStage.FINAL
    page = text(client_of(year.place.here.auxiliary), f"{path}/list", at=after)
    assert "正式名单" in page
    assert "陈＊志" in page
    assert "𠮷＊玛" not in page  # not within the quota


def test_the_day_of_a_list_that_is_dated_ahead_may_be_changed_on_its_page(place: City) -> None:
    round_ = place.declared()
    told(applies(place, 0))
    runner, path = client_of(place.runner), f"/rounds/{round_.pk}"
    post(runner, f"{path}/freeze", {}, at=AFTER)
    page = post(runner, f"{path}/publish", {"on": "2026-10-07"}, at=AFTER)
    assert "将于 2026-10-07 开始公示" in page
    assert f'action="{path}/publish"' in page

    page = post(runner, f"{path}/publish", {"on": "2026-09-08"}, at=AFTER)

    assert "2026-10-07 → 2026-09-08" in page
    page = text(runner, path, at=IN_PUBLICITY)
    assert "公示和异议期至 2026-09-15" in page
    assert f'action="{path}/publish"' not in page


def test_who_did_not_come_is_off_the_next_list_with_a_reason(year: Year) -> None:
    officer = client_of(year.place.here.officer)
    path = f"/rounds/{year.round.pk}/applicants/{year.entry(0)}"
    assert "field-wrong" in post(officer, f"{path}/absent", {"reason": ""})
    assert "视为放弃" in post(officer, f"{path}/absent", {"reason": "9月8日现场核验未到场"})


def test_a_bar_is_seen_with_the_file_and_lifted_with_a_reason(place: City) -> None:
    year = Year(place, bar_years=5, bar_clause="第七条")
    officer, runner = client_of(place.here.officer), client_of(place.runner)
    path = f"/rounds/{year.round.pk}/applicants/{year.entry(0)}"
    post(runner, f"{path}/void", {"reason": "缴费凭证系伪造"})
    assert "至 2031-09-08" in text(officer, path)
    assert f"{path}/lift" not in text(officer, path)
    with clock.frozen(IN_PUBLICITY):
        assert officer.post(f"{path}/lift", {"reason": "复议撤销"}).status_code == 403
    assert "field-wrong" in post(runner, f"{path}/lift", {"reason": ""})

    page = post(runner, f"{path}/lift", {"reason": "复议撤销"})

    assert "限制申报已解除" in page
    assert "至 2031-09-08" not in page
    assert Bar.objects.get().lifted_reason == "复议撤销"


def test_a_list_of_rounds_waits_for_nobody_who_has_left(year: Year) -> None:
    runner = client_of(year.place.runner)
    Verification.objects.update(status="answered", next_attempt_at=None)
    assert "部门未答完" not in text(runner, "/rounds")
    Verification.objects.filter(application=year.files[0].pk).update(
        status="pending", next_attempt_at=AFTER
    )
    assert "部门未答完" in text(runner, "/rounds")
    with clock.frozen(IN_PUBLICITY):
        withdraw(year.files[0].pk, by=year.place.here.officer, reason="另行迁往外地")

    assert "部门未答完" not in text(runner, "/rounds")


def test_an_act_of_somebody_who_does_not_run_the_round_is_refused(year: Year) -> None:
    path = f"/rounds/{year.round.pk}"
    chief = client_of(year.place.here.chief)
    with clock.frozen(IN_PUBLICITY):
        assert chief.post(f"{path}/finalise").status_code == 403
        assert chief.post(f"{path}/nothing").status_code == 404
    assert date.fromisoformat("2026-09-14") == LAST_DAY
