"""What is registered alike everywhere: a birth, by the national regulation as data."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hukou.law import PACKS, Judgement, Outcome, PackError, load_law
from hukou.law.registration import load_registration

ON = date(2026, 3, 2)
BIRTH = load_law().registration.events["BIRTH"]


def judged(*, is_late: bool = False, **facts: Any) -> Judgement:
    known = {"relation.kind": "child", "registration.joins_parent": True, **facts}
    return load_law().registration.judge("BIRTH", on=ON, facts=known, is_late=is_late)


def test_a_proven_child_that_joins_a_parent_is_registered_by_clause() -> None:
    judgement = judged()

    assert judgement.outcome is Outcome.ELIGIBLE
    clauses = [each.cite.clause for each in judgement.channel("BIRTH").verdict.findings]
    assert clauses == ["第七条", "第六条、第七条"]


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"relation.kind": None}, Outcome.EVIDENCE),
        ({"relation.kind": "other"}, Outcome.NOT_ELIGIBLE),
        ({"registration.joins_parent": False}, Outcome.NOT_ELIGIBLE),
        ({"relation.kind": None, "registration.joins_parent": False}, Outcome.NOT_ELIGIBLE),
    ],
)
def test_what_is_unknown_is_asked_for_and_what_fails_is_refused(
    facts: dict[str, Any], outcome: Outcome
) -> None:
    assert judged(**facts).outcome is outcome


def test_a_late_declaration_is_noted_with_its_clause_and_changes_nothing() -> None:
    judgement = judged(is_late=True)

    [note] = judgement.channel("BIRTH").verdict.notes
    assert (judgement.outcome, note.id) == (Outcome.ELIGIBLE, "late-declaration")
    assert note.cite.clause == "第七条"


@pytest.mark.parametrize(("declared_on", "late"), [(date(2026, 2, 28), False), (ON, True)])
def test_a_birth_is_declared_within_one_month(declared_on: date, *, late: bool) -> None:
    assert BIRTH.is_late(date(2026, 1, 31), declared_on=declared_on) is late


@pytest.mark.parametrize(
    ("written", "instead", "refusal"),
    [
        ("kind: birth_certificate", "kind: promise", "no such document kind"),
        ("agency: health", "agency: oracle", "no such agency"),
        ("months: 1", "months: soon", "whole months"),
        ("clause: art-6-7", "clause: art-99", "no clause"),
        ("fact: relation.kind", "fact: conduct.family_planning_violation", "may not be asked"),
        ("label: 亲子关系已证明", "label: 生育证已查验", "may not be asked"),
        ("approval: station", "approval: village", "no such level"),
        ("  station: {label", "  village: {label", "a level is one of"),
        ("decide_days: 20", "decide_days: 0", "whole days"),
        ("id: BIRTH_ABROAD", "id: BIRTH", "two events have one id"),
        ("provenance: knowledge", "provenance: hearsay", "is one of confirmed"),
        ("effective_from: 1958-01-09\n", "", "'effective_from' is missing"),
        ("    late: ", "    lately: ", "'late' is missing"),
    ],
)
def test_an_unclear_registration_is_refused(
    tmp_path: Path, written: str, instead: str, refusal: str
) -> None:
    shutil.copytree(PACKS / "_national", tmp_path / "_national")
    file = tmp_path / "_national" / "registration.yaml"
    text = file.read_text(encoding="utf-8")
    assert written in text
    file.write_text(text.replace(written, instead, 1), encoding="utf-8")
    law = load_law()
    with pytest.raises(PackError, match=refusal):
        load_registration(tmp_path, law.vocabulary, law.safeguards)
