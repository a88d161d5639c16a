"""What every kind of transaction (事项) says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Protocol

from applications.models import Application, Decision, Kind, Party, Step
from applications.queries.destinations import Destination
from applications.queries.evidence import PartyEvidence
from applications.queries.registered import Registered
from registry.models import Account

from .describing import Detail, Part, Place
from .request import DraftRequest


@dataclass(frozen=True, slots=True)
class Check:
    """A fact of one party that must be verified, and who can, the first before the others."""

    party_id: int
    fact: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of document that is asked for, of whom, and who verifies it."""

    kind: str
    label: str
    agency: str
    party_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What the rules say of an application: never a bare yes or no.

    `outcome` is one of the law's outcomes. `may_settle` are the parties an approval may name as
    things stand; `for_review` those it may name if the officer gives grounds. `regulation` and
    `channel` are those decided by, where they are not the ones applied for.
    """

    outcome: str
    law_version: str
    judgement: Mapping[str, Any]
    may_settle: tuple[int, ...]
    for_review: tuple[int, ...] = ()
    regulation: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """What carrying out changed in the register: for the events, ids only.

    `household` is None where no household is touched.
    """

    people: tuple[int, ...]
    household: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


class TransactionKind(Protocol):
    """One kind of transaction: its papers, its facts, its rules, and what it does when granted."""

    kind: ClassVar[Kind]
    business: ClassVar[str]
    """Three characters in the application number."""
    parts: ClassVar[tuple[Part, ...]]
    """Who takes part."""
    details: ClassVar[tuple[Detail, ...]]
    """What is filled in beyond the parties; nothing else is taken."""
    place: ClassVar[Place]
    happens: ClassVar[str]
    """The detail that gives the day of the event; empty where it is the day of carrying out."""
    is_dated: ClassVar[bool]
    """Whether the officer says from which day it takes effect."""
    empties: ClassVar[bool]
    """Whether somebody leaves the very household the application names."""

    opens: ClassVar[tuple[Step, ...]]
    """What is still to be done, in a term of its own, once it is carried out."""

    @property
    def registered_roles(self) -> frozenset[str]:
        """Who must stand in the register already."""
        ...

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the event of the national pack by which it is decided, empty for a local text."""
        ...

    def event_for(self, application: Application, details: Mapping[str, str]) -> str:
        """Return the event by which an application is decided, as and where it was received.

        Raises what the kind refuses at this counter.
        """
        ...

    def refuse_impossible(self, request: DraftRequest) -> None:
        """Refuse a request that could never be granted, whatever the facts.

        Raises InvalidInput, with every field at fault.
        """
        ...

    def regulation(
        self, request: DraftRequest, destination: Destination, *, filed_under: str = ""
    ) -> str:
        """Return the id of the regulation that decides. Raises NoPolicyInForce, InvalidInput.

        `filed_under` is the text a file that was handed in already stands under: it need not speak
        today, for whether it still decides is for the transition rule to say.
        """
        ...

    def checks(
        self,
        application: Application,
        parties: Sequence[Party],
        people: Mapping[int, Registered],
    ) -> list[Check]:
        """Return what other agencies must say: only what the rules need and the register lacks."""
        ...

    def documents(self, application: Application, parties: Sequence[Party]) -> list[Paper]:
        """Return the papers that are asked for when an agency cannot answer."""
        ...

    def facts(self, application: Application, people: list[PartyEvidence]) -> list[PartyEvidence]:
        """Return the evidence with what follows from it for this kind."""
        ...

    def judge(self, application: Application, people: Sequence[PartyEvidence]) -> Opinion:
        """Return what the rules say of these people (policy)."""
        ...

    def refuse_if_silent(self, application: Application) -> Mapping[str, Any]:
        """Refuse to decide by a text that is not in force today, unless a transition leads to it.

        Return what the assessment must keep of the transition, empty where there is none.
        Raises NoPolicyInForce, TransitionUnsettled.
        """
        ...

    def carry_out(
        self,
        application: Application,
        decision: Decision,
        *,
        by: Account,
        on: date,
        new_heads: Mapping[int, int],
        relations: Mapping[int, str],
    ) -> Registration:
        """Write the decision into the register (办结登记)."""
        ...
