"""The agencies that can be connected stand in one list; what must repeat it agrees with it."""

import re
from typing import Final

import pytest

from hukou.env import AGENCIES
from tests.architecture.tree import ROOT

NAMED: Final = re.compile(r"^\s*#?AGENCY_([A-Z_]+)_(URL|RATE|SECRET)[:=]", re.MULTILINE)


def named_in(path: str) -> dict[str, set[str]]:
    """Return what a file asks of each agency: address, rate, secret."""
    found: dict[str, set[str]] = {}
    for slug, part in NAMED.findall((ROOT / path).read_text(encoding="utf-8")):
        found.setdefault(slug.lower(), set()).add(part)
    return found


@pytest.mark.parametrize(
    ("path", "parts"),
    [("deploy/compose.yaml", {"SECRET"}), ("deploy/env.example", {"URL", "RATE", "SECRET"})],
)
def test_a_file_that_repeats_the_agencies_names_each_of_them_and_no_other(
    path: str, parts: set[str]
) -> None:
    assert named_in(path) == dict.fromkeys(AGENCIES, parts)


def test_the_gates_take_the_agencies_from_their_one_list() -> None:
    gates = (ROOT / ".ci/gates").read_text(encoding="utf-8")

    assert "from hukou.env import AGENCIES" in gates
    assert not [slug for slug in AGENCIES if f"AGENCY_{slug.upper()}_SECRET" in gates]
