"""Running every case, and every mutant, of a whole law (规则包检验)."""

from collections.abc import Iterator

from hukou.law.cases import Failure, run
from hukou.law.collective_cases import CollectiveFailure, run_collective
from hukou.law.event_cases import EventFailure, failed_events
from hukou.law.fee_cases import FeeFailure, failed_fee_cases
from hukou.law.law import Law
from hukou.law.mutants import Mutant, mutate, mutate_events


def failed_cases(law: Law) -> Iterator[Failure | EventFailure | CollectiveFailure | FeeFailure]:
    """Yield the cases that come out otherwise than they say."""
    yield from failed_events(law.registration, law.event_cases, law.vocabulary)
    for name, cases in law.cases.items():
        for case in cases:
            failure = run(case, law.regulations[name], law.vocabulary)
            if failure is not None:
                yield failure
    for collective in law.collective_cases:
        otherwise = run_collective(collective, law.collectives, law.vocabulary)
        if otherwise is not None:
            yield otherwise
    yield from failed_fee_cases(law.fees, law.fee_cases)


def mutants(law: Law) -> Iterator[Mutant]:
    """Yield every mutant of the national events and of every regulation."""
    yield from mutate_events(law)
    for name in law.regulations:
        yield from mutate(law, name)
