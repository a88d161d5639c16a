"""Printed documents (证件、簿册): plain data from the register, then paper (HTML and PDF)."""

from .asked import AsOf, Wanted
from .booklet import Booklet
from .certificates import FormerTypeCertificate, HouseholdCertificate
from .content import Sheet, Table, Written, texts
from .fonts import missing, spelt
from .migration import Migrant, MigrationCertificate, MoveInPermit
from .notices import (
    AcceptanceNotice,
    DecisionLetter,
    Notice,
    ObjectionAnswer,
    PointsList,
    PointsResult,
    PointsSheet,
    SupplementNotice,
)
from .permit_card import face_with_issue, face_written, home_stated, stated
from .printing import address_to_check, check_printable, pdf, qr_code, rendered
from .register_form import RegisterForm
from .route_list import route_list
from .screen import for_screen, undrawable
from .templates import PERMIT_CARD, Template, Validity, template_for, template_used
from .wording import written

__all__ = [
    "PERMIT_CARD",
    "AcceptanceNotice",
    "AsOf",
    "Booklet",
    "DecisionLetter",
    "FormerTypeCertificate",
    "HouseholdCertificate",
    "Migrant",
    "MigrationCertificate",
    "MoveInPermit",
    "Notice",
    "ObjectionAnswer",
    "PointsList",
    "PointsResult",
    "PointsSheet",
    "RegisterForm",
    "Sheet",
    "SupplementNotice",
    "Table",
    "Template",
    "Validity",
    "Wanted",
    "Written",
    "address_to_check",
    "check_printable",
    "face_with_issue",
    "face_written",
    "for_screen",
    "home_stated",
    "missing",
    "pdf",
    "qr_code",
    "rendered",
    "route_list",
    "spelt",
    "stated",
    "template_for",
    "template_used",
    "texts",
    "undrawable",
    "written",
]
