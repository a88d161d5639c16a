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
    "AddressUndecided",
    "AlreadyInHousehold",
    "AlreadyRegisteredElsewhere",
    "CollectiveHasNoHead",
    "CollectiveNotAllowed",
    "EventBeforeBirth",
    "EventInFuture",
    "EverybodyLeaves",
    "GroundsNeeded",
    "HeadIsMinor",
    "HeadLeavesWithoutSuccessor",
    "HouseholdClosed",
    "HouseholdHasHead",
    "HouseholdIsEmpty",
    "HouseholdWithoutHead",
    "KeeperAlreadyNamed",
    "KeeperFromNowhere",
    "KeeperNotOnDuty",
    "LaterEventStands",
    "MergedIntoItself",
    "MovedTwiceInOneDay",
    "NoPosting",
    "NoSuchRecord",
    "NobodyLeaves",
    "NotACitizensNumber",
    "NotACollectiveHousehold",
    "NotAFamilyHousehold",
    "NotOfThisPlace",
    "NotRegisteredHere",
    "NumberAlreadyHeld",
    "NumbersExhausted",
    "OfficesDiffer",
    "PersonHasDied",
    "PublicWithoutDistrict",
    "RelationUnknown",
    "constraints_explained",
    "households_kept_whole",
]
