"""What a file's kind and event ask (申请内容), for its pages."""

from dataclasses import dataclass
from typing import Final

from applications.kinds import KINDS, TransactionKind
from applications.models import Application, Kind
from applications.web.details import registered_now, shown_details
from applications.workflow import Action
from hukou.kernel import clock
from hukou.law import Event, load_law
from registry.queries import CASE, person_on
from registry.web import relation_names

ALTERING: Final = (Kind.CHANGE, Kind.CORRECTION)
"""Kinds that put new values in the place of registered ones."""


@dataclass(frozen=True, slots=True)
class AskedView:
    """The kind of a file, its event of the national pack, and what was filled in."""

    application: Application

    @property
    def kind(self) -> TransactionKind:
        return KINDS[self.application.kind]

    @property
    def event(self) -> Event | None:
        """The event that decides, where no local text does."""
        return load_law().events.get(self.application.event)

    @property
    def told(self) -> list[tuple[str, str]]:
        """What was filled in beyond the parties, with its label, as it reads."""
        return shown_details(self.kind.details, self.application.request)

    @property
    def now(self) -> list[tuple[str, str]]:
        """What the register says now of what is to be altered (原登记), until it is carried out."""
        if self.kind.kind not in ALTERING or self.application.ended_at is not None:
            return []
        subject = self.application.parties.first()
        assert subject is not None  # noqa: S101 - somebody is concerned
        person = person_on(subject.person_id or 0, on=clock.today(), scope=CASE)
        asked = [each for each in self.kind.details if self.application.request.get(each.name)]
        told = [(str(each.label), registered_now(person, each)) for each in asked]
        return [(label, now) for label, now in told if now]

    @property
    def papers(self) -> list[str]:
        """The papers the event asks for, and no others."""
        return [each.kind for each in self.event.documents] if self.event else []

    @property
    def issued_permit(self) -> int | None:
        """The residence permit that carrying out issued."""
        if self.kind.kind != Kind.RESIDENCE_PERMIT or self.application.ended_at is None:
            return None
        done = self.application.transitions.filter(action=Action.CARRY_OUT)
        return next((each["permit"] for each in done.values_list("details", flat=True)), None)

    @property
    def relation_names(self) -> list[str]:
        """What somebody may be to a head, to choose from."""
        return relation_names()
