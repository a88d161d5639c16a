"""A birth and a death in a real browser, from the counter to the register (row R06)."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk
from tests.journeys.events import choose, hand_in, hand_in_paper, look, show
from tests.journeys.settling import press

pytestmark = pytest.mark.browser

HOME = "100000079"
"""A household of the demonstration county: a mother who is head, and her grown daughter."""
MOTHER, GRANDMOTHER = "王梓霞", "王婷艳"


def test_a_birth_goes_from_the_counter_to_the_booklet(desk: Desk, tmp_path: Path) -> None:
    counter = desk("zhaofu")
    choose(counter, "出生登记", HOME, GRANDMOTHER)
    fill_in_the_birth(counter)
    case = hand_in(counter)
    hand_in_paper(counter, "出生医学证明", tmp_path)

    officer = desk("wangfang")
    decide(officer, case, says="子女")
    press(officer, "F8")
    expect(officer.locator("#main")).to_contain_text("已办结，登记簿已更新")

    officer.get_by_role("link", name="查看新户").click()
    child = officer.locator(".member").filter(has_text="王小舟")
    expect(child).to_contain_text("孙子")
    look(officer, tmp_path / "birth.png")


def fill_in_the_birth(page: Page) -> None:
    for label, text in (
        ("新生儿姓名", "王小舟"),
        ("出生日期", "20261105"),
        ("与户主关系", "孙子"),
        ("出生地", "浙江省衢州市"),
        ("出生医学证明编号", "Z330000123"),
        ("申报人", MOTHER),
    ):
        page.get_by_label(label, exact=False).first.fill(text)
    page.get_by_label("性别").select_option(label="男")
    page.get_by_label("母亲（本户成员）").select_option(label=MOTHER)


def test_the_death_of_a_head_ends_with_a_new_one(desk: Desk, tmp_path: Path) -> None:
    counter = desk("zhaofu")
    choose(counter, "死亡注销", HOME, GRANDMOTHER)
    fill_in_the_death(counter)
    case = hand_in(counter)
    hand_in_paper(counter, "居民死亡医学证明（推断）书或其他死亡证明", tmp_path)

    officer = desk("wangfang")
    decide(officer, case, says="是")
    press(officer, "F8")
    expect(officer.locator("[role=alert]")).to_contain_text("请指定新户主")
    officer.get_by_label("的新户主").select_option(label=MOTHER)
    look(officer, tmp_path / "death.png")
    press(officer, "F8")
    expect(officer.locator("#main")).to_contain_text("已办结，登记簿已更新")

    officer.get_by_role("link", name="查看户口簿").click()
    expect(officer.locator(".member").filter(has_text=MOTHER)).to_contain_text("户主")
    expect(officer.locator(".member").filter(has_text=GRANDMOTHER)).to_have_count(0)


def fill_in_the_death(page: Page) -> None:
    page.get_by_label("死亡日期").fill("20261120")
    page.get_by_label("死亡证明编号").fill("浙A-2026-0077")
    page.get_by_label("申报人姓名").fill(MOTHER)
    page.get_by_label("申报人身份").select_option(label="子女")


def decide(page: Page, case: str, *, says: str) -> None:
    """Accept the case, put what its paper shows, and grant it: all by the officer."""
    page.goto("/?list=office")
    page.get_by_role("link", name=case).click()
    page.get_by_role("button", name="受理").click()
    expect(page.locator("#main")).to_contain_text("已受理")
    show(page, says)
    expect(page.locator(".head .tag").first).to_have_text("待审批", timeout=20_000)
    press(page, "F8")
    expect(page.get_by_label("审批意见")).to_have_value("经核查，事实清楚、材料齐全，准予登记")
    press(page, "F8")
    expect(page.locator("#main")).to_contain_text("已准予，请办结登记")
