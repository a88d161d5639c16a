"""A permit from its issue to its endorsement, and one that lapsed (P01, P02): by keyboard."""

import os
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from applications.management.commands.issue_demo_permits import number_of
from tests.journeys.conftest import Desk

pytestmark = pytest.mark.browser


def shoot(page: Page, name: str) -> None:
    """Keep a picture where one is wanted (HUKOU_SHOTS)."""
    if directory := os.environ.get("HUKOU_SHOTS"):
        page.screenshot(path=str(Path(directory, f"permit-{name}.png")), full_page=True)


def test_a_permit_is_issued_endorsed_in_its_month_and_another_restored(desk: Desk) -> None:
    page = desk("wangfang")
    page.goto("/residence-permits")
    page.get_by_label("公民身份号码").fill(number_of(date(1996, 12, 30), 905))
    page.get_by_label("姓名").fill("单于晓")
    page.get_by_label("依据材料").fill("劳动合同")
    page.keyboard.press("F8")
    expect(page.get_by_text("居住证已签发。")).to_be_visible()
    expect(page.get_by_text("连续 0 个月")).to_be_visible()

    page.goto("/residence-permits")
    page.get_by_role("link", name="段云飞").click()
    expect(page.get_by_text("须在期限内签注")).to_be_visible()
    shoot(page, "due")
    page.locator("#id_endorse_document").fill("劳动合同")
    page.keyboard.press("F8")
    expect(page.get_by_text("已签注。")).to_be_visible()
    expect(page.get_by_text("须在期限内签注")).to_have_count(0)

    page.goto("/residence-permits")
    page.get_by_role("link", name="布合力其·买买提").click()
    expect(page.get_by_text("逾期未签注，使用功能中止")).to_be_visible()
    shoot(page, "lapsed")
    page.locator("#id_endorse_document").fill("劳动合同")
    page.keyboard.press("F8")
    expect(page.get_by_text("连续 0 个月")).to_be_visible()
    shoot(page, "restored")
