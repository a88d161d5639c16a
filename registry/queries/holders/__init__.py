"""Questions about holders of residence permits (居住证持有人)."""

from .coverage import Coverage, coverage_at
from .desk import Desk, DeskRow, desk_of, name_of, permit_of
from .permit_cards import (
    CardDesk,
    CardView,
    WaitingRow,
    card_by_serial,
    card_desk,
    card_of,
    card_standing_of,
    cards_of,
    is_held,
    is_lost,
    lies_at_office,
)
from .service_gaps import Gap, gaps_of, years_told
from .standing import (
    CITY,
    Holding,
    held_at,
    holding_of,
    home_of,
    standing_of,
)
from .stay import Stay, refuse_no_need, stay_of

__all__ = [
    "CITY",
    "CardDesk",
    "CardView",
    "Coverage",
    "Desk",
    "DeskRow",
    "Gap",
    "Holding",
    "Stay",
    "WaitingRow",
    "card_by_serial",
    "card_desk",
    "card_of",
    "card_standing_of",
    "cards_of",
    "coverage_at",
    "desk_of",
    "gaps_of",
    "held_at",
    "holding_of",
    "home_of",
    "is_held",
    "is_lost",
    "lies_at_office",
    "name_of",
    "permit_of",
    "refuse_no_need",
    "standing_of",
    "stay_of",
    "years_told",
]
