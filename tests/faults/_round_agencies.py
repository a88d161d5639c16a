"""How the agencies of a yearly round are asked: by the workers, or by files where it is large."""

import sys
import time
from pathlib import Path
from typing import Final

import httpx2
from django.conf import settings

from applications.actions import due_verifications
from applications.connectors import AGENCIES, by_file, secret_of
from applications.connectors.sandbox.desks import Office
from applications.connectors.sandbox.files import answer_files
from applications.models import ASKED, Verification
from applications.tasks import exchange_with, verify
from hukou.stack import programs
from hukou.stack.house import House
from tests.faults._breaking import control

SILENT: Final = "education"
WRONG: Final = "tax"
LOOK_EVERY: Final = 1.0  # seconds
PATIENCE: Final = 300.0  # seconds in which no agency answers anything
TRIES: Final = 5


def open_(house: House, *, large: bool) -> None:
    """Start the agencies and the workers; many questions are asked by files, in this process."""
    if not large:
        house.open()
        return
    house.supervisor.start(programs.sandbox(house.environment))
    wait_until_open(house)
    folders = house.data / "exchange"
    for slug in AGENCIES:
        if slug not in (SILENT, WRONG):
            told = {"url": f"file://{folders / slug}", "secret": secret_of(slug)}
            settings.AGENCIES = {**settings.AGENCIES, slug: told}


def wait_until_open(house: House) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            control(house, {"agency": "*", "mode": "ok"})
        except httpx2.TransportError:
            assert time.monotonic() < until, "the agencies did not start"
            time.sleep(LOOK_EVERY)
        else:
            return


def ask_by_files() -> None:
    """Exchange files until every agency that answers has; the other two are tried over HTTP."""
    desks = Office(Path(settings.DATA_DIR, "truth.sqlite"))
    for slug, folder in by_file().items():
        exchange_with(slug)
        while answer_files(folder, desks, slug=slug, secret=secret_of(slug)):
            exchange_with(slug)
        sys.stderr.write(f"  {slug} has answered\n")
    for _ in range(TRIES):
        for key in due_verifications(limit=TRIES):
            verify(str(key))
    assert not still_waiting(), "some questions are stuck"


def still_waiting() -> int:
    waiting = Verification.objects.filter(status__in=ASKED)
    return waiting.exclude(agency__in=[SILENT, WRONG]).count()


def wait_for_answers() -> None:
    """Wait until only the silent and the wrong agency owe an answer; the workers ask."""
    before, since = -1, time.monotonic()
    while waiting := still_waiting():
        if waiting != before:
            before, since = waiting, time.monotonic()
        assert time.monotonic() - since < PATIENCE, f"{waiting} questions are stuck"
        sys.stderr.write(f"  {waiting} questions wait\n")
        time.sleep(LOOK_EVERY)
