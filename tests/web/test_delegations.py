"""The delegation board and the editor of orders (U04, A02), in Chinese and by the keyboard."""

from datetime import timedelta
from typing import Any, Final

import pytest

from applications.actions import delegate, revoke_order
from applications.models import Decision, DelegatedItem, DelegationOrder
from hukou.kernel import clock
from registry.models import Account, PostingRole
from tests.applications.orders import order
from tests.factories import OfficeFactory
from tests.filing import Counter, assessed, counter, family_of_five, posted, settlement
from tests.orders import SETTLING
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db
LAST: Final = clock.today() + timedelta(days=90)


@pytest.fixture
def desk() -> Counter:
    return counter()


@pytest.fixture
def admin(desk: Counter) -> Account:
    return posted(desk.bureau, PostingRole.SYSTEM_ADMINISTRATOR)


def filled(desk: Counter, **changes: Any) -> dict[str, Any]:
    return {
        "number": "柯公授〔2026〕1号",
        "document": "关于下放户籍审批权限的决定",
        "clause": "第二条",
        "office": desk.office.pk,
        "to_role": "officer",
        "start": clock.today().isoformat(),
        "until": LAST.isoformat(),
        "items": [SETTLING, "ADOPTION"],
        **changes,
    }


def test_the_board_names_the_holder_of_each_item_at_each_office(
    desk: Counter, admin: Account, visit: Visit
) -> None:
    given = delegate(order(desk, items=["ADOPTION"]), by=admin)

    page = visit(admin).get("/delegations").content.decode()

    for office in (desk.bureau, desk.office):
        assert office.name in page
    assert f"/delegations/{given.pk}" in page
    assert f"至 {LAST.isoformat()}" in page
    assert "已授权 1 项" in page


def test_the_board_shows_only_what_was_handed_down_when_asked(
    desk: Counter, admin: Account, visit: Visit
) -> None:
    delegate(order(desk, items=["ADOPTION"]), by=admin)
    page = visit(admin).get("/delegations?show=given").content.decode()
    assert "收养登记" in page
    assert "误注销" not in page


def test_an_officer_reads_the_board_and_is_offered_no_order(desk: Counter, visit: Visit) -> None:
    page = visit(desk.officer).get("/delegations").content.decode()
    assert "授权看板" in page
    assert "/delegations/new" not in page


def test_the_board_of_another_office_is_not_found(
    desk: Counter, admin: Account, visit: Visit
) -> None:
    del desk
    other = OfficeFactory.create()
    assert visit(admin).get(f"/delegations?office={other.pk}").status_code in {400, 404}


def test_an_order_is_entered_at_the_desk(desk: Counter, admin: Account, visit: Visit) -> None:
    answer = visit(admin).post("/delegations/new", filled(desk, account=desk.officer.username))

    given = DelegationOrder.objects.get()
    assert answer.headers["location"] == f"/delegations/{given.pk}"
    assert {each.item for each in given.items.all()} == {SETTLING, "ADOPTION"}
    assert {each.account_id for each in given.items.all()} == {desk.officer.pk}
    assert {each.period.upper for each in given.items.all()} == {LAST + timedelta(days=1)}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"document": ""}, "请填写此项"),
        ({"start": "2020-01-01"}, "授权不能溯及既往"),
        ({"items": []}, "请至少选择一个事项"),
        ({"until": "2020-01-01"}, "截止日期不能早于起始日期"),
        ({"account": "nobody"}, "没有这个用户名"),
    ],
)
def test_a_bad_order_is_said_beside_its_field_and_what_was_typed_stays(
    desk: Counter, admin: Account, visit: Visit, changes: dict[str, Any], said: str
) -> None:
    answer = visit(admin).post("/delegations/new", filled(desk, **changes))
    page = answer.content.decode()
    assert said in page
    assert "柯公授〔2026〕1号" in page
    assert not DelegationOrder.objects.exists()


def test_the_citys_items_are_not_offered_to_a_county(
    desk: Counter, admin: Account, visit: Visit
) -> None:
    del desk
    page = visit(admin).get("/delegations/new").content.decode()
    assert 'value="ADOPTION"' in page
    assert 'value="CORRECT_BIRTH_DATE"' not in page


