"""Reading identity cards at the counter (U01: one search, keys first, a card reader)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.journeys.card_reader import CardReader
from tests.journeys.conftest import Desk

pytestmark = pytest.mark.browser

CARD = {"number": "44019919870315001X", "name": "周明远"}


@pytest.fixture(autouse=True)
def _take_the_card_away(reader: CardReader) -> Iterator[None]:
    yield
    reader.card = None


def test_a_card_fills_in_number_and_name(desk: Desk, reader: CardReader) -> None:
    page = desk("wangfang")
    page.goto("/applications/new")
    reader.card = CARD

    page.keyboard.press("F2")

    expect(page.locator("main input[name='identity_number']")).to_have_value(CARD["number"])
    expect(page.locator("main input[name='name']")).to_have_value(CARD["name"])


def test_a_card_is_searched_for_where_nothing_is_filled_in(desk: Desk, reader: CardReader) -> None:
    page = desk("huabu")
    reader.card = CARD

    page.keyboard.press("F2")

    page.wait_for_url(lambda address: not address.endswith("/"))
    expect(page.locator("main")).to_contain_text(CARD["name"])
    assert CARD["number"] not in page.url


def test_without_a_card_the_officer_hears_what_to_do(desk: Desk) -> None:
    page = desk("wangfang")

    page.keyboard.press("F2")

    expect(page.locator("[data-card-said]")).to_contain_text("手工录入")
