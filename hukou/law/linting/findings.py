"""What the lint finds (条款检查发现): two clauses side by side, and whom to ask about it."""

from dataclasses import dataclass
from typing import Final

from hukou.kernel import canonical
from hukou.law.citation import Citation
from hukou.law.superior import Severity

WORST_FIRST: Final = (Severity.BLOCKS, Severity.SERIOUS, Severity.WARNING, Severity.NOTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFinding:
    """One thing a person should look at.

    `about` is the channel, family, limit or clause; `cite` is the clause of the text, `against` the
    superior rule or the other clause of the same text; `says` tells what is seen, `ask` whom to ask
    what. `basis` tells how well the other side is known (confirmed, knowledge, the text itself).
    """

    rule: str
    severity: Severity
    about: str
    cite: Citation
    against: Citation
    says: str
    ask: str
    basis: str = "text"

    @property
    def key(self) -> str:
        """Return a name that stays while rule, place and both clauses stay, for answers to it."""
        return canonical.digest(
            [self.rule, self.about, self.cite.as_json(), self.against.as_json()]
        )[:32]

    def __str__(self) -> str:
        return (
            f"{self.severity.value} {self.rule} {self.about}: {self.cite.document} "
            f"{self.cite.clause} ↔ {self.against.document} {self.against.clause}: "
            f"{self.says} {self.ask}"
        )
