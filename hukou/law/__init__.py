"""Rules of settlement as dated, cited data (法规). Pure Python: no ORM, no HTTP, no clock."""

from collections.abc import Mapping, Sequence
from datetime import date

from hukou.law.answers import Answer, Deciding, FamilyAnswer, answer_of
from hukou.law.approvals import (
    ApprovalRow,
    Approvals,
    Catalogue,
    CatalogueStatus,
    Decider,
    Item,
    Rank,
    Transaction,
    item_of,
)
from hukou.law.benefits import (
    Availability,
    Benefit,
    BenefitAnswer,
    BenefitKind,
    Benefits,
    CoverageAim,
    Held,
    Ladder,
    LadderBy,
    LadderStanding,
    OwnerBasis,
    Service,
    rising,
    standings_of,
)
from hukou.law.checking import failed_cases, mutants
from hukou.law.citation import Citation
from hukou.law.collectives import AddressChoice, Applicable, CollectiveLaw, SetUpJudgement
from hukou.law.compare import APPLICANT, Change, Standing, beside, simulate, standings
from hukou.law.dated import Mode, Silence, Status
from hukou.law.differences import Difference, Direction
from hukou.law.differences import differences as _differences
from hukou.law.facts import Facts
from hukou.law.facts import parse_answer as _parse_answer
from hukou.law.facts import parse_facts as _parse_facts
from hukou.law.fees import FeeRule, Fees
from hukou.law.findings import Finding
from hukou.law.freezes import Freeze
from hukou.law.grounds import Channel, Effect
from hukou.law.guards import Guards, Heard, Recusal
from hukou.law.judgement import (
    ChannelJudgement,
    Companion,
    CompanionJudgement,
    Destination,
    Judgement,
    LimitJudgement,
)
from hukou.law.law import PACKS, Law, law_of, load_law
from hukou.law.life import Stage, State, follows, last_days, start_of
from hukou.law.linting import LintFinding, lint
from hukou.law.linting import blocks_activation as _blocks_activation
from hukou.law.measures import Measure, Measures, Topic, Transfer
from hukou.law.nearest import Way
from hukou.law.nearest import nearest as _nearest
from hukou.law.nearest import nearest_room as _nearest_room
from hukou.law.nearest import told_with_ways as _told_with_ways
from hukou.law.needs import Check, Paper, needed_facts
from hukou.law.needs import required_checks as _required_checks
from hukou.law.needs import required_documents as _required_documents
from hukou.law.obligations import DutyStanding, Obligation, Obligations, without_lead
from hukou.law.outcomes import BEST_FIRST, Outcome, Reason
from hukou.law.registration import Event, Level, Registration
from hukou.law.regulation import Clause, Regulation, Transition, TransitionRule
from hukou.law.residence_permits import CountedFrom, HalfYear, PermitLaw, PermitRules
from hukou.law.sections import PackError, Section, read_yaml
from hukou.law.settlement import judge, without_policy
from hukou.law.setwise import Asked, Compiled, Population
from hukou.law.steps import Step
from hukou.law.superior import Severity
from hukou.law.targets import Aim, Bar, Target, Targets
from hukou.law.three_rights import PassingOn, Right, ThreeRights, TransferRule
from hukou.law.unification import ServiceStopped, UnificationLaw
from hukou.law.verdicts import Verdict
from hukou.law.vocabulary import FactType, Kind, Vocabulary


def parse_facts(raw: Mapping[str, object], *, on: date, prefix: str = "") -> Facts:
    """Return typed facts by the national vocabulary; see `hukou.law.facts.parse_facts`."""
    return _parse_facts(raw, vocabulary=load_law().vocabulary, on=on, prefix=prefix)


def parse_answer(name: str, given: object, *, on: date) -> Facts:
    """Return one fact as an agency answers it; see `hukou.law.facts.parse_answer`."""
    return _parse_answer(name, given, vocabulary=load_law().vocabulary, on=on)


def nearest(
    regulation: Regulation, judgement: Judgement, judged: ChannelJudgement | CompanionJudgement
) -> tuple[Way, ...]:
    """Return the shortest honest ways out of a refusal; see `hukou.law.nearest`."""
    return _nearest(regulation, judgement, judged, vocabulary=load_law().vocabulary)


