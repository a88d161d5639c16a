"""A permit from its application to its endorsement, and one that lapsed (P01, P02): by keyboard."""

import os
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from applications.management.commands.issue_demo_permits import number_of
from tests.journeys.conftest import Desk
from tests.journeys.events import hand_in
from tests.journeys.settling import accept_and_wait, press

pytestmark = pytest.mark.browser
WHO: Final = "单于晓"


def shoot(page: Page, name: str) -> None:
    """Keep a picture where one is wanted (HUKOU_SHOTS)."""
    if directory := os.environ.get("HUKOU_SHOTS"):
        page.screenshot(path=str(Path(directory, f"permit-{name}.png")), full_page=True)


def test_a_permit_is_applied_for_issued_by_the_county_and_carried_out(desk: Desk) -> None:
    counter = desk("wangfang")
    counter.goto("/residence-permits")
    press(counter, "F8")
    apply(counter)
    case = hand_in(counter)
    accept_and_wait(counter)
    shoot(counter, "assessed")

    county = desk("chenxian")
    county.goto(counter.url)
    press(county, "F8")
    press(county, "F8")
    expect(county.locator("#main")).to_contain_text("已准予，请办结登记")

    counter.goto(counter.url)
    expect(counter.locator(".head .number").first).to_have_text(case)
    press(counter, "F8")
    expect(counter.locator("#main")).to_contain_text("已办结，登记簿已更新")
    shoot(counter, "issued")
    counter.get_by_role("link", name="查看居住证").click()
    expect(counter.get_by_text("连续 0 个月")).to_be_visible()


def apply(page: Page) -> None:
    page.get_by_label("公民身份号码").fill(number_of(date(1996, 12, 30), 905))
    page.get_by_label("姓名", exact=False).first.fill(WHO)
    page.get_by_label("申领事由").select_option(label="合法稳定就业")
    page.get_by_label("证明材料").fill("劳动合同 2026-118")
    page.get_by_label("申报人姓名").fill(WHO)
    page.get_by_label("申报人身份").select_option(label="本人")


def test_a_permit_is_endorsed_in_its_month_and_one_that_lapsed_is_restored(desk: Desk) -> None:
    page = desk("wangfang")
    page.goto("/residence-permits")
    page.get_by_role("link", name="段云飞").click()
    expect(page.get_by_text("须在期限内签注")).to_be_visible()
    shoot(page, "due")
    page.locator("#id_endorse_document").fill("劳动合同")
    press(page, "F8")
    expect(page.get_by_text("已签注。")).to_be_visible()
    expect(page.get_by_text("须在期限内签注")).to_have_count(0)

    page.goto("/residence-permits")
    page.get_by_role("link", name="布合力其·买买提").click()
    expect(page.get_by_text("逾期未签注，使用功能中止")).to_be_visible()
    shoot(page, "lapsed")
    page.locator("#id_endorse_document").fill("劳动合同")
    press(page, "F8")
    expect(page.get_by_text("已补办签注")).to_be_visible()
    expect(page.get_by_text("连续 0 个月")).to_be_visible()
    shoot(page, "restored")
