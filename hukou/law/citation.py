"""Where a rule comes from (依据)."""

from dataclasses import dataclass


def document_named(title: str, number: str) -> str:
    """Return how a text is cited: by its title, with its official number where it has one."""
    return f"{title}（{number}）" if number else title


@dataclass(frozen=True, slots=True)
class Citation:
    """The document, with its number where it has one, and the clause (条款)."""

    document: str
    clause: str

    def as_json(self) -> dict[str, object]:
        return {"document": self.document, "clause": self.clause}
