"""Questions about holders of residence permits (居住证持有人)."""

from .service_gaps import Gap, gaps_of, years_told
from .standing import Holding, held_at, holding_of, person_by_card, standing_of

__all__ = [
    "Gap",
    "Holding",
    "gaps_of",
    "held_at",
    "holding_of",
    "person_by_card",
    "standing_of",
    "years_told",
]
