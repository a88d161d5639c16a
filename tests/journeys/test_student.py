"""A student to the collective household of a school, and home again (升学、毕业)."""

import re
from datetime import timedelta
from typing import Final

import pytest
from playwright.sync_api import Locator, Page, expect

from hukou.kernel import clock
from tests.journeys.conftest import Desk
from tests.journeys.settling import (
    accept_and_wait,
    approve,
    carry_out,
    choose_from_menu,
    hand_in,
    number_on_the_card,
    open_the_form,
    press,
)

pytestmark = pytest.mark.browser

STUDENT: Final = "陆知秋"
SCHOOL: Final = "示例职业技术学院"
NO_KIN: Final = "非亲属"
"""GB/T 4761: 99; nobody in a collective household is related to its head."""
ADMITTED: Final = "student.admitted_in_province"
JOINS: Final = "relation.joins_relative"
TOMORROW: Final = (clock.today() + timedelta(days=1)).isoformat()


def test_a_student_moves_to_her_school_and_home_again(desk: Desk) -> None:
    home_desk = desk("huabu")
    number = number_on_the_card(home_desk, STUDENT)
    mothers = household_shown(home_desk)

    school_desk = desk("sunli")
    school = school_household(school_desk)
    settle(school_desk, number, into=school, channel="QZF-7", fact=ADMITTED, relation=NO_KIN)
    decided(desk("qianchief"), school_desk)
    expect(found(school_desk)).to_contain_text(school)

    settle(home_desk, number, into=mothers, channel="QZF-6", fact=JOINS, relation="女")
    chief = desk("fangchief")
    decide(chief, home_desk)
    carry_out_tomorrow(chief)
    expect(found(school_desk)).to_contain_text(school)
    found(home_desk)
    stays = home_desk.get_by_role("row").filter(has_text=mothers)
    expect(stays.filter(has_text=TOMORROW)).to_be_visible()


def household_shown(page: Page) -> str:
    """Return the number of the household on the person's page."""
    return page.locator(".strip a.number").first.inner_text().strip()


def found(page: Page) -> Locator:
    """Look her up; return the strip that says where she is registered."""
    press(page, "/")
    page.keyboard.type(STUDENT)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="人员登记信息")).to_be_visible()
    return page.locator(".strip")


def school_household(page: Page) -> str:
    choose_from_menu(page, "集体户管理")
    row = page.get_by_role("row").filter(has_text=SCHOOL)
    number = re.search(r"[0-9]{9}", row.inner_text())
    assert number is not None
    return number[0]


def settle(page: Page, number: str, *, into: str, channel: str, fact: str, relation: str) -> None:
    """Fill in the form: she alone, the household she joins, as what, and by which channel."""
    open_the_form(page, number, STUDENT)
    for companion in page.locator("#people input[type=checkbox]").all():
        companion.uncheck()
    page.get_by_text("迁入已有的户", exact=True).click()
    page.locator("[name='destination.household']").fill(into)
    page.locator("#people input[name$='.relation_to_head']").first.fill(relation)
    expect(page.locator(".fact-group").first).to_be_visible()
    declared = page.locator(f"[name$='{fact}']").first
    if not declared.is_visible():
        page.locator(".fact-group").filter(has=declared).locator("summary").click()
    declared.select_option(label="是")
    row = page.get_by_role("row").filter(has_text=channel)
    expect(row.get_by_text("已满足")).not_to_have_count(0)
    row.get_by_role("radio").check()


def decided(chief: Page, counter: Page) -> None:
    """Bring a case from the counter through the chief's decision into the register."""
    decide(chief, counter)
    carry_out(chief)


def decide(chief: Page, counter: Page) -> None:
    """Hand in and accept at the counter; approve at the chief's desk."""
    case = hand_in(counter)
    accept_and_wait(counter)
    chief.goto("/?list=to_decide")
    chief.get_by_role("link", name=case).click()
    approve(chief)


def carry_out_tomorrow(chief: Page) -> None:
    """Nobody moves twice in one day: it is refused today, and recorded for tomorrow."""
    press(chief, "F8")
    expect(chief.locator("[role=alert]")).to_contain_text("同一天不能再次迁移")
    chief.get_by_label("登记日期").fill(TOMORROW)
    carry_out(chief)
