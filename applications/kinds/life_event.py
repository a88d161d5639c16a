"""Life events (登记事项): everything that differs between them is said in a few lines.

A kind names who takes part, what is filled in, which event of the national pack decides it, and
the one action of the register that carries it out. The rest is the same for all of them, and here.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from applications.models import Application, Decision, Kind, Party, PartyRole, Step
from applications.queries.destinations import Destination
from applications.queries.evidence import KnownFact, PartyEvidence, values_of
from applications.queries.registered import Registered
from hukou.kernel.errors import InvalidInput
from hukou.law import Event, Judgement, Outcome, load_law, parse_facts
from hukou.law import Registration as Text
from registry.models import Account, Household, Person

from .describing import Detail, Part, Place
from .kind import Check, Opinion, Paper, Registration
from .request import DraftRequest, PartyRequest

DECLARANT: Final = "declarant.relation"
TOLD_BY_DETAIL: Final[Mapping[str, str]] = {DECLARANT: "declarant_is"}
"""Facts that follow from what is filled in: who declares shows their card at the counter."""
WORST_FIRST: Final = (Outcome.NOT_ELIGIBLE, Outcome.EVIDENCE, Outcome.ELIGIBLE)
BY_ITSELF: Final = ("station",)
"""Of somebody without an identity number no agency can be asked: the office finds out itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """A decision being written into the register (办结登记): what an action is told of it."""

    application: Application
    decision: Decision
    by: Account
    on: date
    new_heads: Mapping[int, int]
    relations: Mapping[int, str]

    @property
    def household(self) -> Household:
        household = self.application.destination_household
        assert household is not None  # noqa: S101 - drafting found it
        return household

    @property
    def how(self) -> dict[str, Any]:
        """What every action of the register is told: by whom, on which ground, for which file."""
        basis = {**self.decision.clauses[0], "regulation": self.application.regulation}
        return {"by": self.by, "basis": basis, "application": self.application.pk}

    @property
    def succession(self) -> dict[str, Any]:
        """Who follows a head that leaves, and what the others are to them, as far as told."""
        named = self.new_heads.get(self.household.pk)
        new_head = Person.objects.filter(pk=named).first() if named else None
        return {"new_head": new_head, "relations": self.relations}

    def parties(self, role: PartyRole) -> list[Party]:
        """Return the parties in a role, in their order."""
        return [each for each in self.application.parties.all() if each.role == role]

    def person(self, role: PartyRole) -> Person:
        """Return the one registered person in a role."""
        [party] = self.parties(role)
        assert party.person is not None  # noqa: S101 - drafting saw to it
        return party.person

    def told(self, name: str) -> str:
        """Return a detail; empty where it was left empty."""
        return str(self.application.request.get(name, ""))

    def day(self, name: str) -> date:
        return date.fromisoformat(self.told(name))


