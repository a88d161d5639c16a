"""What a residence permit opens (居住证便利和公共服务): a dated catalogue, and ladders over it."""

from hukou.law.benefits.catalogue import (
    Availability,
    Benefit,
    BenefitAnswer,
    BenefitKind,
    Benefits,
    CoverageAim,
    Held,
    OwnerBasis,
    Service,
)
from hukou.law.benefits.ladders import Ladder, LadderBy, LadderStanding, Rung, rising, standings_of

__all__ = [
    "Availability",
    "Benefit",
    "BenefitAnswer",
    "BenefitKind",
    "Benefits",
    "CoverageAim",
    "Held",
    "Ladder",
    "LadderBy",
    "LadderStanding",
    "OwnerBasis",
    "Rung",
    "Service",
    "rising",
    "standings_of",
]
