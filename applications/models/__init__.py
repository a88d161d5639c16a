"""Applications (申请) and everything recorded while one is handled."""

from .activation import Activation, PendingRule
from .application import Application, Kind
from .assessment import Assessment
from .clean_up import CleanUp, Measure, OldRule
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
from .delegation import DelegatedItem, DelegateRole, DelegationOrder
from .document import Document
from .examination import Examination, Stage
from .foreign_paper import ForeignPaper, ForeignPaperKind
from .lint_answer import LintAnswer, LintVerdict
from .obligation import ObligationAct, ObligationProgress, ObligationState, ObligationStep
from .outbox import OutboxEvent
from .oversight import (
    ASSUMED,
    DecisionReview,
    PullBack,
    ReviewFinding,
    SamplingRule,
    exceeds,
)
from .party import Party, PartyRole
from .question_batch import QuestionBatch
from .quota import Quota, QuotaChange, QuotaKind, QuotaPlace, QuotaUnit, WhenFull
from .received_message import Problem, Received, ReceivedMessage, Way
from .reception import ReceptionAgreement
from .resending import Resending
from .setback import Setback, Work
from .source_text import SourceText
from .text_reading import AnswerKind, DoubtAnswer, TextDoubt, TextReading
from .transition import Transition
from .verification import ASKED, CONFIRM, OUTSTANDING, Verification, VerificationStatus

__all__ = [
    "ASKED",
    "ASSUMED",
    "CONFIRM",
    "OUTSTANDING",
    "Activation",
    "AnswerKind",
    "Application",
    "Assessment",
    "CleanUp",
    "ComparedPerson",
    "Comparison",
    "ComparisonState",
    "Deadline",
    "Decision",
    "DecisionOutcome",
    "DecisionReview",
    "DelegateRole",
    "DelegatedItem",
    "DelegationOrder",
    "Document",
    "DoubtAnswer",
    "Examination",
    "ForeignPaper",
    "ForeignPaperKind",
    "Kind",
    "LintAnswer",
    "LintVerdict",
    "Measure",
    "ObligationAct",
    "ObligationProgress",
    "ObligationState",
    "ObligationStep",
    "OldRule",
    "OutboxEvent",
    "Party",
    "PartyRole",
    "PendingRule",
    "Population",
    "PopulationFamily",
    "PopulationKind",
    "Problem",
    "PullBack",
    "QuestionBatch",
    "Quota",
    "QuotaChange",
    "QuotaKind",
    "QuotaPlace",
    "QuotaUnit",
    "Received",
    "ReceivedMessage",
    "ReceptionAgreement",
    "Resending",
    "ReviewFinding",
    "SamplingRule",
    "Setback",
    "SourceText",
    "Stage",
    "Step",
    "TextDoubt",
    "TextReading",
    "Transition",
    "Verification",
    "VerificationStatus",
    "Way",
    "WhenFull",
    "Work",
    "exceeds",
]
