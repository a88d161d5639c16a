"""A second factor is enrolled by a virtual authenticator, in a real browser (sign-in)."""

import re
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from hukou import env
from tests.journeys.conftest import DESK

pytestmark = pytest.mark.browser

PASSWORD: Final = "Quiet-harbour-7319"
STATION: Final = "330802510000"
NEWCOMER: Final = "linxin"
KEY: Final = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": False,
    "isUserVerified": False,
    "automaticPresenceSimulation": True,
}
"""A key that is touched at once whenever it is asked (WebAuthn domain of the DevTools protocol)."""
Sit = Callable[[], Page]


@pytest.fixture
def sit(browser: Browser, service: str) -> Iterator[Sit]:
    """Sit down at a machine that opens the service by name: keys do not work for an address."""
    faults: list[str] = []

    def sit_down() -> Page:
        address = service.replace("127.0.0.1", "localhost")
        page = browser.new_context(viewport=DESK, locale="zh-CN", base_url=address).new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: faults.append(said.text) if "Content Security" in said.text else None,
        )
        return page

    yield sit_down
    assert faults == []


def enter(page: Page, name: str, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def plug_in(page: Page) -> Callable[[], int]:
    """Plug a key into the page's machine; return how many credentials it holds."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]

    def held() -> int:
        told = devtools.send("WebAuthn.getCredentials", {"authenticatorId": key})
        return len(told["credentials"])

    return held


def open_account(desk: Page) -> None:
    enter(desk, "sunxitong", env.text("DEMO_PASSWORD"))
    desk.goto("/accounts/new")
    desk.get_by_label("用户名").fill(NEWCOMER)
    desk.get_by_label("姓名").fill("林新")
    desk.get_by_label("初始密码").fill(PASSWORD)
    desk.keyboard.press("F8")
    expect(desk.get_by_role("heading", name="林新")).to_be_visible()


def give_post(desk: Page) -> str:
    """Make the newcomer an officer; return the enrolment code to hand over."""
    enter(desk, "zhouanquan", env.text("DEMO_PASSWORD"))
    desk.goto("/accounts?q=" + NEWCOMER)
    desk.get_by_role("link", name=NEWCOMER).click()
    desk.get_by_label("户口所在地和核对的证件").fill("户口在长沙，已核居民身份证")
    desk.get_by_role("button", name="本人不在本库").click()
    expect(desk.get_by_text("户口在长沙，已核居民身份证").first).to_be_visible()
    desk.get_by_label("机关").select_option(STATION)
    desk.get_by_label("岗位").select_option("officer")
    desk.get_by_role("button", name="授予任职").click()
    expect(desk.get_by_role("cell", name="户籍民警").first).to_be_visible()
    desk.get_by_role("button", name="重置并发登记码").click()
    return desk.locator(".enrolment-code").inner_text()


def test_an_officer_is_made_by_two_administrators_and_signs_in_with_a_key(sit: Sit) -> None:
    open_account(sit())
    code = give_post(sit())
    officer = sit()

    enter(officer, NEWCOMER, PASSWORD)
    held = plug_in(officer)
    officer.get_by_label("登记码").fill(code)
    officer.get_by_role("button", name="下一步").click()
    officer.get_by_role("button", name="插入密钥并登记").click()
    expect(officer.get_by_role("heading", name="恢复码")).to_be_visible()
    assert (officer.locator(".recovery-codes code").count(), held()) == (10, 1)
    officer.get_by_role("link", name="我已收好，继续").click()
    expect(officer.get_by_role("heading", name="工作台")).to_be_visible()

    officer.get_by_role("button", name="退出").click()
    enter(officer, NEWCOMER, PASSWORD)
    officer.goto("/")
    expect(officer).to_have_url(re.compile("/sign-in"))
    officer.goto("/sign-in/second")
    officer.get_by_role("button", name="用安全密钥").click()
    expect(officer.get_by_role("heading", name="工作台")).to_be_visible()


def test_without_the_key_nobody_gets_past_the_second_step(sit: Sit) -> None:
    page, thief = sit(), sit()
    enter(page, "zhaofu", env.text("DEMO_PASSWORD"))
    page.goto("/sign-in/factors")
    plug_in(page)
    page.get_by_role("button", name="插入密钥并登记").click()
    expect(page.get_by_text("已登记。下次登录时可以用它验证。")).to_be_visible()

    enter(thief, "zhaofu", env.text("DEMO_PASSWORD"))
    plug_in(thief)
    thief.get_by_role("button", name="用安全密钥").click()
    expect(thief.get_by_text("安全密钥没有回应，或者您取消了。")).to_be_visible()
    thief.goto("/")
    expect(thief).to_have_url(re.compile("/sign-in"))

    page.get_by_role("button", name="停用").click()
    expect(page.get_by_text("已停用。")).to_be_visible()