class LifeEvent(ABC):
    """The kind of transaction (事项) that every life event is."""

    kind: ClassVar[Kind]
    business: ClassVar[str]
    parts: ClassVar[tuple[Part, ...]]
    """Who takes part; the first is whom the event is about."""
    details: ClassVar[tuple[Detail, ...]] = ()
    place: ClassVar[Place] = Place.OWN
    happens: ClassVar[str] = ""
    """The detail that says on which day it happened: then that day is registered, not today."""
    is_dated: ClassVar[bool] = True
    """Whether the officer says from which day it takes effect; a correction always was so."""
    empties: ClassVar[bool] = False
    """Whether whom it is about leaves the household, so that a head may have to follow."""
    opens: ClassVar[tuple[Step, ...]] = ()
    takes_from_afar: ClassVar[bool] = False
    """Whether people of other areas come with it, and are found by their card."""
    follows: ClassVar[frozenset[str]] = frozenset({"registration.none"})
    """Facts the register itself knows (see `facts_of_subject`): no agency is asked."""

    @abstractmethod
    def event_of(self, details: Mapping[str, str]) -> str:
        """Return which event of the national pack this is."""

    @abstractmethod
    def write(self, granted: Granted) -> Registration:
        """Call the one action of the register that does it."""

    def faults(self, request: DraftRequest) -> Iterator[InvalidInput]:
        """Yield what is wrong with a request beyond parties and details, which are checked."""
        del request
        yield from ()

    def event_for(self, application: Application, details: Mapping[str, str]) -> str:
        """Return the event: the same wherever it was received."""
        del application
        return self.event_of(details)

    def facts_of_subject(
        self, application: Application, people: Sequence[PartyEvidence], subject: PartyEvidence
    ) -> dict[str, KnownFact]:
        """Return what follows from the register and the request about the person it is about."""
        del people
        told = {
            fact: KnownFact(value=told, source="document", note=name)
            for fact, name in TOLD_BY_DETAIL.items()
            if (told := application.request.get(name))
        }
        here = subject["registered"].get("household")
        none = KnownFact(value=here is None, source="register")
        return {**told, "registration.none": none}

    # What follows is the same for every life event.

    @property
    def registered_roles(self) -> frozenset[str]:
        """Who must stand in the register."""
        return frozenset(part.role for part in self.parts if part.is_registered)

    @property
    def subject(self) -> PartyRole:
        return self.parts[0].role

    def refuse_impossible(self, request: DraftRequest) -> None:
        """Refuse parties that do not belong to it, or are missing."""
        problems = [*_of_parties(self.parts, request.parties), *self.faults(request)]
        if self.place is Place.HOUSEHOLD and request.household_id is None:
            problems.append(InvalidInput("请选择登记的户", field="destination"))
        if problems:
            raise InvalidInput.gather(problems)

    def regulation(
        self, request: DraftRequest, destination: Destination, *, filed_under: str = ""
    ) -> str:
        """Return the national regulation: events are registered alike everywhere."""
        del request, destination, filed_under
        return self.text.id

    @property
    def text(self) -> Text:
        """The national text whose events these are."""
        return load_law().registration

    def event(self, application: Application) -> Event:
        """Return the event of the pack by which an application is decided."""
        return self.text.events[application.event]

    def checks(
        self,
        application: Application,
        parties: Sequence[Party],
        people: Mapping[int, Registered],
    ) -> list[Check]:
        """Return what the event needs to be proven about whom it is about."""
        return [
            Check(party.pk, fact, self.agencies_for(fact, has_number=_has_number(party)))
            for party in parties
            if party.role == self.subject
            for fact in self._asked(application, people.get(party.pk))
        ]

    def agencies_for(self, fact: str, *, has_number: bool) -> tuple[str, ...]:
        """Return who can say so, the first before the others."""
        return load_law().vocabulary[fact].verified_by if has_number else BY_ITSELF

    def _asked(self, application: Application, known: Registered | None) -> list[str]:
        told = {*self.follows, *TOLD_BY_DETAIL, "person.age", *(known.facts() if known else ())}
        return [name for name in self.event(application).facts if name not in told]

    def documents(self, application: Application, parties: Sequence[Party]) -> list[Paper]:
        """Return the papers the event asks for: no other can be a condition."""
        del parties
        law = load_law()
        return [
            Paper(each.kind, law.vocabulary.documents[each.kind].label, each.agency)
            for each in self.event(application).documents
        ]

    def facts(self, application: Application, people: list[PartyEvidence]) -> list[PartyEvidence]:
        """Add what follows from the register and the request, as far as the event asks for it."""
        needed = set(self.event(application).facts)
        for person in people:
            if person["role"] == self.subject:
                told = self.facts_of_subject(application, people, person)
                person["facts"] |= {name: told[name] for name in needed & told.keys()}
        return people

    def judge(self, application: Application, people: Sequence[PartyEvidence]) -> Opinion:
        """Return what the national regulation says; of several, of the least proven."""
        subjects = [each for each in people if each["role"] == self.subject]
        judgements = [self._judged(application, each) for each in subjects]
        judgement = min(judgements, key=lambda each: WORST_FIRST.index(each.outcome))
        met = judgement.outcome is Outcome.ELIGIBLE
        return Opinion(
            outcome=judgement.outcome.value,
            law_version=judgement.law_version,
            judgement=judgement.as_json(),
            may_settle=tuple(each["party"] for each in subjects) if met else (),
        )

    def _judged(self, application: Application, subject: PartyEvidence) -> Judgement:
        on, happened_on = application.applied_on, self.happened_on(application)
        late = happened_on is not None and self.event(application).is_late(
            happened_on, declared_on=on
        )
        facts = parse_facts(values_of(subject), on=on).values
        return self.text.judge(application.event, on=on, facts=facts, is_late=late)

    def happened_on(self, application: Application) -> date | None:
        """Return the day of the event, where it has one of its own."""
        told = application.request.get(self.happens, "")
        return date.fromisoformat(told) if told else None

    def refuse_if_silent(self, application: Application) -> Mapping[str, Any]:
        """Refuse nothing: the national regulation has been in force since 1958."""
        del application
        return {}

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
        """Write the event into the register, on the day it happened or takes effect."""
        return self.write(
            Granted(
                application=application,
                decision=decision,
                by=by,
                on=on,
                new_heads=new_heads,
                relations=relations,
            )
        )


def _has_number(party: Party) -> bool:
    return party.person_id is not None or bool(party.newcomer.get("identity_number"))


def joins_home(
    application: Application, people: Sequence[PartyEvidence], *, of: PartyRole
) -> KnownFact:
    """Return whether the household asked for is the home of somebody in this role (条例第六条)."""
    homes = [each["registered"].get("household") for each in people if each["role"] == of]
    return KnownFact(value=application.destination_household_id in homes, source="register")


def _of_parties(parts: Sequence[Part], parties: Sequence[PartyRequest]) -> Iterator[InvalidInput]:
    by_role = {part.role: part for part in parts}
    for part in parts:
        count = sum(party.role == part.role for party in parties)
        if not part.least <= count <= part.most:
            yield InvalidInput(f"{part.label}须为{_number(part)}人", field="parties")
    for position, party in enumerate(parties):
        field, part_of = f"parties.{position}", by_role.get(party.role)
        if part_of is None:
            yield InvalidInput("本事项没有这种当事人", field=f"{field}.role")
            continue
        if party.relation not in part_of.relations and (party.relation or part_of.relations):
            yield InvalidInput("请选择与当事人的关系", field=f"{field}.relation")
        if part_of.to_head and not party.relation_to_head:
            yield InvalidInput("请选择与户主的关系", field=f"{field}.relation_to_head")


def _number(part: Part) -> str:
    return str(part.least) if part.least == part.most else f"{part.least}至{part.most}"
