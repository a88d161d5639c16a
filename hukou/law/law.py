"""The law as loaded (法): every pack, checked whole, with the regulations in force on a day."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from hukou.kernel import canonical
from hukou.law.approval_packs import APPROVALS, load_approvals
from hukou.law.approvals import Approvals
from hukou.law.benefits import Benefits
from hukou.law.benefits.cases import BenefitCase, load_benefit_cases
from hukou.law.benefits.files import BENEFITS, load_benefits
from hukou.law.cases import Case
from hukou.law.collective_cases import CollectiveCase, load_collective_cases
from hukou.law.collective_packs import FILE as COLLECTIVES
from hukou.law.collective_packs import load_collectives
from hukou.law.collectives import CollectiveLaw
from hukou.law.event_cases import EventCase, load_event_cases
from hukou.law.fee_cases import FeeCase, load_fee_cases
from hukou.law.fees import FEES, Fees, load_fees
from hukou.law.guard_cases import with_guard_cases
from hukou.law.guards import Guards, load_guards
from hukou.law.life import Stage, history, last_days
from hukou.law.measure_cases import MeasureCase, load_measure_cases
from hukou.law.measures import MEASURES, Measures, load_measures
from hukou.law.obligation_cases import ObligationCase, load_obligation_cases
from hukou.law.obligations import OBLIGATIONS, Obligations, load_obligations
from hukou.law.pack_texts import read_texts
from hukou.law.permit_cases import with_permit_cases
from hukou.law.points.cases import with_cases
from hukou.law.points.collected import Schemes
from hukou.law.points.examples import Examples, load_examples
from hukou.law.points.scheme import Scheme
from hukou.law.points.schemes import SCHEMES, load_schemes
from hukou.law.procedure import Procedure, load_procedure
from hukou.law.registration import Event, Registration, load_registration
from hukou.law.regulation import Regulation
from hukou.law.residence_permits import PermitLaw, load_residence_permits
from hukou.law.safeguards import Safeguards, load_safeguards
from hukou.law.sections import EXAMPLES, NATIONAL, Lines
from hukou.law.series import check_series
from hukou.law.special_areas import SpecialAreaLaw, load_special_areas
from hukou.law.superior import SuperiorLaw, load_superior
from hukou.law.superior_cases import SuperiorCase, load_superior_cases
from hukou.law.target_cases import TargetCase, load_target_cases
from hukou.law.targets import TARGETS, Targets, load_targets
from hukou.law.three_rights import THREE_RIGHTS, ThreeRights, load_three_rights
from hukou.law.three_rights_cases import RightCase, load_right_cases
from hukou.law.unification import UnificationLaw, load_unification
from hukou.law.vocabulary import Vocabulary, load_vocabulary

PACKS: Final = Path(__file__).parents[1] / "packs"
NO_REGULATION: Final = frozenset(
    {APPROVALS, BENEFITS, COLLECTIVES, FEES, MEASURES, OBLIGATIONS, SCHEMES, TARGETS, THREE_RIGHTS}
)
"""Files of a pack that have readers of their own."""
_held: ContextVar[Path | None] = ContextVar("held_law", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """Every pack of a directory: nothing in it is unchecked."""

    vocabulary: Vocabulary
    safeguards: Safeguards
    superior: SuperiorLaw
    superior_cases: tuple[SuperiorCase, ...]
    registration: Registration
    residence_permits: PermitLaw
    approvals: Approvals
    procedure: Procedure
    guards: Guards
    unification: UnificationLaw
    special_areas: SpecialAreaLaw
    collectives: CollectiveLaw
    collective_cases: tuple[CollectiveCase, ...]
    fees: Fees
    fee_cases: tuple[FeeCase, ...]
    measures: Measures
    measure_cases: tuple[MeasureCase, ...]
    targets: Targets
    target_cases: tuple[TargetCase, ...]
    obligations: Obligations
    obligation_cases: tuple[ObligationCase, ...]
    three_rights: ThreeRights
    right_cases: tuple[RightCase, ...]
    schemes: Schemes
    examples: Examples
    benefits: Benefits
    benefit_cases: tuple[BenefitCase, ...]
    regulations: Mapping[str, Regulation]
    cases: Mapping[str, tuple[Case, ...]]
    event_cases: tuple[EventCase, ...]
    sources: Mapping[str, Lines]
    packs: tuple[str, ...]
    version: str

    @property
    def registrations(self) -> Mapping[str, Registration]:
        """The national texts that decide where no local text does."""
        return {one.id: one for one in (self.registration, self.residence_permits.registration)}

    @property
    def events(self) -> Mapping[str, Event]:
        return {**self.registration.events, **self.residence_permits.registration.events}

    @property
    def clause_count(self) -> int:
        local = sum(len(each.clauses) for each in self.regulations.values())
        collective = sum(each.clause_count for each in self.collectives.texts)
        beside = sum(each.clause_count for each in self.registrations.values())
        beside += self.fees.clause_count + self.obligations.clause_count
        return beside + local + collective

    @property
    def case_count(self) -> int:
        national = (self.event_cases, self.collective_cases, self.fee_cases, self.superior_cases)
        permits = (self.benefit_cases, self.residence_permits.every_case)
        local = (self.measure_cases, self.target_cases, self.obligation_cases, self.right_cases)
        laws = (self.approvals, self.guards, self.procedure, self.unification, self.special_areas)
        with_theirs = tuple(each.cases for each in (*laws, self.schemes, self.examples.schemes))
        shown = self.examples.cases.values()
        return sum(
            map(len, (*shown, *self.cases.values(), *national, *local, *permits, *with_theirs))
        )

    @property
    def shown_schemes(self) -> Mapping[str, Scheme]:
        """Every scheme that may be tried out, the examples last: they decide nothing."""
        return {**self.schemes.by_id, **self.examples.schemes.by_id}

    def of_examples(self) -> "Law":
        """Return the law with the examples in the place of the packs: for their cases only."""
        return replace(
            self,
            regulations=self.examples.regulations,
            cases=self.examples.cases,
            sources=self.examples.sources,
            schemes=self.examples.schemes,
        )

    def governing(self, division: str) -> list[Regulation]:
        """Return every regulation of the jurisdictions a place lies in, drafts too."""
        return [each for each in self.regulations.values() if each.governs(division)]

    def in_force(
        self, jurisdiction: str, on: date, activations: Mapping[str, date] | None = None
    ) -> list[Regulation]:
        """Return what decides in a place on a day.

        `jurisdiction` is any division code inside; `activations` gives, by regulation id, the day
        an administrator dated an undated one. A county's own text decides in its county instead of
        the city's text that it takes over.
        """
        dated = activations or {}
        ended = last_days(self.regulations, dated)
        speaking = [
            each
            for each in self.governing(jurisdiction)
            if each.term.silence(on, dated.get(each.id), ended.get(each.id)) is None
        ]
        replaced = {above for each in speaking for above in self.above(each)}
        return [each for each in speaking if each.id not in replaced]

    def above(self, regulation: Regulation) -> tuple[str, ...]:
        """Return the texts a county's takes over, that of its city first."""
        names: list[str] = []
        while regulation.inherits:
            names.append(regulation.inherits)
            regulation = self.regulations[regulation.inherits]
        return tuple(names)

    def taken_over_by(
        self,
        regulation: str,
        division: str,
        on: date,
        activations: Mapping[str, date] | None = None,
    ) -> str:
        """Return the county's text that decides at a place instead of this one; "" for none."""
        speaking = self.in_force(division, on, activations)
        return next((each.id for each in speaking if regulation in self.above(each)), "")

    def life(
        self, regulation: str, activations: Mapping[str, date] | None = None
    ) -> tuple[Stage, ...]:
        """Return the whole life of a regulation, earliest first; its stages meet."""
        return history(
            self.regulations[regulation],
            regulations=self.regulations,
            activations=activations or {},
        )

    def stage(
        self, regulation: str, on: date, activations: Mapping[str, date] | None = None
    ) -> Stage:
        """Return where a regulation stands on a day, since when, until when, and why."""
        return next(each for each in self.life(regulation, activations) if on in each)


