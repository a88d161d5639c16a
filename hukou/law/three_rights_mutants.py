"""Changing rules of the three rights on purpose (变异检验): a case must notice."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hukou.law.mutants import Mutant
from hukou.law.regulation import Regulation
from hukou.law.sections import PackError
from hukou.law.three_rights import PassingOn, Right, ThreeRights, read_three_rights
from hukou.law.three_rights_cases import RightCase, failed_right_cases


def mutate_rights(
    law: ThreeRights, cases: Sequence[RightCase], regulations: Mapping[str, Regulation]
) -> Iterator[Mutant]:
    """Yield every mutant: another transfer, a right more or less."""
    for file, raw in law.sources.items():
        for at, rule in enumerate(raw["rules"]):
            for key, value in _changes(rule):
                changed = [*raw["rules"]]
                changed[at] = {**rule, key: value}
                caught = _caught(law, {**raw, "rules": changed}, cases, regulations, file)
                yield Mutant(file, f"{rule['regulation']}.{key} = {value}", caught)


def _changes(rule: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from (("transfer", each.value) for each in PassingOn if each != rule["transfer"])
    rights = rule["rights"]
    if len(rights) > 1:
        yield from (("rights", [one for one in rights if one != each]) for each in rights)
    yield from (("rights", [*rights, each.value]) for each in Right if each not in rights)


def _caught(
    law: ThreeRights,
    raw: Mapping[str, Any],
    cases: Sequence[RightCase],
    regulations: Mapping[str, Regulation],
    file: str,
) -> str | None:
    try:
        read = read_three_rights(raw, file=file, regulations=regulations)
    except PackError:
        return "the loader"
    changed = {each.regulation.id for each in read}
    others = [each for each in law.rules if each.regulation.id not in changed]
    mutated = ThreeRights(rules=(*others, *read), sources={}, digests=())
    failed = failed_right_cases(mutated, cases)
    return next((each.case.name for each in failed), None)
