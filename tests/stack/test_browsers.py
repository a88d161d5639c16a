"""Where there is no Chromium the browser tests are left out aloud; in CI they must run."""

import subprocess
import sys

from hukou.env import ROOT


def collect(**environment: str) -> str:
    command = [sys.executable, "-m", "pytest", "tests/journeys", "--collect-only", "-q"]
    answer = subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": "/nowhere", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout


def test_without_a_browser_the_last_lines_say_how_to_get_one() -> None:
    last = collect().splitlines()[-4:]
    assert any("need a browser: install Chromium" in line for line in last), last


def test_where_a_browser_is_required_nothing_is_left_out() -> None:
    told = collect(HUKOU_REQUIRE_BROWSER="1")
    assert "need a browser" not in told
    assert "test_settlement" in told
