"""The steps of a life event as somebody does them who has not used the counter before."""

from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from tests.journeys.settling import choose_from_menu, press

PAPER: Final = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def choose(page: Page, menu: str, household: str, who: str) -> None:
    """Open a line of the menu, look a household up, and choose one of its members."""
    choose_from_menu(page, menu)
    page.get_by_role("main").get_by_label("身份号码、姓名").fill(household)
    page.keyboard.press("Enter")
    page.locator("[data-rows]").wait_for()
    page.locator("[data-row]").filter(has_text=who).first.click()
    expect(page.get_by_role("button", name="下一步：核对信息")).to_be_visible()


def hand_in(page: Page) -> str:
    """Check, hand in, open the case; return its number."""
    press(page, "F8")
    expect(page.get_by_role("heading", name="核对信息")).to_be_visible()
    press(page, "F8")
    expect(page.get_by_role("heading", name="申请已提交")).to_be_visible()
    page.get_by_role("link", name="打开案卷").click()
    expect(page.get_by_role("heading", name="部门核查")).to_be_visible()
    return page.locator(".head .number").first.inner_text().strip()


def hand_in_paper(page: Page, paper: str, folder: Path) -> None:
    """Upload the paper that was brought: what the event asks for stands first."""
    file = folder / "证明.pdf"
    file.write_bytes(PAPER)
    assert page.get_by_label("材料种类").locator("option").first.inner_text() == paper
    page.get_by_label("文件").set_input_files(file)
    page.get_by_role("button", name="上传材料").click()
    expect(page.get_by_role("link", name=paper)).to_be_visible()


def show(page: Page, says: str) -> None:
    """Put what the paper shows where no agency is connected."""
    page.get_by_role("link", name="以材料代替").first.click()
    page.locator("select#value").select_option(label=says)
    page.get_by_label("理由").fill("经办民警核对原件")
    press(page, "F8")


def look(page: Page, at: Path) -> None:
    """Keep what the officer sees."""
    page.screenshot(path=at)
