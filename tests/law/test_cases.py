"""Every pack's own cases come true, and would not if a number, operator or enum were changed."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from hukou.env import ROOT
from hukou.law import load_law
from hukou.law.cases import run
from hukou.law.mutants import mutate

CASES = ROOT / "hukou/packs/330800-quzhou/qz-final-2017.cases.yaml"
REGULATIONS = sorted(load_law().regulations)


@pytest.mark.parametrize("name", REGULATIONS)
def test_every_case_comes_true(name: str) -> None:
    law = load_law()
    regulation = law.regulations[name]
    failed = [run(case, regulation, law.vocabulary) for case in law.cases[name]]
    assert [str(each) for each in failed if each] == []


@pytest.mark.parametrize("name", REGULATIONS)
def test_a_case_notices_every_change(name: str) -> None:
    tried = list(mutate(load_law(), name))
    assert len(tried) >= len(load_law().regulations[name].channels)
    assert [each.change for each in tried if each.caught_by is None] == []


def test_a_case_that_expects_otherwise_is_told_with_what_it_came_to() -> None:
    law = load_law()
    case = replace(law.cases["qz-final-2017"][0], expect={"outcome": "review"})
    failure = run(case, law.regulations["qz-final-2017"], law.vocabulary)
    assert str(failure).endswith("outcome: expected 'review', came to 'eligible'")


def test_a_failure_names_file_line_and_channel() -> None:
    law = load_law()
    case = replace(law.cases["qz-final-2017"][0], expect={"outcome": "review"})
    failure = run(case, law.regulations["qz-final-2017"], law.vocabulary)
    file, line, said = str(failure).split(":", 2)
    assert file.endswith("qz-final-2017.cases.yaml")
    [written] = CASES.read_text(encoding="utf-8").splitlines()[int(line) - 1 : int(line)]
    assert f"name: {case.name}," in written
    assert said.startswith(" qz-final-2017 QZF-1: ")


def test_the_command_counts_packs_clauses_cases_and_failures() -> None:
    out = StringIO()
    call_command("check_packs", stdout=out)
    law = load_law()
    assert out.getvalue() == (
        f"{len(law.packs)} packs, {law.clause_count} clauses, {law.case_count} cases, 0 failures\n"
    )
