"""The kinds of transaction (事项): what each needs, by which rules, and what granting it does.

A life event is one small file and its data. To add one:

1. `hukou/packs/_national/registration.yaml`: its event (clause, conditions over facts of the
   vocabulary, papers, level of approval, term), and its cases in `registration.cases.yaml`.
2. `applications/models/application.py`: its word in `Kind`; in `party.py` a role, if it has a new
   one (and a migration for the choices).
3. Here: a subclass of `LifeEvent` (see `death.py`) that names its `parts` (who takes part), its
   `details` (what is filled in, typed), its `place`, the event of the pack, and in `write` calls
   ONE action of the register with `**granted.how`. Enter it in `KINDS`.
4. `hukou/web/menu.py`: a line that leads to `event-new` of the kind.

Then the counter's page, its check page, the API with its description, the powers and the terms
are there. A kind that needs more on its page has views of its own, as birth does.
"""

from collections.abc import Mapping
from typing import Final

from .address_order import ORDER_DETAILS, ORDER_LABELS, order_of
from .adoption import Adoption
from .birth import CIRCUMSTANCES, FOUNDLING, Birth
from .cancellation import Cancellation
from .consequences import Consequences, consequences
from .death import Death
from .departure import Departure
from .describing import Asked, Detail, Part, Place, read_details
from .identity_card import IdentityCardEvent
from .intake import refuse_impossible
from .kind import Check, Opinion, Paper, Registration, TransactionKind
from .late import LateRegistration
from .life_event import LifeEvent
from .migration import Certificate, issue_permit, take_certificate
from .number import NumberChange
from .particulars import Change, Correction
from .request import AddressDetails, DraftRequest, Newcomer, PartyRequest
from .residence_permit import ResidencePermitKind
from .restoration import Restoration
from .settlement import Settlement

ALL: Final[tuple[TransactionKind, ...]] = (
    Settlement(),
    Departure(),
    Birth(),
    Adoption(),
    LateRegistration(),
    Death(),
    Cancellation(),
    Restoration(),
    Change(),
    Correction(),
    NumberChange(),
    IdentityCardEvent(),
    ResidencePermitKind(),
)
KINDS: Final[Mapping[str, TransactionKind]] = {each.kind: each for each in ALL}

__all__ = [
    "CIRCUMSTANCES",
    "FOUNDLING",
    "KINDS",
    "ORDER_DETAILS",
    "ORDER_LABELS",
    "AddressDetails",
    "Asked",
    "Certificate",
    "Check",
    "Consequences",
    "Detail",
    "DraftRequest",
    "LifeEvent",
    "Newcomer",
    "Opinion",
    "Paper",
    "Part",
    "PartyRequest",
    "Place",
    "Registration",
    "TransactionKind",
    "consequences",
    "issue_permit",
    "order_of",
    "read_details",
    "refuse_impossible",
    "take_certificate",
]
