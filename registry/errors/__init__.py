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
from .documents import (
    CharactersNotPrintable,
    DocumentExpired,
    DocumentLost,
    DocumentReplaced,
    DocumentUsed,
    DocumentVoided,
    NoTemplate,
    NothingToCertify,
    NotUsedToMove,
    ReasonRequired,
    TemplateAltered,
)
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
    "AddressUndecided",
    "AlreadyInHousehold",
    "AlreadyRegisteredElsewhere",
    "CharactersNotPrintable",
    "CollectiveHasNoHead",
    "CollectiveNotAllowed",
    "DocumentExpired",
    "DocumentLost",
    "DocumentReplaced",
    "DocumentUsed",
    "DocumentVoided",
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
    "NoTemplate",
    "NotACitizensNumber",
    "NotACollectiveHousehold",
    "NotOfThisPlace",
    "NotRegisteredHere",
    "NotUsedToMove",
    "NothingToCertify",
    "NumberAlreadyHeld",
    "NumbersExhausted",
    "PersonHasDied",
    "PublicWithoutDistrict",
    "ReasonRequired",
    "RelationUnknown",
    "TemplateAltered",
    "constraints_explained",
    "households_kept_whole",
]
