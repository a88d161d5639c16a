"""Applications (申请) and everything recorded while one is handled."""

from .acceptance_point import AcceptancePoint, Reach
from .activation import Activation, PendingRule
from .application import Application, Kind
from .assessment import Assessment
from .bar import Bar
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
from .face_comparison import FaceComparison, FaceFinding, FaceOccasion, FaceStatus
from .foreign_paper import ForeignPaper, ForeignPaperKind
from .lint_answer import LintAnswer, LintVerdict
from .objection import Objection, ObjectionOutcome, ObjectionSource
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
from .round_lists import FrozenInput, ListKind, RoundList, RoundRank
from .rounds import Round, RoundAct, RoundApplication, RoundStage, RoundStanding, RoundStep
from .setback import Setback, Work
from .source_text import SourceText
from .text_reading import AnswerKind, DoubtAnswer, TextDoubt, TextReading
from .transition import Transition
from .verification import ASKED, COMPARED, CONFIRM, OUTSTANDING, Verification, VerificationStatus

__all__ = [
    "ASKED",
    "ASSUMED",
    "COMPARED",
    "CONFIRM",
    "OUTSTANDING",
    "AcceptancePoint",
    "Activation",
    "AnswerKind",
    "Application",
    "Assessment",
    "Bar",
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
    "FaceComparison",
    "FaceFinding",
    "FaceOccasion",
    "FaceStatus",
    "ForeignPaper",
    "ForeignPaperKind",
    "FrozenInput",
    "Kind",
    "LintAnswer",
    "LintVerdict",
    "ListKind",
    "Measure",
    "Objection",
    "ObjectionOutcome",
    "ObjectionSource",
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
    "Reach",
    "Received",
    "ReceivedMessage",
    "ReceptionAgreement",
    "Resending",
    "ReviewFinding",
    "Round",
    "RoundAct",
    "RoundApplication",
    "RoundList",
    "RoundRank",
    "RoundStage",
    "RoundStanding",
    "RoundStep",
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