def test_qiannans_catalogue_is_marked_assumed_and_only_fills_the_boxes(
    desk: Counter, admin: Account, visit: Visit
) -> None:
    desk.office.areas.clear()
    desk.bureau.code = "522701000000"
    desk.bureau.save(update_fields=["code"])

    board = visit(admin).get("/delegations").content.decode()
    editor = visit(admin).get("/delegations/new?catalogue=1").content.decode()

    assert "下放事项清单（推定）不产生权力" in board
    assert editor.count("checked") == 20 + 1
    assert not DelegatedItem.objects.exists()


def test_an_order_is_revoked_at_the_desk_whole_or_by_item(
    desk: Counter, admin: Account, visit: Visit
) -> None:
    given = delegate(order(desk, items=[SETTLING, "ADOPTION"]), by=admin)
    one = given.items.get(item="ADOPTION")
    client = visit(admin)

    client.post(f"/delegations/{given.pk}/revoke", {"what": one.pk, "reason": "差错"})
    assert DelegatedItem.objects.filter(revoked_at=None).count() == 1
    client.post(f"/delegations/{given.pk}/revoke", {"what": "", "reason": "全部收回"})
    assert not DelegatedItem.objects.filter(revoked_at=None).exists()

    page = client.get(f"/delegations/{given.pk}").content.decode()
    assert page.count("已收回") >= 2
    assert "收回理由" not in page


def test_a_revocation_without_a_reason_is_refused(
    desk: Counter, admin: Account, visit: Visit
) -> None:
    given = delegate(order(desk), by=admin)
    page = visit(admin).post(f"/delegations/{given.pk}/revoke", {"reason": ""}).content.decode()
    assert "请填写此项" in page
    assert not DelegatedItem.objects.exclude(revoked_at=None).exists()


def test_a_revocation_that_came_too_late_is_told(
    desk: Counter, admin: Account, visit: Visit
) -> None:
    given = delegate(order(desk), by=admin)
    revoke_order(given.pk, reason="收回", by=admin)
    answer = visit(admin).post(f"/delegations/{given.pk}/revoke", {"what": "", "reason": "再"})
    assert answer.status_code == 409
    assert "已收回或者已到期" in answer.content.decode()


def test_what_a_rule_took_back_is_said_so(desk: Counter, admin: Account, visit: Visit) -> None:
    given = delegate(order(desk), by=admin)
    given.items.update(revoked_at=clock.now(), revocation_reason="差错率超过限度")
    page = visit(desk.officer).get(f"/delegations/{given.pk}").content.decode()
    assert "按规则自动收回" in page
    assert "差错率超过限度" in page


def test_whoever_decides_by_an_order_is_told_by_which(
    desk: Counter, admin: Account, visit: Visit
) -> None:
    case = assessed(desk, settlement(family_of_five()))
    address = f"/applications/{case.pk}"
    client = visit(desk.officer)
    assert "您的岗位对此事项没有审批权" in client.get(address).content.decode()

    given = delegate(order(desk), by=admin)
    page = client.get(address).content.decode()
    assert f"依据授权书{given.number}有权审批" in page
    assert f"{address}/approve" in page

    revoke_order(given.pk, reason="差错率过高", by=admin)
    parties = [each.pk for each in case.parties.all()]
    opinion = {"grounds": "准予", "parties": parties, "revision": case.revision}
    stale = client.post(f"{address}/approve", opinion)
    assert stale.status_code == 403
    assert "已于" in stale.content.decode()
    assert not Decision.objects.exists()


def test_an_order_of_elsewhere_is_not_found(desk: Counter, admin: Account, visit: Visit) -> None:
    given = delegate(order(desk), by=admin)
    stranger = posted(OfficeFactory.create(), PostingRole.SYSTEM_ADMINISTRATOR)
    assert visit(stranger).get(f"/delegations/{given.pk}").status_code == 404
    answer = visit(stranger).post(f"/delegations/{given.pk}/revoke", {"reason": "收回"})
    assert answer.status_code == 404
    assert not DelegatedItem.objects.exclude(revoked_at=None).exists()
