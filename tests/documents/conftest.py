"""A station, its officer, and a household of twelve."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from hukou.kernel import clock
from registry.actions import issue_document
from registry.documents import Wanted
from registry.models import Household, IssuedDocument, Person
from tests.cast import Station, station
from tests.documents.cast import twelve


@dataclass(frozen=True)
class Twelve:
    """The household, its people, and the counter that serves them."""

    here: Station
    household: Household
    people: list[Person]

    def issued(self, wanted: Wanted, *, on_day: date | None = None, **how: Any) -> IssuedDocument:
        """Issue a document; `on_day` is the day it happens."""
        with clock.frozen(on_day or clock.now()):
            return issue_document(wanted, office=self.here.office, by=self.here.officer, **how)


@pytest.fixture
def home(db: None) -> Twelve:
    del db
    here = station()
    return Twelve(here, *twelve(here.office))
