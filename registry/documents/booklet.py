"""The booklet (居民户口簿): a front page, and one card for each member."""

from dataclasses import dataclass
from typing import ClassVar, Final

from hukou.kernel.errors import NotFound
from registry.errors import NotRegisteredHere
from registry.models import DocumentKind, HouseholdKind
from registry.queries import Book, BookMember, addresses_of, arrivals_of, history_of_household

from .asked import AsOf
from .cards import came, changes, particulars
from .content import Sheet, Table, Written, fields
from .wording import written

FORM: Final = "booklet"
ADDRESS_HEAD: Final = ("变动后的住址", "变动日期", "承办人")
AT_ISSUE: Final = "SJHKZ DJJGZ CBR QFRQ"
"""Seals, signature and day: the issue tells them, not the register."""


@dataclass(frozen=True, slots=True)
class Booklet:
    """A household's booklet; of a collective household, the front page and one member's card."""

    kind: ClassVar = DocumentKind.BOOKLET
    household_id: int
    person_id: int | None = None

    def written(self, asof: AsOf) -> Written:
        """Write the booklet out: two statements for the household, three for each member.

        Raises:
            NotRegisteredHere: the member asked for does not belong to the household that day.
        """
        book = asof.book(self.household_id)
        members = [each for each in book.members if self.person_id in (None, each.person_id)]
        if self.person_id is not None and not members:
            raise NotRegisteredHere(household=book.number)
        if book.kind == HouseholdKind.COLLECTIVE and self.person_id is None:
            raise NotFound
        head = book.head.name if book.head else book.name
        return Written(
            title=self.kind.label,
            sheets=(_front(book, head, asof), *(_card(each, asof) for each in members)),
            person_id=self.person_id,
            household_id=book.id,
            people=tuple(each.person_id for each in members),
            holder=members[0].name if self.person_id is not None else head,
        )


def household_kind(kind: str) -> str:
    """Return the kind of a household as forms print it."""
    return str(HouseholdKind(kind).label)


def _front(book: Book, head: str, asof: AsOf) -> Sheet:
    values = {
        "HB": household_kind(book.kind),
        "HZXM": head,
        "HH": book.number,
        "ZZ": book.address,
    }
    return Sheet(
        id="front",
        title="居民户口簿",
        fields=fields(FORM, "front", values, without=f"{AT_ISSUE} ZZBD"),
        tables=(_moved(book, asof),),
    )


def _moved(book: Book, asof: AsOf) -> Table:
    """Return where the household has moved since it was opened, from its addresses and entries."""
    lived = addresses_of(book.id, on=asof.on, known_on=asof.known_on, scope=asof.scope)
    officers = {
        event.on: event.officer_name
        for event in history_of_household(book.id, scope=asof.scope)
        if event.person_id is None
    }
    rows = tuple((each.text, written(each.since), officers.get(each.since, "")) for each in lived)
    return Table("ZZBD", "住址变动登记", ADDRESS_HEAD, rows[1:])


def _card(member: BookMember, asof: AsOf) -> Sheet:
    view = asof.person(member.person_id)
    arrivals = arrivals_of(view.id, on=asof.on, known_on=asof.known_on, scope=asof.scope)
    values = particulars(view) | came(arrivals) | {"DJRQ": written(member.since)}
    return Sheet(
        id="member",
        title="常住人口登记卡",
        fields=fields(FORM, "member", values, without="CBR BGGZ"),
        tables=(changes(view.id, asof),),
    )
