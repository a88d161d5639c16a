"""The mutants of cited data (变异检验), judged by all of their cases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from hukou.law.approval_packs import APPROVALS, failed_approval_cases, read_rows
from hukou.law.approvals import Decider, Rank
from hukou.law.benefits import BenefitKind, LadderBy, OwnerBasis
from hukou.law.benefits.cases import failed_benefit_cases
from hukou.law.benefits.files import read_benefits
from hukou.law.changes import Words, tried
from hukou.law.channels import STAGES
from hukou.law.collective_cases import run_collective
from hukou.law.collective_packs import FILE as COLLECTIVES
from hukou.law.collective_packs import Basis, read_collectives
from hukou.law.collectives import CollectiveLaw
from hukou.law.conditions import Op
from hukou.law.dated import Status
from hukou.law.fee_cases import failed_fee_cases
from hukou.law.fees import DOCUMENTS, OCCASIONS, STATUSES, Fees, check_rules, read_fees
from hukou.law.guard_cases import failed_guard_cases
from hukou.law.guards import FILE as GUARDS
from hukou.law.guards import read_guards
from hukou.law.law import Law
from hukou.law.measure_cases import failed_measure_cases
from hukou.law.measures import Measures, Topic, Transfer, Unit, read_measures
from hukou.law.mutants import Mutant
from hukou.law.points.cases import failed_scheme_cases
from hukou.law.points.collected import Schemes
from hukou.law.points.factors import Known
from hukou.law.points.schemes import read_scheme
from hukou.law.procedure import BODIES, failed_procedure_cases, read_procedure
from hukou.law.procedure import FILE as PROCEDURE
from hukou.law.regulation import Regulation
from hukou.law.sections import NATIONAL
from hukou.law.special_areas import FILE as SPECIAL_AREAS
from hukou.law.special_areas import failed_special_areas, read_special_areas
from hukou.law.superior import FILE as SUPERIOR
from hukou.law.superior import CitySize, Severity, read_superior
from hukou.law.superior_cases import failed_superior_cases
from hukou.law.target_cases import failed_target_cases
from hukou.law.targets import Aim, Bar, Targets, read_targets
from hukou.law.three_rights import PassingOn, Right, ThreeRights, read_three_rights
from hukou.law.three_rights_cases import RightCase, failed_right_cases
from hukou.law.unification import FILE as UNIFICATION
from hukou.law.unification import failed_unification_cases, read_unification

MEASURE_WORDS: Final[Words] = {
    "topic": tuple(Topic),
    "transfer": tuple(Transfer),
    "unit": tuple(Unit),
}
COLLECTIVE_WORDS: Final[Words] = {
    "op": (Op.IS_TRUE, Op.IS_FALSE),
    "provenance": tuple(Basis),
    "status": (Status.IN_FORCE, Status.TRIAL, Status.DRAFT, Status.EXPIRED),
}
FEE_WORDS: Final[Words] = {
    "documents": DOCUMENTS,
    "occasions": OCCASIONS,
    "status": tuple(STATUSES),
}
SCHEME_WORDS: Final[Words] = {
    "op": (*(Op.EQ, Op.NE, Op.IN, Op.NOT_IN, Op.IS_TRUE, Op.IS_FALSE), Op.GE, Op.GT, Op.LE, Op.LT),
    "block": ("base", "bonus", "earned", "deduction"),
    "known": tuple(Known),
}
TARGET_WORDS: Final[Words] = {"aim": tuple(Aim), "bar": tuple(Bar)}
RIGHT_WORDS: Final[Words] = {"transfer": tuple(PassingOn), "rights": tuple(Right)}


def mutate_data(law: Law) -> Iterator[Mutant]:
    """Yield every mutant of the data files beside the regulations."""
    yield from _special_areas(law)
    yield from _collectives(law)
    yield from _fees(law)
    yield from _measures(law)
    yield from _targets(law)
    yield from mutate_rights(law.three_rights, law.right_cases, law.regulations)
    yield from _approvals(law)
    yield from _procedure(law)
    yield from _guards(law)
    yield from _unification(law)
    yield from _superior(law)
    yield from mutate_benefits(law)


def mutate_benefits(law: Law) -> Iterator[Mutant]:
    """Yield every mutant of what permits open: a service, a kind, a rung, a day."""
    services = tuple(law.benefits.services)
    words: Words = {
        "service": services,
        "opens": services,
        "kind": tuple(BenefitKind),
        "by": tuple(LadderBy),
        "owner_basis": tuple(OwnerBasis),
    }
    for file, source in law.benefits.sources.items():

        def noticed(raw: Mapping[str, Any], file: str = file) -> str | None:
            sources = {**law.benefits.sources, file: raw}
            read = read_benefits(sources, law.regulations, frozenset(law.schemes.by_id))
            failed = failed_benefit_cases(read, law.benefit_cases)
            return next((each.case.name for each in failed), None)

        yield from tried(source, words, noticed, file=file)


def mutate_schemes(law: Law) -> Iterator[Mutant]:
    """Yield every mutant of the points schemes, each judged by its own cases."""
    for file, source in law.schemes.sources.items():

        def noticed(raw: Mapping[str, Any], file: str = file) -> str | None:
            scheme = read_scheme(
                raw,
                file=file,
                regulations=law.regulations,
                vocabulary=law.vocabulary,
                safeguards=law.safeguards,
            )
            schemes = Schemes(by_id={**law.schemes.by_id, scheme.id: scheme}, sources={})
            mine = tuple(each for each in law.schemes.cases if each.scheme == scheme.id)
            failed = failed_scheme_cases(schemes, mine, law.vocabulary)
            return next((each.case.name for each in failed), None)

        yield from tried(source, SCHEME_WORDS, noticed, file=file)


def _approvals(law: Law) -> Iterator[Mutant]:
    approvals = law.approvals

    def noticed(raw: Mapping[str, Any]) -> str | None:
        rows = read_rows(raw, approvals.items, file=APPROVALS)
        failed = failed_approval_cases(replace(approvals, rows=rows), approvals.cases)
        return next((each.case.name for each in failed), None)

    words = {"rank": tuple(Rank), "decided_by": tuple(Decider)}
    yield from tried(approvals.source, words, noticed, file=f"{NATIONAL}/{APPROVALS}")


def _procedure(law: Law) -> Iterator[Mutant]:
    def noticed(raw: Mapping[str, Any]) -> str | None:
        failed = failed_procedure_cases(read_procedure(raw), law.procedure.cases)
        return next((each.case.name for each in failed), None)

    words = {"counted": tuple(law.procedure.source["counting"]), "body": BODIES}
    yield from tried(law.procedure.source, words, noticed, file=f"{NATIONAL}/{PROCEDURE}")


def _guards(law: Law) -> Iterator[Mutant]:
    def noticed(raw: Mapping[str, Any]) -> str | None:
        guards = read_guards(raw, law.registration, law.vocabulary)
        failed = failed_guard_cases(guards, law.guards.cases, law.registration)
        return next((each.case.name for each in failed), None)

    levels = {event.level.id for event in law.registration.events.values()}
    words = {"stages": STAGES, "levels": tuple(sorted(levels)), "events": ("DEATH",)}
    yield from tried(law.guards.source, words, noticed, file=f"{NATIONAL}/{GUARDS}")


def _unification(law: Law) -> Iterator[Mutant]:
    def noticed(raw: Mapping[str, Any]) -> str | None:
        failed = failed_unification_cases(read_unification(raw), law.unification.cases)
        return next((each.case.name for each in failed), None)

    words = {"service": tuple(law.unification.stopped), "jurisdiction": ("330000", "330803")}
    yield from tried(law.unification.source, words, noticed, file=f"{NATIONAL}/{UNIFICATION}")


def _superior(law: Law) -> Iterator[Mutant]:
    def noticed(raw: Mapping[str, Any]) -> str | None:
        mutated = read_superior(raw, law.vocabulary)
        failed = failed_superior_cases(mutated, law.superior_cases)
        return next((each.case.name for each in failed), None)

    superior = law.superior
    asked = {each for rule in superior.rules for each in (*rule.asks, *rule.beside)}
    facts = tuple(sorted(each for each in asked if not each.endswith(".")))
    positions = {each for topic in superior.topics.values() for each in topic.positions}
    open_facts = sorted({fact for term in superior.open_terms for fact in term.facts})
    amounting = {fact for topic in superior.topics.values() for fact in topic.facts}
    words: Words = {
        "size": tuple(CitySize),
        "sizes": tuple(CitySize),
        "severity": tuple(Severity),
        "asks": facts,
        "beside": facts,
        "topic": tuple(superior.topics),
        "position": tuple(sorted(positions)),
        "facts": tuple(open_facts),
        **dict.fromkeys(amounting, tuple(sorted(positions))),
    }
    yield from tried(superior.source, words, noticed, file=f"{NATIONAL}/{SUPERIOR}")


def _special_areas(law: Law) -> Iterator[Mutant]:
    def noticed(raw: Mapping[str, Any]) -> str | None:
        mutated = read_special_areas(raw, vocabulary=law.vocabulary, safeguards=law.safeguards)
        failed = failed_special_areas(mutated, law.special_areas.cases, law.vocabulary)
        return next((each.case.name for each in failed), None)

    source = law.special_areas.source
    kinds = law.vocabulary["area.kind"].values
    words = {"op": tuple(Op), "class": ("123", "220"), "value": kinds}
    yield from tried(source, words, noticed, file=f"{NATIONAL}/{SPECIAL_AREAS}")


def _collectives(law: Law) -> Iterator[Mutant]:
    for pack, source in law.collectives.sources.items():

        def noticed(raw: Mapping[str, Any], pack: str = pack) -> str | None:
            read = {
                name: read_collectives(
                    raw if name == pack else each,
                    pack=name,
                    vocabulary=law.vocabulary,
                    safeguards=law.safeguards,
                )
                for name, each in law.collectives.sources.items()
            }
            national = read.pop(NATIONAL)
            mutated = CollectiveLaw(national=national, local=tuple(read.values()))
            ran = (run_collective(each, mutated, law.vocabulary) for each in law.collective_cases)
            return next((each.case.name for each in ran if each is not None), None)

        yield from tried(source, COLLECTIVE_WORDS, noticed, file=f"{pack}/{COLLECTIVES}")


def _fees(law: Law) -> Iterator[Mutant]:
    for file, source in law.fees.sources.items():

        def noticed(raw: Mapping[str, Any], file: str = file) -> str | None:
            others = [
                rule
                for name, each in law.fees.sources.items()
                if name != file
                for rule in read_fees(each, file=name)[0]
            ]
            rules = (*others, *read_fees(raw, file=file)[0])
            check_rules(rules)
            fees = Fees(rules=rules, sources={}, digests=(), clause_count=0)
            return next((each.case.name for each in failed_fee_cases(fees, law.fee_cases)), None)

        yield from tried(source, FEE_WORDS, noticed, file=file)


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


def mutate_rights(
    law: ThreeRights, cases: Sequence[RightCase], regulations: Mapping[str, Regulation]
) -> Iterator[Mutant]:
    """Yield every mutant of the three rights: another transfer, a right more or less."""
    for file, source in law.sources.items():

        def noticed(raw: Mapping[str, Any], file: str = file) -> str | None:
            read = read_three_rights(raw, file=file, regulations=regulations)
            names = {each.regulation.id for each in read}
            others = (each for each in law.rules if each.regulation.id not in names)
            rights = ThreeRights(rules=(*others, *read), sources={}, digests=())
            return next((each.case.name for each in failed_right_cases(rights, cases)), None)

        yield from tried(source, RIGHT_WORDS, noticed, file=file)
