"""What a file's kind and event ask (申请内容), for its pages."""

from dataclasses import dataclass

from applications.kinds import KINDS, TransactionKind
from applications.models import Application
from applications.web.details import shown_details
from hukou.law import Event, load_law
from registry.web import relation_names


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
        return load_law().registration.events.get(self.application.event)

    @property
    def told(self) -> list[tuple[str, str]]:
        """What was filled in beyond the parties, with its label, as it reads."""
        return shown_details(self.kind.details, self.application.request)

    @property
    def papers(self) -> list[str]:
        """The papers the event asks for, and no others."""
        return [each.kind for each in self.event.documents] if self.event else []

    @property
    def relation_names(self) -> list[str]:
        """What somebody may be to a head, to choose from."""
        return relation_names()
