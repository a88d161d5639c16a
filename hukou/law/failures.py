"""How a named example of cited data fails (用例不符); those of regulations say more, in `cases`."""

from dataclasses import dataclass
from typing import Protocol


class NamedCase(Protocol):
    """An example a jurist can read: its name, and the file and line it stands in."""

    @property
    def name(self) -> str: ...

    @property
    def at(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CaseFailure:
    """A case that came out otherwise."""

    case: NamedCase
    what: str

    def __str__(self) -> str:
        return f"{self.case.at}: {self.case.name}: {self.what}"
