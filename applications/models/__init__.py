"""Applications (申请) and everything recorded while one is handled."""

from .activation import Activation
from .application import Application, Kind
from .assessment import Assessment
from .comparison import (
    ComparedPerson,
    Comparison,
    ComparisonState,
    Population,
    PopulationFamily,
    PopulationKind,
)
from .deadline import Deadline, Step
from .decision import Decision, DecisionOutcome
from .document import Document
from .foreign_paper import ForeignPaper, ForeignPaperKind
from .obligation import ObligationAct, ObligationProgress, ObligationState, ObligationStep
from .outbox import OutboxEvent
from .party import Party, PartyRole
from .source_text import SourceText
from .transition import Transition
from .verification import ASKED, OUTSTANDING, Verification, VerificationStatus

__all__ = [
    "ASKED",
    "OUTSTANDING",
    "Activation",
    "Application",
    "Assessment",
    "ComparedPerson",
    "Comparison",
    "ComparisonState",
    "Deadline",
    "Decision",
    "DecisionOutcome",
    "Document",
    "ForeignPaper",
    "ForeignPaperKind",
    "Kind",
    "ObligationAct",
    "ObligationProgress",
    "ObligationState",
    "ObligationStep",
    "OutboxEvent",
    "Party",
    "PartyRole",
    "Population",
    "PopulationFamily",
    "PopulationKind",
    "SourceText",
    "Step",
    "Transition",
    "Verification",
    "VerificationStatus",
]
