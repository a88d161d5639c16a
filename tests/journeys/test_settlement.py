"""The main job in a real browser, on the running service with its workers and agencies."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Desk
from tests.journeys.settling import (
    FAMILY,
    accept_and_wait,
    approve,
    carry_out,
    choose_channel,
    fill_in,
    hand_in,
    number_on_the_card,
    open_the_form,
)

pytestmark = pytest.mark.browser


def test_a_family_of_five_settles_from_the_counter_to_the_booklet(
    desk: Desk, tmp_path: Path
) -> None:
    counter = desk("wangfang")
    open_the_form(counter, number_on_the_card(desk("huabu")))
    fill_in(counter)
    choose_channel(counter)
    case = hand_in(counter)
    refuse_a_wrong_file(counter, tmp_path)
    accept_and_wait(counter)

    chief = desk("lichief")
    chief.goto("/?list=to_decide")
    chief.get_by_role("link", name=case).click()
    approve(chief)
    carry_out(chief)

    chief.get_by_role("link", name="查看新户").click()
    members = chief.locator(".member .big")
    assert sorted(name.strip() for name in members.all_inner_texts()) == sorted(FAMILY)
    expect(chief.locator(".booklet-front")).to_contain_text("北门社区")


def refuse_a_wrong_file(page: Page, tmp_path: Path) -> None:
    wrong = tmp_path / "证明.pdf"
    wrong.write_bytes(b"MZ this is a program")
    page.get_by_label("文件").set_input_files(wrong)
    page.get_by_role("button", name="上传材料").click()
    expect(page.locator("[role=alert]")).to_contain_text("只接受 PDF、JPEG、PNG 文件")
