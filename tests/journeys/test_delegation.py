"""An administrator delegates and revokes, and an officer sees the power come and go (A02, U04)."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk
from tests.journeys.settling import choose_from_menu, press

pytestmark = pytest.mark.browser

APPLICANT = "姜月红"
"""Of the demonstration county: a labour model of a county, whose file waits for the chief."""
ITEM = "有突出贡献人员落户"
NUMBER = "衢公授〔2026〕9号"
STATION = "府山派出所（演示）"
NO_POWER = "您的岗位对此事项没有审批权"


def open_the_file(page: Page) -> None:
    page.goto("/?list=to_decide")
    page.get_by_role("row").filter(has_text=APPLICANT).get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="部门核查")).to_be_visible()


def delegate(page: Page) -> None:
    """Open the board, press F8, fill in the order and press F8 again."""
    choose_from_menu(page, "授权看板")
    expect(page.get_by_role("heading", name="授权看板")).to_be_visible()
    press(page, "F8")
    expect(page.get_by_role("heading", name="录入授权书")).to_be_visible()

    press(page, "F8")
    expect(page.get_by_role("alert")).to_contain_text("请至少选择一个事项")
    page.get_by_label("授权书文号").fill(NUMBER)
    page.get_by_label("授权依据文件").fill("关于下放户籍审批权限的决定")
    page.get_by_label("授权依据条款").fill("第二条")
    page.get_by_label("适用机关").select_option(label=STATION)
    page.get_by_label(ITEM, exact=True).check()
    press(page, "F8")
    expect(page.get_by_role("heading", name=NUMBER)).to_be_visible()
    expect(page.get_by_role("row").filter(has_text=ITEM)).to_contain_text("生效中")


def test_an_administrator_delegates_and_revokes(desk: Desk) -> None:
    """The power comes and goes in front of the officer; that she entered the file stays in the way.

    That somebody else decides by the order, and is refused after: tests/web/test_delegations.py.
    """
    admin, officer = desk("sunxitong"), desk("wangfang")
    open_the_file(officer)
    acts = officer.locator("#acts")
    expect(acts).to_contain_text(NO_POWER)

    delegate(admin)
    officer.reload()
    expect(acts).to_contain_text("此件由本人录入，应由他人审批")
    expect(acts).not_to_contain_text(NO_POWER)

    admin.get_by_label("收回理由").fill("抽查发现差错")
    press(admin, "F8")
    expect(admin.locator("#main")).to_contain_text("已收回，即时生效")
    expect(admin.get_by_role("row").filter(has_text=ITEM)).to_contain_text("已收回")

    officer.reload()
    expect(acts).to_contain_text(NO_POWER)
    expect(acts).to_contain_text(f"授权书{NUMBER}的授权已于")

    choose_from_menu(admin, "授权看板")
    expect(admin.get_by_role("row").filter(has_text=NUMBER)).to_contain_text("已收回 1")
