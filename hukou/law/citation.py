"""Where a rule comes from (依据)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """The document, with its number where it has one, and the clause (条款)."""

    document: str
    clause: str

    def as_json(self) -> dict[str, object]:
        return {"document": self.document, "clause": self.clause}
