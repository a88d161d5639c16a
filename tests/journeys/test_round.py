"""A round of settling by points from the bureau's side (T04–T06): declared, run, made final."""

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import psycopg
import pytest
from playwright.sync_api import Page, expect

from hukou.kernel import clock
from hukou.stack.house import House
from tests.journeys.conftest import Desk

pytestmark = pytest.mark.browser
RUNNER, OFFICER = "suijifen", "tianhe"
ORDER: Final = {
    "年度名额": "3",
    "公示工作日数": "5",
    "异议工作日数": "5",
    "年度通告": "示例年度通告",
    "通告条款": "第二条",
}


def shoot(page: Page, name: str) -> None:
    """Keep a picture where one is wanted (HUKOU_SHOTS)."""
    if directory := os.environ.get("HUKOU_SHOTS"):
        page.screenshot(path=str(Path(directory, f"round-{name}.png")), full_page=True)


def a_week_passes(house: House, *, until: date) -> None:
    """Put the days of the published list back: nobody waits five working days for a test."""
    with psycopg.connect(house.environment["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(
            "update applications_roundlist set public_until = %s, objections_until = %s"
            " where published_on is not null",
            [until, until],
        )


def declares(page: Page) -> None:
    """Enter an order: first one that leaves out a term, then all of it; then take it back."""
    first = clock.today() + timedelta(days=10)
    page.get_by_role("link", name="积分年度").click()
    for label, value in ORDER.items():
        page.get_by_role("textbox", name=label, exact=True).fill(value)
    page.get_by_role("textbox", name="年度", exact=True).fill(str(first.year + 1))
    page.get_by_role("textbox", name="申请开始").fill(f"{first} 09:00")
    page.get_by_role("textbox", name="申请截止").fill("某日")
    page.get_by_role("textbox", name="材料截止日").fill(first.isoformat())
    page.keyboard.press("F8")
    expect(page.get_by_text("请写作 2026-10-10 09:00").first).to_be_visible()
    shoot(page, "declared-wrong")


def objects(counter: Page) -> None:
    """Open a file of our own in the round, and take down what somebody says against it."""
    counter.get_by_role("link", name="积分年度").click()
    counter.locator("a[data-row]").first.click()
    counter.locator("section", has_text="姓名遮盖").locator("a[data-row]").first.click()
    expect(counter.get_by_text("按封存数据计算")).to_be_visible()
    shoot(counter, "applicant")
    counter.get_by_role("link", name="登记异议").click()
    counter.get_by_label("异议人姓名或部门").fill("林一")
    counter.get_by_label("异议内容").fill("居住证没有连续签注")
    counter.keyboard.press("F8")
    expect(counter.get_by_text("异议已受理")).to_be_visible()
    shoot(counter, "objections")


def answers(page: Page) -> None:
    page.get_by_role("link", name="异议处理").click()
    page.locator("a[data-row]").first.click()
    page.get_by_label("异议不成立").check()
    page.get_by_label("处理理由").fill("经查，居住证连续有效")
    page.keyboard.press("F8")
    expect(page.get_by_text("异议已处理")).to_be_visible()
    page.get_by_role("link", name="年度工作台").click()


def test_a_round_is_run_from_the_bureau_to_its_final_list(desk: Desk, house: House) -> None:
    page = desk(RUNNER)
    declares(page)

    page.get_by_role("link", name="积分年度").click()
    page.locator("a[data-row]").first.click()
    expect(page.get_by_role("heading", name="排名分分布")).to_be_visible()
    page.get_by_label("试算名额").fill("6")
    page.keyboard.press("Enter")
    expect(page.get_by_text("入围 6 人").first).to_be_visible()
    shoot(page, "console")
    page.keyboard.press("F8")
    expect(page.get_by_text("名单已公示，请打印张贴。")).to_be_visible()

    objects(desk(OFFICER))
    answers(page)
    expect(page.get_by_text("公示和异议期至")).to_be_visible()
    a_week_passes(house, until=clock.today() - timedelta(days=1))
    page.reload()
    page.keyboard.press("F8")
    expect(page.get_by_text("正式名单已公布").first).to_be_visible()
    shoot(page, "final")
    page.get_by_role("link", name="公示名单").click()
    expect(page.get_by_text("正式名单")).to_be_visible()
    shoot(page, "list")
