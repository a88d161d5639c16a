"""Why the register refuses an entry."""

from .asking import NoPosting, NoSuchRecord
from .constraints import constraints_explained, households_kept_whole
from .households import (
    HeadLeavesWithoutSuccessor,
    HouseholdClosed,
    HouseholdHasHead,
    HouseholdWithoutHead,
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
    "HeadLeavesWithoutSuccessor",
    "HouseholdClosed",
    "HouseholdHasHead",
    "HouseholdWithoutHead",
    "LaterEventStands",
    "MovedTwiceInOneDay",
    "NoPosting",
    "NoSuchRecord",
    "NotACitizensNumber",
    "NotRegisteredHere",
    "NumberAlreadyHeld",
    "NumbersExhausted",
    "PersonHasDied",
    "RelationUnknown",
    "constraints_explained",
    "households_kept_whole",
]
