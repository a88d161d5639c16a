"""Who is registered where, since when (户籍登记簿): the register's tables."""

from hukou.kernel.kinship import HEAD

from .accounts import (
    ADMINISTRATORS,
    OFFICERS,
    PROVES_TWICE,
    STAFF,
    Account,
    Posting,
    PostingRole,
)
from .actual_residences import ActualResidence, ResidenceSource
from .address_batches import AddressBatch, RenumberedAddress
from .addresses import ELEMENTS, SINCE_ALWAYS, Address, AddressKind
from .agency_clients import AgencyClient
from .collectives import CollectiveHousehold, CollectiveSort, Keeper
from .correction_notices import CorrectionNotice, NoticeAnswer
from .disclosures import Disclosure
from .division_changes import DivisionChange, DivisionChangeKind, DivisionStep
from .divisions import Division, DivisionLevel
from .entries import Entry, EntryChain, EntryKind
from .former_types import FormerKind, FormerType, Unification
from .history import RowVersion
from .households import Household, HouseholdAddress, HouseholdKind
from .identity_cards import (
    CARD_STEPS,
    UNDER_WAY,
    CardMatter,
    CardNotice,
    CardNoticeKind,
    CardState,
    CardStep,
    CardStepKind,
    IdentityCard,
)
from .imports import ImportedHousehold, ImportedRow, ImportRun, ImportState, KeyReservation
from .issued_documents import (
    USED_TO_MOVE,
    DocumentEvent,
    DocumentEventKind,
    DocumentKind,
    DocumentSeries,
    DocumentStatus,
    IssuedDocument,
)
from .offices import Office, OfficeLevel
from .particulars import Particulars
from .people import HeldNumber, IdentityNumberSeries, Person
from .permit_cards import CardEnd, CardLoss, CardReason, PermitCard
from .quality import (
    ExternalNotice,
    FindingStatus,
    NoticeKind,
    QualityCheck,
    QualityDecision,
    QualityFinding,
    QualityRule,
    Severity,
    Verdict,
)
from .requests import StoredAnswer
from .residence_permits import (
    Endorsement,
    PermitEnd,
    PermitGround,
    PermitMove,
    ResidencePermit,
)
from .residences import Residence
from .rural_rights import Certificate, RightSource, RuralRight, RuralRightKind
from .seals import Seal
from .service_figures import ServedGroup, ServiceFigure
from .sign_ins import (
    AccountAct,
    AccountActKind,
    FactorKind,
    FactorTry,
    Proof,
    SecondFactor,
    SignIn,
    SpokenCode,
    SpokenCodeUse,
)
from .urban_rural import SPECIAL_AREA, UrbanRuralCode
from .visits import (
    ReportStanding,
    VisitBatch,
    VisitGround,
    VisitPhoto,
    VisitReport,
    VisitResult,
    VisitState,
    VisitStop,
    VisitTask,
)

__all__ = [
    "ADMINISTRATORS",
    "CARD_STEPS",
    "ELEMENTS",
    "HEAD",
    "OFFICERS",
    "PROVES_TWICE",
    "SINCE_ALWAYS",
    "SPECIAL_AREA",
    "STAFF",
    "UNDER_WAY",
    "USED_TO_MOVE",
    "Account",
    "AccountAct",
    "AccountActKind",
    "ActualResidence",
    "Address",
    "AddressBatch",
    "AddressKind",
    "AgencyClient",
    "CardEnd",
    "CardLoss",
    "CardMatter",
    "CardNotice",
    "CardNoticeKind",
    "CardReason",
    "CardState",
    "CardStep",
    "CardStepKind",
    "Certificate",
    "CollectiveHousehold",
    "CollectiveSort",
    "CorrectionNotice",
    "Disclosure",
    "Division",
    "DivisionChange",
    "DivisionChangeKind",
    "DivisionLevel",
    "DivisionStep",
    "DocumentEvent",
    "DocumentEventKind",
    "DocumentKind",
    "DocumentSeries",
    "DocumentStatus",
    "Endorsement",
    "Entry",
    "EntryChain",
    "EntryKind",
    "ExternalNotice",
    "FactorKind",
    "FactorTry",
    "FindingStatus",
    "FormerKind",
    "FormerType",
    "HeldNumber",
    "Household",
    "HouseholdAddress",
    "HouseholdKind",
    "IdentityCard",
    "IdentityNumberSeries",
    "ImportRun",
    "ImportState",
    "ImportedHousehold",
    "ImportedRow",
    "IssuedDocument",
    "Keeper",
    "KeyReservation",
    "NoticeAnswer",
    "NoticeKind",
    "Office",
    "OfficeLevel",
    "Particulars",
    "PermitCard",
    "PermitEnd",
    "PermitGround",
    "PermitMove",
    "Person",
    "Posting",
    "PostingRole",
    "Proof",
    "QualityCheck",
    "QualityDecision",
    "QualityFinding",
    "QualityRule",
    "RenumberedAddress",
    "ReportStanding",
    "Residence",
    "ResidencePermit",
    "ResidenceSource",
    "RightSource",
    "RowVersion",
    "RuralRight",
    "RuralRightKind",
    "Seal",
    "SecondFactor",
    "ServedGroup",
    "ServiceFigure",
    "Severity",
    "SignIn",
    "SpokenCode",
    "SpokenCodeUse",
    "StoredAnswer",
    "Unification",
    "UrbanRuralCode",
    "Verdict",
    "VisitBatch",
    "VisitGround",
    "VisitPhoto",
    "VisitReport",
    "VisitResult",
    "VisitState",
    "VisitStop",
    "VisitTask",
]
