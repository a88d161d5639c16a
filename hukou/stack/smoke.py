"""The main job as a smoke test: one settlement over HTTP, from submission to the register."""

from collections.abc import Callable
from pathlib import Path


class Failed(Exception):
    """A step of the settlement did not answer as it should."""


def settle(address: str, sign_ins: Path, *, say: Callable[[str], None]) -> None:
    del address, sign_ins
    say("")
