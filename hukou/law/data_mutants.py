"""The mutants of cited data (变异检验): measures and targets, each judged by all of their cases."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hukou.law.changes import Words, tried
from hukou.law.law import Law
from hukou.law.measure_cases import failed_measure_cases
from hukou.law.measures import Measures, Topic, Transfer, Unit, read_measures
from hukou.law.mutants import Mutant
from hukou.law.target_cases import failed_target_cases
from hukou.law.targets import Aim, Bar, Targets, read_targets

MEASURE_WORDS: Final[Words] = {
    "topic": tuple(Topic),
    "transfer": tuple(Transfer),
    "unit": tuple(Unit),
}
TARGET_WORDS: Final[Words] = {"aim": tuple(Aim), "bar": tuple(Bar)}


def mutate_data(law: Law) -> Iterator[Mutant]:
    """Yield every mutant of the data files beside the regulations."""
    yield from _measures(law)
    yield from _targets(law)


def _measures(law: Law) -> Iterator[Mutant]:
    for file, source in law.measures.sources.items():

        def noticed(raw: Mapping[str, Any], file: str = file) -> str | None:
            read = read_measures(raw, file=file, regulations=law.regulations)
            mine = {each.id: each for each in read}
            measures = Measures(by_id={**law.measures.by_id, **mine}, sources={}, digests=())
            failed = failed_measure_cases(measures, law.measure_cases)
            return next((each.case.name for each in failed), None)

        yield from tried(source, MEASURE_WORDS, noticed, file=file)


def _targets(law: Law) -> Iterator[Mutant]:
    for file, source in law.targets.sources.items():

        def noticed(raw: Mapping[str, Any], file: str = file) -> str | None:
            read, missing = read_targets(raw, file=file, regulations=law.regulations)
            names = {each.regulation.id for each in read}
            others = (each for each in law.targets.every if each.regulation.id not in names)
            targets = Targets(
                every=(*others, *read), missing=tuple(missing), sources={}, digests=()
            )
            failed = failed_target_cases(targets, law.target_cases)
            return next((each.case.name for each in failed), None)

        yield from tried(source, TARGET_WORDS, noticed, file=file)
