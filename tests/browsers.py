"""A pytest plugin: tests marked `browser` need Chromium, and say so where there is none."""

import os
import shutil
from typing import Final

import pytest

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REQUIRED: Final = "HUKOU_REQUIRE_BROWSER"
ADVICE: Final = "install Chromium (Debian: apt-get install chromium), or set CHROMIUM to its path"
left_out: Final[list[str]] = []


def chromium() -> str | None:
    """Return the path of a Chromium on this machine."""
    found = (shutil.which(name) for name in (os.environ.get("CHROMIUM", ""), *NAMES) if name)
    return next((path for path in found if path), None)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: drives a real browser")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave browser tests out where they cannot run; where they must run they fail instead."""
    if chromium() or os.environ.get(REQUIRED) == "1":
        return
    without = [item for item in items if item.get_closest_marker("browser")]
    left_out.extend(item.nodeid for item in without)
    items[:] = [item for item in items if item not in without]
    config.hook.pytest_deselected(items=without)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if left_out:
        terminalreporter.section("browser tests were not run", yellow=True)
        terminalreporter.line(f"{len(left_out)} tests need a browser: {ADVICE}.")
