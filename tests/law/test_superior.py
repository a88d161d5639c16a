"""Each way the superior rules can be written wrongly is refused with the reason."""

import shutil
from pathlib import Path

import pytest

from hukou.law import PACKS, PackError, load_law
from hukou.law.superior import FILE, load_superior

RULE = """- id: booklet-fee
  document: 财综〔2012〕97号
"""


@pytest.mark.parametrize(
    ("says", "instead", "refusal"),
    [
        ("size: over_5m", "size: huge", "a size is one of up_to_500k"),
        ("sizes: [up_to_500k]", "sizes: [tiny]", "a size is one of"),
        (RULE, "- id: booklet-fee\n", "'document' is missing"),
        ("  provenance: confirmed_secondary", "  provenance: rumour", "'provenance' is one of"),
        ("  severity: blocks", "  severity: fatal", "'severity' is one of note"),
        ("asks: [points.]", "asks: []", "either 'asks' or 'states'"),
        ("beside: [dwelling.legal_and_stable]", "beside: [dwelling.nice]", "'dwelling.nice'"),
        ("more_than: 36", "more_than: some", "'more_than' counts months"),
        ("position: compulsory}", "position: asked}", "no position will: asked"),
        ("positions: {charged: 收取, free: 免收}", "positions: {free: 免收}", "two 'positions'"),
        ("_violation: required}", "_violation: maybe}", "'facts' amount to one"),
        ("facts: [family.moves_together]", "facts: [family.moves]", "'facts' of the vocabulary"),
        ("id: superior\n", "id: superior\nextra: 1\n", "unknown key 'extra'"),
    ],
)
def test_a_wrong_entry_is_refused(tmp_path: Path, says: str, instead: str, refusal: str) -> None:
    shutil.copytree(PACKS / "_national", tmp_path / "_national")
    file = tmp_path / "_national" / FILE
    text = file.read_text(encoding="utf-8")
    assert says in text
    file.write_text(text.replace(says, instead, 1), encoding="utf-8")
    with pytest.raises(PackError, match=r"superior\.yaml:\d+: ") as refused:
        load_superior(tmp_path, load_law().vocabulary)
    assert refusal in str(refused.value)


def test_every_rule_names_where_it_stands_and_how_well_it_is_known() -> None:
    for rule in load_law().superior.rules:
        assert rule.cite.document
        assert rule.cite.clause
        assert rule.ask.startswith("请")
