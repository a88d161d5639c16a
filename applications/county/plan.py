"""What a made-up county consists of, before any of it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True, kw_only=True)
class PlannedPerson:
    """A made-up person; the number's region, 440199, was never assigned to a place."""

    number: str
    name: str
    sex: str
    born: date
    marital_status: str
    education: str
    ethnicity: str = "01"
    occupation: str = ""
    former_name: str = ""
    truth: dict[str, object] = field(default_factory=dict)
    """What the agencies of the sandbox know, by fact of the vocabulary."""


@dataclass(slots=True, kw_only=True)
class PlannedMember:
    """One person's place in a household: relation by GB/T 4761, dates half-open."""

    person: PlannedPerson
    relation: str
    arrived_on: date
    left_on: date | None = None


@dataclass(slots=True, kw_only=True)
class PlannedHousehold:
    """A made-up household at a real village or neighbourhood, with an invented door."""

    division: str
    office: str
    street: str
    plate: str
    room: str
    opened_on: date
    members: list[PlannedMember]
    story: str = ""
    kind: str = "family"
    name: str = ""


@dataclass(slots=True, kw_only=True)
class PlannedCollective:
    """A made-up collective household, kept by an account or by somebody of the unit."""

    sort: str
    name: str
    credit_code: str
    office: str
    division: str
    street: str
    plate: str
    opened_on: date
    keeper_name: str
    keeper_account: str
    members: list[PlannedPerson]

    @property
    def stands(self) -> str:
        """What stands at its address."""
        return "public_collective" if self.sort == "public" else "unit"


@dataclass(slots=True, kw_only=True)
class PlannedOffice:
    """A police organ of the demo; level city, county or station."""

    code: str
    name: str
    level: str
    parent: str | None
    areas: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class PlannedAccount:
    """A demo sign-in and its post."""

    username: str
    name: str
    badge: str
    role: str
    office: str


@dataclass(slots=True, kw_only=True)
class Story:
    """A family that shows one channel or one refusal (示例家庭).

    `applicant` is an identity number, `companions` gives relations to the head by number.
    """

    title: str
    regulation: str
    channel: str
    expected: str
    applicant: str
    name: str
    companions: Mapping[str, str]


@dataclass(slots=True, kw_only=True)
class PlannedNotice:
    """What another agency tells about somebody, true or not (通报)."""

    agency: str
    kind: str
    reference: str
    number: str
    name: str
    event_date: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedFault:
    """One fault that was planted: by which rule it should be found, and whom it is about.

    `subjects` are identity numbers; a household is named by `户主` and the number of its head.
    """

    rule: str
    subjects: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class CountyPlan:
    """A whole made-up county."""

    offices: tuple[PlannedOffice, ...]
    accounts: tuple[PlannedAccount, ...]
    households: list[PlannedHousehold]
    stories: list[Story]
    collectives: list[PlannedCollective] = field(default_factory=list)
    notices: list[PlannedNotice] = field(default_factory=list)
    faults: list[PlantedFault] = field(default_factory=list)
    formerly_held: dict[str, tuple[str, date]] = field(default_factory=dict)
    """By number: the one the same person held before, and until when."""

    @property
    def people(self) -> list[PlannedPerson]:
        """Everybody, each once, in the order of their households."""
        seen: dict[str, PlannedPerson] = {}
        for household in self.households:
            for member in household.members:
                seen.setdefault(member.person.number, member.person)
        for collective in self.collectives:
            seen |= {person.number: person for person in collective.members}
        return list(seen.values())