def load_law(path: Path | None = None) -> Law:
    """Return the law of a packs directory; read and checked once.

    Raises:
        PackError: the first thing that is unclear, with its file and line.
    """
    return _load(path or _held.get() or PACKS)


@contextmanager
def law_of(path: Path) -> Iterator[Law]:
    """Hold the law of another directory inside the block, for tests and rehearsals.

    Holds for this thread or task only, as a frozen clock does.
    """
    token = _held.set(path)
    try:
        yield load_law(path)
    finally:
        _held.reset(token)


@cache
def _load(path: Path) -> Law:
    vocabulary, safeguards = load_vocabulary(path), load_safeguards(path)
    registration, source = load_registration(path, vocabulary, safeguards)
    permits = load_residence_permits(path, vocabulary, safeguards)
    collectives = load_collectives(path, vocabulary, safeguards)
    fees, superior = load_fees(path), load_superior(path, vocabulary)
    directories = sorted(each for each in path.iterdir() if each.is_dir() and each.name != EXAMPLES)
    places = [each for each in directories if each.name != NATIONAL]
    texts = read_texts(places, NO_REGULATION, vocabulary, safeguards)
    regulations = texts.regulations
    for name, regulation in regulations.items():
        superior.check(regulation, file=f"{name}.yaml")
    check_series(regulations)
    measures, targets = load_measures(path, regulations), load_targets(path, regulations)
    obligations = load_obligations(path, regulations)
    three_rights = load_three_rights(path, regulations)
    guards = load_guards(path, registration, vocabulary)
    procedure, unification = load_procedure(path), load_unification(path)
    schemes = load_schemes(path, regulations, vocabulary, safeguards)
    benefits = load_benefits(path, regulations, schemes.by_id)
    events = {**registration.events, **permits.registration.events}
    approvals = load_approvals(path, events.values(), regulations)
    special_areas = load_special_areas(path, vocabulary, safeguards)
    return Law(
        vocabulary=vocabulary,
        safeguards=safeguards,
        superior=superior,
        superior_cases=load_superior_cases(path, superior),
        registration=registration,
        residence_permits=with_permit_cases(permits, path, vocabulary),
        approvals=approvals,
        procedure=procedure,
        guards=with_guard_cases(guards, path, registration),
        unification=unification,
        special_areas=special_areas,
        collectives=collectives,
        collective_cases=load_collective_cases(path, collectives),
        fees=fees,
        fee_cases=load_fee_cases(path, fees),
        measures=measures,
        measure_cases=load_measure_cases(path, measures),
        targets=targets,
        target_cases=load_target_cases(path, targets),
        obligations=obligations,
        obligation_cases=load_obligation_cases(path, obligations),
        three_rights=three_rights,
        right_cases=load_right_cases(path, three_rights),
        schemes=with_cases(schemes, path),
        examples=load_examples(path, vocabulary, safeguards),
        benefits=benefits,
        benefit_cases=load_benefit_cases(path, benefits),
        regulations=regulations,
        cases=texts.cases,
        event_cases=load_event_cases(path, registration, vocabulary),
        sources={registration.id: source, **permits.sources, **texts.sources},
        packs=tuple(each.name for each in directories),
        version=canonical.digest(
            [
                *(one.source for one in (superior, procedure, guards, unification, special_areas)),
                *(registration.digest, permits.registration.digest, *approvals.digests),
                *(each.digest for each in collectives.texts),
                *fees.digests,
                *measures.digests,
                *targets.digests,
                *obligations.digests,
                *three_rights.digests,
                *benefits.digests,
                *(each.digest for each in schemes.every),
                *(each.digest for each in regulations.values()),
            ]
        ),
    )
