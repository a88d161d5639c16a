"""The page of the description works in a browser under the house's content policy."""

import pytest
from playwright.sync_api import ConsoleMessage, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browsers import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_it_lists_the_operations_and_breaks_no_rule(live_server: LiveServer) -> None:
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("console", listen)
        page.goto(f"{live_server.url}/api/docs")
        page.locator(".opblock").first.wait_for()
        listed = page.locator(".opblock").count()
        page.locator(".opblock-summary-control").last.click()
        page.locator(".opblock-body").wait_for()
        described = page.request.get(f"{live_server.url}/api/v1/schema").json()["paths"]
        browser.close()

    assert listed == sum(len(methods) for methods in described.values())
    assert complaints == []
