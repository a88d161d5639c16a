"""Ages at which the law lets people act for themselves (民事行为能力)."""

from typing import Final

FULL_AGE: Final = 18
"""Of age, in full years (民法典第十七条)."""
EARNING_AGE: Final = 16
"""From this age, whoever lives mainly on their own labour counts as of age (第十八条)."""