def nearest_room(
    regulation: Regulation, judgement: Judgement, limit: LimitJudgement
) -> tuple[Way, ...]:
    """Return what would lift a cap on persons; see `hukou.law.nearest`."""
    return _nearest_room(regulation, judgement, limit, vocabulary=load_law().vocabulary)


def told_with_ways(regulation: Regulation, judgement: Judgement) -> dict[str, object]:
    """Return a judgement as JSON, each refusal with what would turn it; see `hukou.law.nearest`."""
    return _told_with_ways(regulation, judgement, vocabulary=load_law().vocabulary)


def blocks_activation(regulation: Regulation) -> LintFinding | None:
    """Return why a text cannot be activated: it asks for rural land rights (三权). None else."""
    return _blocks_activation(regulation, load_law())


def differences(county: Regulation) -> list[Difference]:
    """Return what a county's text says otherwise than the city's it takes over (L30)."""
    law = load_law()
    if not county.inherits:
        return []
    return _differences(county, law.regulations[county.inherits], law.vocabulary)


def required_checks(
    regulation: Regulation,
    channel: str,
    relation_kinds: Sequence[str] = (),
    *,
    known: Sequence[Facts] = (),
) -> list[Check]:
    """Return the facts to verify, party 0 being the applicant; see `hukou.law.needs`."""
    return _required_checks(
        regulation, channel, relation_kinds, vocabulary=load_law().vocabulary, known=known
    )


def required_documents(
    regulation: Regulation,
    channel: str,
    relation_kinds: Sequence[str] = (),
    *,
    known: Sequence[Facts] = (),
) -> list[Paper]:
    """Return the one-time list of papers (一次性告知); see `hukou.law.needs`."""
    return _required_documents(
        regulation, channel, relation_kinds, vocabulary=load_law().vocabulary, known=known
    )


__all__ = [
    "APPLICANT",
    "BEST_FIRST",
    "PACKS",
    "AddressChoice",
    "Aim",
    "Answer",
    "Applicable",
    "ApprovalRow",
    "Approvals",
    "Asked",
    "Availability",
    "Bar",
    "Benefit",
    "BenefitAnswer",
    "BenefitKind",
    "Benefits",
    "Catalogue",
    "CatalogueStatus",
    "Change",
    "Channel",
    "ChannelJudgement",
    "Check",
    "Citation",
    "Clause",
    "CollectiveLaw",
    "Companion",
    "CompanionJudgement",
    "Compiled",
    "CountedFrom",
    "CoverageAim",
    "Decider",
    "Deciding",
    "Destination",
    "Difference",
    "Direction",
    "DutyStanding",
    "Effect",
    "Event",
    "FactType",
    "Facts",
    "FamilyAnswer",
    "FeeRule",
    "Fees",
    "Finding",
    "Freeze",
    "Guards",
    "HalfYear",
    "Heard",
    "Held",
    "Item",
    "Judgement",
    "Kind",
    "Ladder",
    "LadderBy",
    "LadderStanding",
    "Law",
    "Level",
    "LimitJudgement",
    "LintFinding",
    "Measure",
    "Measures",
    "Mode",
    "Obligation",
    "Obligations",
    "Outcome",
    "OwnerBasis",
    "PackError",
    "Paper",
    "PassingOn",
    "PermitLaw",
    "PermitRules",
    "Population",
    "Rank",
    "Reason",
    "Recusal",
    "Registration",
    "Regulation",
    "Right",
    "Section",
    "Service",
    "ServiceStopped",
    "SetUpJudgement",
    "Severity",
    "Silence",
    "Stage",
    "Standing",
    "State",
    "Status",
    "Step",
    "Target",
    "Targets",
    "ThreeRights",
    "Topic",
    "Transaction",
    "Transfer",
    "TransferRule",
    "Transition",
    "TransitionRule",
    "UnificationLaw",
    "Verdict",
    "Vocabulary",
    "Way",
    "answer_of",
    "beside",
    "blocks_activation",
    "differences",
    "failed_cases",
    "follows",
    "item_of",
    "judge",
    "last_days",
    "law_of",
    "lint",
    "load_law",
    "mutants",
    "nearest",
    "nearest_room",
    "needed_facts",
    "parse_answer",
    "parse_facts",
    "read_yaml",
    "required_checks",
    "required_documents",
    "rising",
    "simulate",
    "standings",
    "standings_of",
    "start_of",
    "told_with_ways",
    "without_lead",
    "without_policy",
]
