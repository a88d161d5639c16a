"""The versions of somebody's particulars (登记事项的各次登记), and what an entry tells of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hukou.kernel.errors import InvalidInput
from registry.errors import NoSuchRecord, NothingChanges
from registry.models import Account, Entry, EntryKind, Particulars, Person

from .homes import filled_in, last_residence, office_that_knows
from .particulars import checked_items, name_columns
from .recording import Pen

CHANGEABLE: Final = (
    "name",
    "former_name",
    "sex",
    "ethnicity",
    "native_place",
    "marital_status",
    "education",
    "occupation",
    "workplace",
    "military_service",
    "blood_type",
    "height_cm",
)
"""What may become another from a day on."""
CORRECTABLE: Final = (*CHANGEABLE, "birth_date", "birthplace")
"""What may have been wrong from the outset."""
ASKED: Final = {"reason": "请填写变更或更正的理由。", "proof": "请填写证明材料的编号或名称。"}


def ground(*, reason: str, proof: str, approver: Account | None) -> dict[str, Any]:
    """Return what the entry keeps of the ground: reason, evidence, approver (R08).

    Raises InvalidInput: no reason, or no proof.
    """
    told = filled_in(ASKED, {"reason": reason, "proof": proof})
    return {**told, "approver": approver.pk if approver else None}


@dataclass(frozen=True)
class Items:
    """New values by column, beside the old ones."""

    old: Mapping[str, Any]
    new: Mapping[str, Any]

    @classmethod
    def of(cls, live: Particulars, wanted: Mapping[str, Any], *, allowed: Sequence[str]) -> "Items":
        """Check what is wanted against the live record.

        Raises:
            InvalidInput: an item that is not allowed, or a value that cannot be.
            NothingChanges: everything wanted is registered already.
        """
        if wrong := sorted(set(wanted) - set(allowed)):
            raise InvalidInput.gather(
                InvalidInput("此项不能这样变更或更正。", field=name) for name in wrong
            )
        checked = checked_items(wanted)
        new = {name: value for name, value in checked.items() if getattr(live, name) != value}
        if not new:
            raise NothingChanges(person=live.person_id)
        return cls({name: getattr(live, name) for name in new}, new)

    def told(self) -> list[dict[str, Any]]:
        """Return item, old value, new value, as an entry keeps them."""
        return [
            {"item": name, "old": plain(self.old[name]), "new": plain(value)}
            for name, value in sorted(self.new.items())
        ]


def plain(value: object) -> object:
    """Return a value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def read_plain(item: str, value: object) -> object:
    """Return a value that an entry kept, as the column holds it."""
    return date.fromisoformat(str(value)) if item == "birth_date" else value


def live_version(person: Person) -> Particulars:
    """Lock the person and return the particulars in force until further notice.

    Raises NoSuchRecord.
    """
    locked = Person.objects.lock(person.pk)
    live = Particulars.objects.filter(person__in=locked, period__endswith=None).first()
    if live is None:
        raise NoSuchRecord(people=[person.pk])
    live.person = locked[0]
    return live


def store(row: Particulars, values: Mapping[str, Any]) -> None:
    """Put values into a version, with the columns its name is found by."""
    told = {**values, **(name_columns(values["name"]) if "name" in values else {})}
    for name, value in told.items():
        setattr(row, name, value)
    row.save(update_fields=list(told))


def note_of_person(
    pen: Pen, person: Person, kind: EntryKind, details: Mapping[str, Any], *, reason: str = ""
) -> Entry:
    """Note an entry about a locked person, with the office that keeps or last kept them."""
    home = last_residence(person)
    return pen.note(
        kind,
        office_id=office_that_knows(person, by=pen.by),
        person_id=person.pk,
        household_id=home.household_id if home and home.period.upper is None else None,
        reason=reason,
        details=details,
    )
