"""The whole service, started as `manage.py up` starts it, and officers at its counter."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from hukou import env
from hukou.stack import processes
from hukou.stack.house import OWN_SERVERS, House
from tests.journeys.card_reader import CardReader
from tests.seeds import sow

DESK: Final[ViewportSize] = {"width": 1366, "height": 768}
Desk = Callable[[str], Page]

# Other tests work beside the journeys: a page may take long, and is waited for.
expect.set_options(timeout=20_000)

CONNECTED: Final = "public_security, human_resources, housing, education, civil_affairs"
"""What only others keep is shown by a paper: the journeys hand such papers in."""


@pytest.fixture(scope="package")
def reader() -> Iterator[CardReader]:
    """An identity card reader's service on the officer's machine (读卡器)."""
    with CardReader() as reader:
        yield reader


@pytest.fixture(scope="package")
def house(reader: CardReader) -> Iterator[House]:
    """Start the service: demonstration county, workers and agencies."""
    data = Path(tempfile.mkdtemp(prefix="hukou-journey-"))
    sow(data)
    with pytest.MonkeyPatch.context() as patch:
        for name in OWN_SERVERS:
            patch.delenv(name, raising=False)
        patch.setenv("CARD_READER_URL", reader.address)
        patch.setenv("AGENCIES_CONNECTED", CONNECTED)
        house = House(data, port=processes.free_port(), demo=True, say=lambda _: None)
    try:
        house.up()
        yield house
    finally:
        house.down()
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="package")
def service(house: House) -> str:
    """Return the address of the running service."""
    return house.address


@pytest.fixture
def desk(browser: Browser, service: str) -> Iterator[Desk]:
    """Sit down at a counter's machine as an officer; nothing may go wrong in its browser."""
    faults: list[str] = []

    def sit_down(officer: str) -> Page:
        context = browser.new_context(viewport=DESK, locale="zh-CN", base_url=service)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda said: faults.append(said.text) if "Content Security" in said.text else None,
        )
        page.goto("/sign-in")
        page.get_by_label("用户名").fill(officer)
        page.get_by_label("密码").fill(env.text("DEMO_PASSWORD"))
        page.get_by_role("button", name="登录").click()
        page.get_by_role("button", name="退出").wait_for()
        return page

    yield sit_down
    assert faults == []
