"""Running every case, and every mutant, of a whole law (规则包检验)."""

from collections.abc import Iterator
from typing import TypeAlias

from hukou.law.approval_packs import failed_approval_cases
from hukou.law.benefits.cases import failed_benefit_cases
from hukou.law.cases import Failure, run
from hukou.law.collective_cases import run_collective
from hukou.law.data_mutants import mutate_data, mutate_schemes
from hukou.law.event_cases import EventFailure, failed_events
from hukou.law.failures import CaseFailure
from hukou.law.fee_cases import failed_fee_cases
from hukou.law.guard_cases import failed_guard_cases
from hukou.law.law import Law
from hukou.law.measure_cases import failed_measure_cases
from hukou.law.mutants import Mutant, mutate, mutate_events
from hukou.law.obligation_cases import failed_obligation_cases
from hukou.law.obligation_mutants import mutate_obligations
from hukou.law.permit_cases import failed_permit_cases
from hukou.law.permit_mutants import mutate_permits
from hukou.law.points.cases import failed_scheme_cases
from hukou.law.procedure import failed_procedure_cases
from hukou.law.special_areas import failed_special_areas
from hukou.law.superior_cases import failed_superior_cases
from hukou.law.target_cases import failed_target_cases
from hukou.law.three_rights_cases import failed_right_cases
from hukou.law.unification import failed_unification_cases

AnyFailure: TypeAlias = Failure | EventFailure | CaseFailure


def failed_cases(law: Law) -> Iterator[AnyFailure]:
    """Yield the cases that come out otherwise than they say."""
    yield from failed_events(law.registration, law.event_cases, law.vocabulary)
    yield from failed_permit_cases(law.residence_permits, law.residence_permits, law.vocabulary)
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
    yield from failed_measure_cases(law.measures, law.measure_cases)
    yield from failed_target_cases(law.targets, law.target_cases)
    areas = law.special_areas
    yield from failed_special_areas(areas, areas.cases, law.vocabulary)
    yield from failed_obligation_cases(law.obligations, law.obligation_cases)
    yield from failed_approval_cases(law.approvals, law.approvals.cases)
    yield from failed_right_cases(law.three_rights, law.right_cases)
    yield from failed_procedure_cases(law.procedure, law.procedure.cases)
    yield from failed_guard_cases(law.guards, law.guards.cases, law.registration)
    yield from failed_unification_cases(law.unification, law.unification.cases)
    yield from failed_scheme_cases(law.schemes, law.schemes.cases, law.vocabulary)
    yield from failed_benefit_cases(law.benefits, law.benefit_cases)
    yield from failed_superior_cases(law.superior, law.superior_cases)
    yield from _failed_examples(law)


def _failed_examples(law: Law) -> Iterator[AnyFailure]:
    examples = law.examples
    for name, cases in examples.cases.items():
        ran = (run(case, examples.regulations[name], law.vocabulary) for case in cases)
        yield from (each for each in ran if each is not None)
    yield from failed_scheme_cases(examples.schemes, examples.schemes.cases, law.vocabulary)


def mutants(law: Law) -> Iterator[Mutant]:
    """Yield every mutant of the national events, cited data, every duty and every regulation."""
    yield from mutate_events(law)
    yield from mutate_permits(law)
    yield from mutate_data(law)
    yield from mutate_obligations(law.obligations, law.obligation_cases, law.regulations)
    for each in (law, law.of_examples()):
        yield from mutate_schemes(each)
        for name in each.regulations:
            yield from mutate(each, name)
