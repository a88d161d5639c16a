"""The kinds of transaction (事项): what each needs, by which rules, and what granting it does."""

from collections.abc import Mapping
from typing import Final

from applications.models import Kind

from .birth import Birth
from .intake import refuse_impossible
from .kind import Check, Opinion, Paper, Registration, TransactionKind
from .request import AddressDetails, DraftRequest, Newcomer, PartyRequest
from .settlement import Settlement

KINDS: Final[Mapping[str, TransactionKind]] = {
    Kind.SETTLEMENT: Settlement(),
    Kind.BIRTH: Birth(),
}

__all__ = [
    "KINDS",
    "AddressDetails",
    "Check",
    "DraftRequest",
    "Newcomer",
    "Opinion",
    "Paper",
    "PartyRequest",
    "Registration",
    "TransactionKind",
    "refuse_impossible",
]
