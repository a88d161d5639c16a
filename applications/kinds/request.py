"""What is asked for (申请内容), as an edge hands it in: typed, nothing believed yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from applications.models import Kind, PartyRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody the register does not know yet, as declared.

    `identity_number` is empty for a newborn; `sex` is `1` or `2` (GB/T 2261.1), `ethnicity` two
    digits of GB/T 3304. Kept out of every representation, so out of every log.
    """

    name: str = field(repr=False)
    sex: str = ""
    birth_date: date | None = None
    identity_number: str = field(default="", repr=False)
    ethnicity: str = "01"
    from_address: str = field(default="", repr=False)

    def as_json(self) -> dict[str, str]:
        return {
            "identity_number": self.identity_number,
            "name": self.name,
            "sex": self.sex,
            "birth_date": self.birth_date.isoformat() if self.birth_date else "",
            "ethnicity": self.ethnicity,
            "from_address": self.from_address,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressDetails:
    """A standard address, down to the room; `division` is the 12-digit code of the community."""

    division: str
    street: str = ""
    plate: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    kind: str = "dwelling"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRequest:
    """One person the application is about: known to the register, or a newcomer.

    `relation` is what the person is to the applicant (the values of `relation.kind`; for the
    parents of a newborn `mother` or `father`); `relation_to_head` is GB/T 4761 in the household
    they move into. `declared` holds facts as the applicant states them.
    """

    role: PartyRole
    person_id: int | None = None
    newcomer: Newcomer | None = None
    relation: str = ""
    relation_to_head: str = ""
    declared: Mapping[str, object] = field(default_factory=dict)
    consented_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRequest:
    """An application as first written: for whom, where to, on what ground.

    Where to is a household that exists (`household_id`) or an `address` for a new one. `regulation`
    may be left out: the one in force at the destination is taken.
    """

    kind: Kind
    applied_on: date
    parties: Sequence[PartyRequest]
    household_id: int | None = None
    address: AddressDetails | None = None
    regulation: str = ""
    channel: str = ""
    details: Mapping[str, object] = field(default_factory=dict)
