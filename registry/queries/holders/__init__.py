"""Questions about holders of residence permits (居住证持有人)."""

from .coverage import Coverage, coverage_at
from .desk import DeskRow, desk_rows, name_of, permit_of
from .service_gaps import Gap, gaps_of, years_told
from .standing import CITY, Holding, held_at, holding_of, person_by_card, standing_of

__all__ = [
    "CITY",
    "Coverage",
    "DeskRow",
    "Gap",
    "Holding",
    "coverage_at",
    "desk_rows",
    "gaps_of",
    "held_at",
    "holding_of",
    "name_of",
    "permit_of",
    "person_by_card",
    "standing_of",
    "years_told",
]
