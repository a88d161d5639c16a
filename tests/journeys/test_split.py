"""A household is split after a divorce (分户): the wife leaves with one child, row H02."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from hukou.stack.house import House
from tests.journeys.conftest import Desk
from tests.journeys.settling import choose_from_menu, press

pytestmark = pytest.mark.browser
ROOT: Final = Path(__file__).parents[2]

# A couple of the county with a child under age, whose divorce is on record already.
DIVORCE: Final = """
import json
from datetime import timedelta
from hukou.kernel import clock
from registry.models import Office, Particulars, Residence
today = clock.today()
here = Residence.objects.on(today).filter(household__office__postings__account__username="wangfang")
for wife in here.filter(relation__in=["10", "12"]).order_by("id"):
    home = here.filter(household=wife.household_id)
    children = home.filter(relation__in=["20", "30"], person__particulars__birth_date__gt=today - timedelta(days=4000))
    if home.count() < 4 or not children:
        continue
    couple = home.filter(relation__in=["02", "10", "12"])
    rows = Particulars.objects.on(today).filter(person__residences__in=couple)
    if rows.count() != 2:
        continue
    for row in rows:
        row.marital_status = "40"
        row.save(update_fields=["marital_status"])
    name = lambda row: Particulars.objects.on(today).get(person=row.person_id).name
    child = children.first()
    told = [wife.household.number, name(wife), name(child), "子" if child.relation == "20" else "女"]
    print(json.dumps(told))
    break
"""  # noqa: E501 - read by another Python


@pytest.fixture
def divorced(house: House) -> list[str]:
    """Return the household's number, the wife's name, the child's, and what the child is."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", DIVORCE]
    done = subprocess.run(
        command, cwd=ROOT, env=house.environment, capture_output=True, text=True, check=True
    )
    told: list[str] = json.loads(done.stdout.splitlines()[-1])
    return told


def tree_after(page: Page) -> str:
    return page.locator(".tree-opens").inner_text()


def open_the_household(page: Page, number: str) -> None:
    choose_from_menu(page, "分户")
    page.get_by_label("户号", exact=True).fill(number)
    page.get_by_label("户号", exact=True).press("Enter")
    page.locator("[data-row]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("分户")


def choose(page: Page, mother: str, child: str) -> None:
    """Both leave, she heads the new household, at another address of the area."""
    page.get_by_label(f"分出 {mother}").check()
    page.get_by_label(f"新户户主 {mother}").check()
    page.get_by_label(f"分出 {child}").check()
    page.get_by_label("辖区内另一住址").check()
    page.get_by_label("街道（镇）、社区（村）").press_sequentially("bmsq")
    page.locator("#divisions input").first.check()
    page.get_by_label("街路巷", exact=True).fill("书香路")
    page.get_by_label("门牌号", exact=True).fill("9号")
    page.get_by_label("依据材料").fill("离婚证，离婚协议（子女抚养）")


def say(page: Page, child: str, relation: str) -> None:
    """What followed from the marriage is asked: 子 to the father says nothing of her."""
    asked = page.get_by_label(f"与户主关系 {child}")
    expect(asked).to_be_visible()
    expect(page.get_by_role("button", name="保存登记")).to_have_count(0)
    asked.fill(relation)
    press(page, "F8")
    expect(page.get_by_role("button", name="保存登记")).to_be_visible()


def test_a_mother_leaves_with_her_child_after_the_divorce(desk: Desk, divorced: list[str]) -> None:
    number, mother, child, relation = divorced
    page = desk("wangfang")
    open_the_household(page, number)
    choose(page, mother, child)
    press(page, "F8")
    say(page, child, relation)
    assert mother in tree_after(page)
    assert "书香路9号" in tree_after(page)
    press(page, "F8")

    expect(page.locator("#main")).to_contain_text("已分户，新户已立")
    expect(page.locator(".booklet")).to_contain_text(child)
    page.get_by_role("region", name="关联户").get_by_role("link", name=number).click()
    expect(page.locator(".booklet")).not_to_contain_text(child)
    expect(page.get_by_role("region", name="关联户")).to_contain_text("分出")
