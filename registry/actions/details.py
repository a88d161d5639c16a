"""What officers fill in about people (登记内容), before it is checked."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """What is registered about somebody who already has an identity number.

    `sex`, `ethnicity`, `marital_status` and `education` are codes of GB/T 2261.1, 3304,
    2261.2 and 4658; what is not known is left empty.
    """

    identity_number: str
    name: str
    sex: str
    birth_date: date
    ethnicity: str = "01"
    former_name: str = ""
    birthplace: str = ""
    native_place: str = ""
    marital_status: str = ""
    education: str = ""
    occupation: str = ""
    workplace: str = ""
    military_service: str = ""
    blood_type: str = ""
    height_cm: int | None = None


@dataclass(frozen=True, kw_only=True)
class Newborn:
    """A child whose birth is registered (新生儿); the identity number is given by the register.

    `certificate` is the number of the medical certificate of birth, `declarant` who declared
    the birth; both go into the entry.
    """

    name: str
    sex: str
    birth_date: date
    ethnicity: str = "01"
    birthplace: str = ""
    native_place: str = ""
    mother_id: int | None = None
    father_id: int | None = None
    certificate: str = ""
    declarant: str = ""


@dataclass(frozen=True, kw_only=True)
class Unregistered:
    """Somebody without hukou who is registered late (无户口人员).

    `identity_number` is the one they hold, empty where the register is to give one. Parents go
    into the entry, as at a birth.
    """

    name: str
    sex: str
    birth_date: date
    identity_number: str = ""
    ethnicity: str = "01"
    former_name: str = ""
    birthplace: str = ""
    native_place: str = ""
    marital_status: str = ""
    education: str = ""
    mother_id: int | None = None
    father_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class NewAddress:
    """An address as it is filled in: a community by its code, and the elements down to the room."""

    division: str
    street: str = ""
    plate: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""


@dataclass(frozen=True)
class Mover:
    """One member of a family that moves: who, as what to the new head, and on what ground.

    An empty relation is derived from the register, as far as it follows.
    """

    person_id: int
    relation: str
    reason: str
    arrived_from: str = ""
