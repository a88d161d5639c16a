"""The mutants of the law of residence permits (变异检验): of its events, terms and local texts."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hukou.law.changes import Words, tried
from hukou.law.law import Law
from hukou.law.mutants import Mutant, mutants_of
from hukou.law.permit_cases import failed_permit_cases
from hukou.law.residence_permits import FILE, RULES, CountedFrom, read_residence_permits
from hukou.law.sections import NATIONAL

WORDS: Final[Words] = {
    "from": tuple(CountedFrom),
    "waived_for": ("investor", "talent"),
    "place": ("330000", "330800", "440100", "440200"),
}


def mutate_permits(law: Law) -> Iterator[Mutant]:
    """Yield every mutant, each judged by the cases of the permits."""
    permits = law.residence_permits

    def noticed(raw: Mapping[str, Any]) -> str | None:
        read = read_residence_permits(raw, vocabulary=law.vocabulary, safeguards=law.safeguards)
        failed = failed_permit_cases(read, permits, law.vocabulary)
        return next((each.case.name for each in failed), None)

    def with_rules(raw: Mapping[str, Any]) -> str | None:
        return noticed({**permits.source, **raw})

    yield from mutants_of(law, permits.registration.id, noticed)
    rules = {key: each for key, each in permits.source.items() if key in RULES}
    yield from tried(rules, WORDS, with_rules, file=f"{NATIONAL}/{FILE}")
