"""Questions about holders of residence permits (居住证持有人): their services beside residents'."""

from .service_gaps import Gap, gaps_of, years_told

__all__ = ["Gap", "gaps_of", "years_told"]
