"""A page of a longer list, and the cursor to the next."""

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items in order; `next` is the cursor to go on with, None at the end."""

    items: list[Item]
    next: str | None = None
