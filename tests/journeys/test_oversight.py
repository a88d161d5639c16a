"""An approver rehearses a delegation; a chief draws a sample and reviews it (A03, U04)."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk

pytestmark = pytest.mark.browser


def shoot(page: Page, name: str) -> None:
    """Keep a picture where one is wanted (HUKOU_SHOTS)."""
    if directory := os.environ.get("HUKOU_SHOTS"):
        page.screenshot(path=str(Path(directory, f"oversight-{name}.png")), full_page=True)


def test_an_approver_rehearses_and_sees_what_review_had_stopped(desk: Desk) -> None:
    page = desk("chenxian")
    page.get_by_role("link", name="授权演练").click()
    page.get_by_label("合法稳定住所落户").check()
    page.keyboard.press("F8")

    expect(page.get_by_role("heading", name="须特别留意的案卷")).to_be_visible()
    rows = page.locator("section", has_text="须特别留意的案卷").locator("tbody tr")
    expect(rows).to_have_count(6)
    expect(rows.first).to_contain_text("登记后被冲销")
    shoot(page, "rehearsed")


def test_a_chief_draws_a_sample_and_reviews_it(desk: Desk) -> None:
    page = desk("lichief")
    page.get_by_role("link", name="授权抽查").click()
    expect(page.get_by_role("heading", name="待复核")).to_be_visible()
    page.keyboard.press("F8")
    expect(page.get_by_text("已抽取 1 件。")).to_be_visible()
    shoot(page, "drawn")

    page.locator("a[data-row]").first.click()
    expect(page.get_by_text("示例授权〔演示〕1号")).to_be_visible()
    shoot(page, "review")
    page.get_by_label("决定有误").check()
    page.keyboard.press("F8")
    expect(page.get_by_text("须写明错在哪里").first).to_be_visible()
    page.get_by_label("复核意见").fill("未核对产权证明原件")
    page.keyboard.press("F8")

    expect(page.get_by_text("复核结论已记录。")).to_be_visible()
    rates = page.locator("section", has_text="按承办人和事项")
    expect(rates).to_contain_text("王芳")
    expect(rates).to_contain_text("100.0%")
    shoot(page, "rates")
