"""The catalogue (居住证便利目录): which services a permit opens, by which clause."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hukou.kernel.division_code import stem, within
from hukou.law.benefits.ladders import Ladder
from hukou.law.citation import Citation
from hukou.law.regulation import Regulation
from hukou.law.sections import Lines


class BenefitKind(StrEnum):
    """What a benefit is (类别): a right, a service, a matter made easier, a use of the card."""

    RIGHT = "right"
    SERVICE = "service"
    CONVENIENCE = "convenience"
    CARD = "card"


class OwnerBasis(StrEnum):
    """How we know who owns a benefit (部门依据): the text names them, or the duty suggests them."""

    TEXT = "text"
    ASSUMED = "assumed"


class Held(StrEnum):
    """How somebody stands towards the permit of a place (持证情况)."""

    VALID = "valid"
    SUSPENDED = "suspended"
    NONE = "none"
    RESIDENT = "resident"


class Availability(StrEnum):
    """What is answered when a service is asked for (是否可享有)."""

    OPEN = "open"
    BY_STEPS = "by_steps"
    SUSPENDED = "suspended"
    NOT_HELD = "not_held"
    RESIDENT = "resident"
    NO_RULE = "no_rule"


_ANSWERED: Mapping[Held, Availability] = {
    Held.VALID: Availability.OPEN,
    Held.SUSPENDED: Availability.SUSPENDED,
    Held.NONE: Availability.NOT_HELD,
    Held.RESIDENT: Availability.RESIDENT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service, right or convenience (公共服务事项), called the same at every place."""

    id: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """What one clause opens to holders of a permit (享有事项), and the department that owns it.

    A national one has days of its own; a local one speaks while its regulation does. `unit` is the
    part of the owner one goes to, where the text names any. `by_steps` says that the clause
    opens it step by step (阶梯式): a ladder says from where, and an example ladder never does.
    """

    id: str
    service: Service
    kind: BenefitKind
    owner: str
    unit: str
    owner_basis: OwnerBasis
    by_steps: bool
    regulation: Regulation | None
    effective_from: date | None
    effective_to: date | None
    cite: Citation

    @property
    def jurisdiction(self) -> str:
        """The place it speaks of; empty for the whole country."""
        return self.regulation.jurisdiction if self.regulation else ""

    def governs(self, division: str) -> bool:
        return not self.jurisdiction or within(division, self.jurisdiction)

    def speaks(self, on: date, speaking: Collection[str]) -> bool:
        """Whether it may be relied on; `speaking` are the regulations in force at the place."""
        if self.regulation is not None:
            return self.regulation.id in speaking
        started = self.effective_from is not None and self.effective_from <= on
        return started and (self.effective_to is None or on <= self.effective_to)

    def as_json(self) -> dict[str, Any]:
        """Return the benefit as the catalogue publishes it."""
        return {
            "id": self.id,
            "service": self.service.id,
            "name": self.service.name,
            "name_en": self.service.name_en,
            "kind": self.kind.value,
            "jurisdiction": self.jurisdiction or None,
            "regulation": self.regulation.id if self.regulation else None,
            "owner": self.owner,
            "unit": self.unit or None,
            "owner_basis": self.owner_basis.value,
            "by_steps": self.by_steps,
            "cite": self.cite.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitAnswer:
    """Whether a service is open to somebody (能否享有), by which clauses; never a bare no."""

    service: Service
    availability: Availability
    benefits: tuple[Benefit, ...]
    cites: tuple[Citation, ...]

    @property
    def is_open(self) -> bool:
        return self.availability is Availability.OPEN

    def as_json(self) -> dict[str, Any]:
        return {
            "service": self.service.id,
            "name": self.service.name,
            "available": self.is_open,
            "answer": self.availability.value,
            "benefits": [each.as_json() for each in self.benefits],
            "cites": [each.as_json() for each in self.cites],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageAim:
    """The share of unsettled residents of towns that is to hold a permit (覆盖目标), percent."""

    id: str
    regulation: Regulation
    percent: int
    said: str
    cite: Citation

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "percent": self.percent,
            "said": self.said,
            "cite": self.cite.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefits:
    """Everything that the packs say about what a permit opens."""

    services: Mapping[str, Service]
    every: tuple[Benefit, ...]
    ladders: Mapping[str, Ladder]
    aims: tuple[CoverageAim, ...]
    suspension: Citation
    sources: Mapping[str, Lines]
    digests: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of each thing that is said."""
        benefits, aims = (each.id for each in self.every), (each.id for each in self.aims)
        return (*benefits, *self.ladders, *aims)

    def at(self, division: str) -> tuple[Benefit, ...]:
        """Return what any text says of a place, its own texts before wider ones, drafts too."""
        found = [each for each in self.every if each.governs(division)]
        return tuple(sorted(found, key=lambda each: -len(stem(each.jurisdiction))))

    def ladders_at(self, division: str, on: date) -> tuple[Ladder, ...]:
        """Return the ladders of a place on a day, examples too."""
        return tuple(
            each
            for each in self.ladders.values()
            if within(division, each.regulation.jurisdiction) and each.holds(on)
        )

    def aim_at(self, division: str, speaking: Collection[str]) -> CoverageAim | None:
        """Return the coverage that a text in force at a place wants, the nearest text's."""
        found = [
            each
            for each in self.aims
            if within(division, each.regulation.jurisdiction) and each.regulation.id in speaking
        ]
        return max(found, key=lambda each: len(stem(each.regulation.jurisdiction)), default=None)

    def answer(
        self,
        service: str,
        *,
        division: str,
        on: date,
        held: Held,
        speaking: Collection[str],
        reached: Collection[str] = (),
    ) -> BenefitAnswer:
        """Return whether a service is open at a place on a day to somebody who stands so.

        A text that is not in force opens nothing; where none speaks, no rule is made up. `reached`
        are the services that a deciding ladder has opened to them.
        """
        found = tuple(
            each
            for each in self.at(division)
            if each.service.id == service and each.speaks(on, speaking)
        )
        cites = tuple(each.cite for each in found)
        if not found:
            availability = Availability.NO_RULE
        else:
            availability = _ANSWERED[held]
            if held is Held.SUSPENDED:
                cites = (self.suspension, *cites)
            if held is Held.VALID and service not in reached and all(e.by_steps for e in found):
                availability = Availability.BY_STEPS
        return BenefitAnswer(
            service=self.services[service],
            availability=availability,
            benefits=found,
            cites=cites,
        )
