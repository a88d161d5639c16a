"""Somebody whose dwelling was demolished is given an address, step by step, with reasons (H06)."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk
from tests.journeys.settling import press

pytestmark = pytest.mark.browser

HOMELESS = "徐安居"
"""Of the demonstration county: the door of the household has been demolished."""
NO = (
    "本人有合法稳定住所可以落户",
    "有亲属的住所可以投靠",
    "单位、学校或者人才市场有集体户可以落户",
)


def open_the_person(page: Page) -> None:
    press(page, "/")
    page.keyboard.type(HOMELESS)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="人员登记信息")).to_be_visible()


def test_a_demolished_dwelling_leads_to_the_public_household_with_the_reasons_printed(
    desk: Desk,
) -> None:
    page = desk("wangfang")
    open_the_person(page)
    page.get_by_role("link", name="无处落户").click()

    for question in NO[:2]:
        page.get_by_label(question).select_option(label="否")
    page.get_by_label("依据材料").fill("房屋征收拆除证明")
    page.get_by_role("button", name="确定顺序").click()
    expect(page.get_by_text("待核实：所在单位、学校或者人才市场有集体户可以落户")).to_be_visible()

    page.get_by_label(NO[2]).select_option(label="否")
    press(page, "F8")
    expect(page.get_by_role("alert")).to_contain_text("此项须由民警审查决定")
    page.get_by_label("审查理由").fill("经查全家房屋已拆除，无亲属可投靠")
    press(page, "F8")

    letter = page.locator(".letter")
    expect(letter).to_contain_text("柯城区公共集体户（演示）")
    for reason in ("没有本人的合法稳定住所", "没有可以投靠的亲属住所", "没有集体户"):
        expect(letter).to_contain_text(reason)
    expect(letter).to_contain_text("经查全家房屋已拆除，无亲属可投靠")


def test_a_district_without_a_public_household_alarms_on_the_desk(desk: Desk) -> None:
    page = desk("huabu")

    expect(page.get_by_text("公共集体户告警：开化县")).to_be_visible()
    page.get_by_role("link", name="查看").click()

    expect(page.get_by_role("alert")).to_contain_text("开化县：没有公共集体户")
    expect(page.locator(".tag-bad")).to_have_text("没有公共集体户")
