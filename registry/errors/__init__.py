"""Why the register refuses an entry."""

from .asking import NoPosting, NoSuchRecord
from .constraints import constraints_explained, households_kept_whole
from .households import (
    EverybodyLeaves,
    HeadIsMinor,
    HeadLeavesWithoutSuccessor,
    HouseholdClosed,
    HouseholdHasHead,
    HouseholdIsEmpty,
    HouseholdWithoutHead,
    MergedIntoItself,
    NobodyLeaves,
    NotAFamilyHousehold,
    OfficesDiffer,
    RelationUnknown,
)
from .numbers import NotACitizensNumber, NumberAlreadyHeld, NumbersExhausted
from .people import EventBeforeBirth, EventInFuture, PersonHasDied
from .residences import (
    AlreadyInHousehold,
    AlreadyRegisteredElsewhere,
    LaterEventStands,
    MovedTwiceInOneDay,
    NotRegisteredHere,
)

__all__ = [
    "AlreadyInHousehold",
    "AlreadyRegisteredElsewhere",
    "EventBeforeBirth",
    "EventInFuture",
    "EverybodyLeaves",
    "HeadIsMinor",
    "HeadLeavesWithoutSuccessor",
    "HouseholdClosed",
    "HouseholdHasHead",
    "HouseholdIsEmpty",
    "HouseholdWithoutHead",
    "LaterEventStands",
    "MergedIntoItself",
    "MovedTwiceInOneDay",
    "NoPosting",
    "NoSuchRecord",
    "NobodyLeaves",
    "NotACitizensNumber",
    "NotAFamilyHousehold",
    "NotRegisteredHere",
    "NumberAlreadyHeld",
    "NumbersExhausted",
    "OfficesDiffer",
    "PersonHasDied",
    "RelationUnknown",
    "constraints_explained",
    "households_kept_whole",
]
