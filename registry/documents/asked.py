"""What is asked of a document: which day, as known when, and by whom it may be seen."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol

from hukou.kernel.errors import NotFound
from registry.errors import HouseholdClosed, NothingToCertify
from registry.models import DocumentKind, Household
from registry.queries import Book, PersonView, Scope, household_on, person_on

from .content import Written


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """The register on a day, as it was known on a day (None: as it is known now)."""

    on: date
    scope: Scope
    known_on: date | None = None

    def book(self, household_id: int) -> Book:
        """Return a household's book.

        Raises:
            NotFound: there is no such household, or not for this scope.
            HouseholdClosed: it did not exist on the day.
        """
        book = household_on(household_id, on=self.on, known_on=self.known_on, scope=self.scope)
        if book is not None:
            return book
        home = self.scope.households(Household.objects.filter(pk=household_id)).first()
        if home is None:
            raise NotFound
        raise HouseholdClosed(household=home.number, on=self.on.isoformat())

    def person(self, person_id: int) -> PersonView:
        """Return a person. Raises NotFound."""
        view = person_on(person_id, on=self.on, known_on=self.known_on, scope=self.scope)
        if view is None:
            raise NotFound
        return view

    def kept(self, person_id: int) -> PersonView:
        """Return a person whom no other office keeps on the day: whoever left is theirs to print.

        Raises NotFound: they are registered with another office that day.
        """
        view = self.person(person_id)
        if view.household_id is not None and not self.scope.keeps(view.office_id):
            raise NotFound
        return view

    def registered(self, person_id: int) -> PersonView:
        """Return a person who is registered here on the day.

        Raises:
            NotFound: there is no such person, or not for this scope.
            NothingToCertify: they are registered nowhere that day.
        """
        view = self.kept(person_id)
        if view.household_id is None:
            raise NothingToCertify(on=self.on.isoformat())
        return view


class Wanted(Protocol):
    """A document that somebody wants: who or what it is about, and how it is written out.

    `household_id` and `person_id` are locked before it is written for issuing.
    """

    kind: ClassVar[DocumentKind]

    @property
    def household_id(self) -> int | None: ...

    @property
    def person_id(self) -> int | None: ...

    def written(self, asof: AsOf) -> Written:
        """Write it out from the register.

        Raises NotFound, HouseholdClosed or NothingToCertify.
        """
        ...
