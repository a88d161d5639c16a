"""Why the register refuses an entry."""

from .asking import NoPosting, NoSuchRecord
from .collectives import (
    AddressUndecided,
    CollectiveHasNoHead,
    CollectiveNotAllowed,
    GroundsNeeded,
    KeeperAlreadyNamed,
    KeeperFromNowhere,
    KeeperNotOnDuty,
    NotACollectiveHousehold,
    NotOfThisPlace,
    PublicWithoutDistrict,
)
from .constraints import constraints_explained, households_kept_whole
from .households import (
    HeadLeavesWithoutSuccessor,
    HouseholdClosed,
    HouseholdHasHead,
    HouseholdWithoutHead,
    RelationUnknown,
)
from .imports import UnificationWithdrawn
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
    "AddressUndecided",
    "AlreadyInHousehold",
    "AlreadyRegisteredElsewhere",
    "CollectiveHasNoHead",
    "CollectiveNotAllowed",
    "EventBeforeBirth",
    "EventInFuture",
    "GroundsNeeded",
    "HeadLeavesWithoutSuccessor",
    "HouseholdClosed",
    "HouseholdHasHead",
    "HouseholdWithoutHead",
    "KeeperAlreadyNamed",
    "KeeperFromNowhere",
    "KeeperNotOnDuty",
    "LaterEventStands",
    "MovedTwiceInOneDay",
    "NoPosting",
    "NoSuchRecord",
    "NotACitizensNumber",
    "NotACollectiveHousehold",
    "NotOfThisPlace",
    "NotRegisteredHere",
    "NumberAlreadyHeld",
    "NumbersExhausted",
    "PersonHasDied",
    "PublicWithoutDistrict",
    "RelationUnknown",
    "UnificationWithdrawn",
    "constraints_explained",
    "households_kept_whole",
]
