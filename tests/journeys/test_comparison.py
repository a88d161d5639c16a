"""A drafter compares 衢州's texts over the county, and finds the family that loses a mother."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk

pytestmark = pytest.mark.browser

DRAFT, FINAL = "qz-draft-2017", "qz-final-2017"


def shoot(page: Page, name: str) -> None:
    """Keep a picture where one is wanted (HUKOU_SHOTS)."""
    if directory := os.environ.get("HUKOU_SHOTS"):
        page.screenshot(path=str(Path(directory, f"comparison-{name}.png")), full_page=True)


def compared(page: Page) -> None:
    page.get_by_role("link", name="政策比较").click()
    page.get_by_role("link", name="新建比较").click()
    page.get_by_label("甲规定").select_option(FINAL)
    page.get_by_label("乙规定").select_option(DRAFT)
    page.get_by_label("比较人群").select_option(label="演示县：二百户拟落户家庭（200）")
    shoot(page, "asked")
    page.keyboard.press("F8")
    expect(page.get_by_role("heading", name="按决定的条款")).to_be_visible(timeout=30_000)


def see_both_rule_paths(page: Page) -> None:
    expect(page.get_by_role("heading", name="逐户比较")).to_be_visible()
    mother = page.locator("section.panel").nth(1)
    expect(mother).to_contain_text("母亲")
    expect(mother).to_contain_text("不再可落户")
    expect(mother).to_contain_text("二（一）2 放开亲属投靠落户")
    expect(mother).to_contain_text("✗ 不符合")
    shoot(page, "family")


def test_a_drafter_finds_the_family_that_loses_a_mother_and_prints_the_report(desk: Desk) -> None:
    page = desk("linshi")
    page.get_by_text("法规", exact=True).first.click()
    compared(page)

    lost = page.locator(".total-lost")
    expect(lost).to_contain_text("40")
    expect(page.locator(".total-gained")).to_contain_text("0")
    shoot(page, "result")

    page.get_by_label("决定的条款", exact=True).select_option("二（一）2 放开亲属投靠落户")
    page.get_by_label("户内人数", exact=True).select_option("2")
    page.get_by_role("button", name="筛选").click()
    rows = page.locator("#families tbody tr")
    expect(rows).to_have_count(10)
    rows.filter(has_text="母亲").first.get_by_role("link").click()

    see_both_rule_paths(page)
    page.get_by_role("link", name="回比较结果").click()
    page.get_by_role("link", name="打印报告").click()
    expect(page.get_by_role("heading", name="政策比较报告")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("aside.side")).to_be_hidden()
    shoot(page, "report")
    assert len(page.pdf()) > 10_000
