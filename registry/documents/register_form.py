"""The resident register form (常住人口登记表), which the station keeps."""

from dataclasses import dataclass
from typing import ClassVar, Final

from registry.models import DocumentKind, EntryKind
from registry.queries import (
    Departure,
    Event,
    PersonView,
    arrivals_of,
    events_known,
    history_of_person,
)

from .asked import AsOf
from .booklet import household_kind
from .cards import came, changes, particulars
from .content import Sheet, Written, fields
from .wording import written

FORM: Final = "register_form"
CANCELLATIONS: Final = (EntryKind.DEATH, EntryKind.CANCELLED)


@dataclass(frozen=True, slots=True)
class RegisterForm:
    """One person's form; somebody who has left or died has one as well."""

    kind: ClassVar = DocumentKind.REGISTER_FORM
    person_id: int
    household_id: ClassVar = None

    def written(self, asof: AsOf) -> Written:
        view = asof.kept(self.person_id)
        arrivals = arrivals_of(view.id, on=asof.on, known_on=asof.known_on, scope=asof.scope)
        events = history_of_person(view.id, scope=asof.scope)
        ended = events_known(events, *CANCELLATIONS, on=asof.on, known_on=asof.known_on)
        values = (
            particulars(view)
            | came(arrivals)
            | _home(view, asof)
            | {"QWHD": _left(arrivals.left), "ZXHK": _cancelled(ended)}
        )
        sheet = Sheet(
            id="form",
            title=self.kind.label,
            fields=fields(FORM, "form", values, without="SBR CBR BGGZ"),
            tables=(changes(view.id, asof),),
        )
        return Written(
            title=self.kind.label,
            sheets=(sheet,),
            person_id=view.id,
            household_id=view.household_id,
            people=(view.id,),
            holder=view.name,
        )


def _home(view: PersonView, asof: AsOf) -> dict[str, str]:
    if view.household_id is None:
        return {}
    book = asof.book(view.household_id) if _is_ours(view, asof) else None
    head = book.head.name if book and book.head else book.name if book else ""
    return {
        "HB": household_kind(view.household_kind),
        "HZXM": head,
        "ZZ": view.address,
        "DJRQ": written(view.since),
    }


def _is_ours(view: PersonView, asof: AsOf) -> bool:
    return asof.scope.keeps(view.office_id)


def _left(left: Departure | None) -> str:
    if left is None or not left.where_to:
        return ""
    return f"{written(left.on)}迁往{left.where_to}"


def _cancelled(ended: list[Event]) -> str:
    return f"{written(ended[-1].on)}{ended[-1].kind_name}" if ended else ""
