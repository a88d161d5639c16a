"""Factories: the smallest valid record, with nothing random that a test could depend on."""

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
)

__all__ = [
    "AccountFactory",
    "AddressFactory",
    "DivisionFactory",
    "EntryFactory",
    "HeldNumberFactory",
    "HouseholdFactory",
    "OfficeFactory",
    "ParticularsFactory",
    "PersonFactory",
    "PostingFactory",
    "ResidenceFactory",
]
