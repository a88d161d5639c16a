"""Factories: the smallest valid record, with nothing random that a test could depend on."""

from .applications import (
    ActivationFactory,
    ApplicationFactory,
    DeadlineFactory,
    PartyFactory,
    VerificationFactory,
)
from .registry import (
    AccountFactory,
    AddressFactory,
    DivisionFactory,
    EntryFactory,
    HeldNumberFactory,
    HouseholdFactory,
    OfficeFactory,
    ParticularsFactory,
    PersonFactory,
    PostingFactory,
    ResidenceFactory,
    UrbanRuralCodeFactory,
)

__all__ = [
    "AccountFactory",
    "ActivationFactory",
    "AddressFactory",
    "ApplicationFactory",
    "DeadlineFactory",
    "DivisionFactory",
    "EntryFactory",
    "HeldNumberFactory",
    "HouseholdFactory",
    "OfficeFactory",
    "ParticularsFactory",
    "PartyFactory",
    "PersonFactory",
    "PostingFactory",
    "ResidenceFactory",
    "UrbanRuralCodeFactory",
    "VerificationFactory",
]
