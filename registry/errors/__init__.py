"""Why the register refuses an entry."""

from .asking import NoPosting, NoSuchRecord
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
    "AlreadyInHousehold",
    "AlreadyRegisteredElsewhere",
    "CharactersNotPrintable",
    "DocumentExpired",
    "DocumentLost",
    "DocumentReplaced",
    "DocumentUsed",
    "DocumentVoided",
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
    "NoTemplate",
    "NotACitizensNumber",
    "NotRegisteredHere",
    "NotUsedToMove",
    "NothingToCertify",
    "NumberAlreadyHeld",
    "NumbersExhausted",
    "PersonHasDied",
    "ReasonRequired",
    "RelationUnknown",
    "TemplateAltered",
    "constraints_explained",
    "households_kept_whole",
]
