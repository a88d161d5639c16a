"""What guards a decision (防线), as cited data."""

import shutil
from pathlib import Path

import pytest

from hukou.law import PACKS, PackError, load_law
from hukou.law.guards import load_guards

GUARDS = load_law().guards


def test_kin_stand_back_to_the_third_collateral_generation() -> None:
    """A04: cousins are three steps away."""
    assert GUARDS.recusal.kin_steps == 3
    assert GUARDS.recusal.cite.clause == "第七十四条第一款、第七十六条"


@pytest.mark.parametrize(
    ("written", "instead", "refusal"),
    [
        ("kin_steps: 3", "kin_steps: 0", "'kin_steps' is a whole number"),
        ("kin_steps: 3", "kin_steps: near", "'kin_steps' is a whole number"),
        ("kin_steps: 3", "kin_step: 3", "'kin_steps' is missing"),
        ("clause: 第七十四条第一款、第七十六条, ", "", "'clause' is missing"),
        ("provenance: knowledge}", "provenance: hearsay}", "'provenance' is one of"),
    ],
)
def test_an_unclear_guard_is_refused(
    tmp_path: Path, written: str, instead: str, refusal: str
) -> None:
    shutil.copytree(PACKS / "_national", tmp_path / "_national")
    file = tmp_path / "_national" / "guards.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(written) == 1
    file.write_text(text.replace(written, instead), encoding="utf-8")
    with pytest.raises(PackError, match=refusal):
        load_guards(tmp_path)
