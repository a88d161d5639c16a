"""A page of a longer list, and the cursor to the next."""

from dataclasses import dataclass
from typing import Generic, Self, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items in order; `next` is the cursor to go on with, None at the end."""

    items: list[Item]
    next: str | None = None

    @classmethod
    def of(cls, found: list[Item], *, limit: int, key: str) -> Self:
        """Return the first `limit` of what was found; one more than that says that it goes on.

        `key` names what the list is ordered by, and so what the next page comes after.
        """
        shown = found[:limit]
        return cls(shown, str(getattr(shown[-1], key)) if len(found) > limit else None)
