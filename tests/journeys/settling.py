"""The steps of a settlement as somebody does them who has not used the counter before."""

import re
from typing import Final

from playwright.sync_api import Page, expect

HEAD: Final = "周明远"
"""Of the demonstration county's family of five."""
FAMILY: Final = (HEAD, "方晓梅", "周诗涵", "周子轩", "吴桂兰")
GROUNDS: Final = "经核查，符合规定条件，准予迁入"
VERIFIED_WITHIN: Final = 60_000  # milliseconds


def press(page: Page, key: str) -> None:
    """Press a key once the page and its script are there: hands are slower than machines."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def choose_from_menu(page: Page, name: str) -> None:
    """Open a line of the menu, unfolding its group where it is folded away."""
    line = page.locator(".side-link", has_text=name).first
    if not line.is_visible():
        page.locator(".side-group").filter(has=line).locator("summary").click()
    line.click()


def number_on_the_card(origin: Page, name: str = HEAD) -> str:
    """Look up somebody's number where they are registered, saying what for."""
    press(origin, "/")
    origin.keyboard.type(name)
    origin.keyboard.press("Enter")
    expect(origin.get_by_role("heading", name="人员登记信息")).to_be_visible()
    origin.get_by_label("查看用途").fill("核对身份证")
    origin.get_by_role("button", name="查看完整号码").click()
    shown = origin.locator(".strip b.number").inner_text()
    return re.sub(r"\s", "", shown)


def open_the_form(page: Page, number: str, name: str = HEAD) -> None:
    choose_from_menu(page, "落户申请")
    page.get_by_label("公民身份号码").fill(number)
    page.get_by_label("姓名", exact=False).last.fill(name)
    page.get_by_role("button", name="核对并作为申请人").click()
    expect(page.get_by_role("heading", name="一、申请人与随迁人")).to_be_visible()


def fill_in(page: Page) -> None:
    """Everybody agrees, a flat in a community found by its initials, what the family declares."""
    page.get_by_role("button", name="成年人均已当面同意").click()
    page.get_by_label("街道（镇）、社区（村）").press_sequentially("bmsq")
    page.locator("#divisions input").first.check()
    for label, text in (("街路巷", "书香路"), ("门牌号", "8号"), ("室", "301")):
        page.get_by_label(label, exact=True).fill(text)
    declared = page.locator("#declared")
    declared.get_by_label("住所来源").first.select_option(label="自有")
    declared.get_by_label("合法稳定住所").first.select_option(label="是")
    for lives_together in page.locator("[id$='relation.cohabits']").all()[1:]:
        lives_together.select_option(label="是")


def choose_channel(page: Page) -> None:
    chosen = page.get_by_role("row").filter(has_text="QZF-1")
    expect(chosen.get_by_text("已满足")).not_to_have_count(0)
    chosen.get_by_role("radio").check()
    expect(page.locator(".matrix tr.chosen")).to_contain_text("QZF-1")


def hand_in(page: Page) -> str:
    """Check, hand in, open the case; return its number."""
    press(page, "F8")
    expect(page.get_by_role("heading", name="核对信息")).to_be_visible()
    press(page, "F8")
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
    page.get_by_role("link", name="打开案卷").click()
    expect(page.get_by_role("heading", name="部门核查")).to_be_visible()
    return page.locator(".head .number").first.inner_text().strip()


def accept_and_wait(page: Page) -> None:
    """Accept, then watch agencies answer until the case is assessed by itself."""
    page.get_by_role("button", name="受理").click()
    expect(page.locator("#main")).to_contain_text("已受理")
    expect(page.locator(".head .tag").first).to_have_text("待审批", timeout=VERIFIED_WITHIN)


def approve(page: Page) -> None:
    """Open the decision, whose opinion is ready to read, and send it."""
    press(page, "F8")
    expect(page.get_by_label("审批意见")).to_have_value(GROUNDS)
    press(page, "F8")
    expect(page.locator("#main")).to_contain_text("已准予，请办结登记")


def carry_out(page: Page) -> None:
    press(page, "F8")
    expect(page.locator("#main")).to_contain_text("已办结，登记簿已更新")
