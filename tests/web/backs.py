"""Who comes by address to what only a form may do is sent to the page of the form."""

from typing import Final

BACK: Final = {
    "finding-assign": "finding",
    "visit-close": "visit-task",
    "visit-compare": "visit-stop",
    "oversight-draw": "oversight",
    "question-resend": "operations",
    "oversight-acknowledge": "oversight",
    "reception-end": "receptions",
    "regulation-withdraw": "regulation-activate",
    "obligation-record": "obligation",
    "residence-permit-endorse": "residence-permit",
    "residence-permit-end": "residence-permit",
    "residence-permit-card": "residence-permit",
    "residence-permit-card-print": "residence-permit",
    "delegation-revoke": "delegation",
    "issued-document-print": "issued-document",
    "issued-document-void": "issued-document",
    "issued-document-replace": "issued-document",
    "person-number": "person",
    "correction-acknowledge": "corrections",
    "keeper-name": "collective",
    "keeper-end": "collective",
    "text-doubt": "text",
    "application-newcomer": "application-new",
    "application-attach": "application",
    "application-face-finding": "application-faces",
    "application-rights": "application",
    "application-notice": "application",
    "application-act": "application",
}
