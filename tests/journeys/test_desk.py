"""The desk itself: keys, language, small screens, and no script at all."""

import pytest
from playwright.sync_api import Browser, expect

from hukou import env
from tests.journeys.conftest import Desk
from tests.journeys.settling import press
from tests.web.catalogue import CHINESE

pytestmark = pytest.mark.browser

ZOOMED = {"width": 1093, "height": 614}
"""What 125 % zoom leaves of a screen of 1366×768."""


def test_the_switch_to_english_leaves_no_chinese_in_the_menu(desk: Desk) -> None:
    page = desk("wangfang")

    page.get_by_role("button", name="English").click()

    expect(page.get_by_role("navigation", name="Menu")).to_contain_text("Settlement")
    assert not CHINESE.search(page.get_by_role("navigation", name="Menu").inner_text())
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_slash_starts_a_search_and_j_k_walk_through_its_hits(desk: Desk) -> None:
    page = desk("wangfang")

    press(page, "/")
    page.keyboard.type("zhou")
    page.keyboard.press("Enter")
    page.locator("[data-rows]").wait_for()
    for key in ("j", "j", "k", "Enter"):
        press(page, key)

    expect(page.get_by_role("heading", name="人员登记信息")).to_be_visible()


@pytest.mark.parametrize(
    ("key", "heading"),
    [("2", "落户申请"), ("3", "出生登记"), ("4", "查询人员或户"), ("1", "工作台")],
)
def test_alt_and_a_digit_open_the_menu(desk: Desk, key: str, heading: str) -> None:
    page = desk("wangfang")

    press(page, f"Alt+{key}")

    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def test_every_key_printed_on_a_button_is_announced(desk: Desk) -> None:
    page = desk("wangfang")
    page.goto("/applications/new")

    for item in page.locator("nav a.side-link[data-alt]").all():
        assert item.get_attribute("aria-keyshortcuts") == f"Alt+{item.get_attribute('data-alt')}"


@pytest.mark.parametrize("path", ["/", "/search", "/applications/new", "/households/1000"])
def test_pages_fit_a_small_screen_at_a_quarter_more_zoom(desk: Desk, path: str) -> None:
    page = desk("wangfang")
    page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]  # width and height

    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_everything_to_a_draft_works_without_script(browser: Browser, service: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN", base_url=service)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("用户名").fill("wangfang")
    page.get_by_label("密码").fill(env.text("DEMO_PASSWORD"))
    page.get_by_role("button", name="登录").click()
    page.get_by_label("查询人员或户").fill("zhou")
    page.get_by_label("查询人员或户").press("Enter")
    page.locator("[data-row]").first.click()
    page.get_by_role("link", name="办理落户").click()

    page.get_by_label("街道（镇）、社区（村）").fill("bmsq")
    page.get_by_role("button", name="查找途径").click()
    page.locator("#divisions input").first.check()
    page.get_by_role("button", name="查找途径").click()

    expect(page.get_by_role("row").filter(has_text="QZF-1")).to_be_visible()
