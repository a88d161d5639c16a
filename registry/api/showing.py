"""Which members of an answer somebody sees: what is not for them is left out, not blanked."""

from typing import Any, Final

from registry.actions import Rehearsal, RenumberingPreview
from registry.queries import (
    ADDRESS,
    NUMBER,
    PARTICULARS,
    ActualHome,
    Book,
    BookMember,
    Event,
    LivingApart,
    PersonHit,
    PersonView,
    Scope,
    Stay,
)

Shown = dict[str, Any]

ACTUAL_HOME: Final = (
    "text",
    "division_code",
    "since",
    "refreshed_on",
    "source",
    "source_name",
)
IDENTITY: Final = ("id", "name", "sex", "birth_date", "ethnicity")
FURTHER: Final = (
    "former_name",
    "birthplace",
    "native_place",
    "marital_status",
    "education",
    "occupation",
    "workplace",
    "military_service",
    "blood_type",
    "height_cm",
)
REGISTRATION: Final = (
    "household_id",
    "household_number",
    "household_kind",
    "relation",
    "relation_name",
    "arrived_on",
    "reason_in",
    "since",
    "division_code",
    "office_id",
    "office_name",
)
MEMBER: Final = (
    "person_id",
    "name",
    "sex",
    "birth_date",
    "ethnicity",
    "relation",
    "relation_name",
    "arrived_on",
    "reason_in",
    "since",
)
HIT: Final = (
    "person_id",
    "name",
    "sex",
    "birth_date",
    "household_id",
    "household_number",
    "relation",
    "relation_name",
    "office_name",
)
BOOK: Final = ("id", "number", "kind", "name", "office_id", "office_name", "division_code")
STAY: Final = ("relation", "relation_name", "since", "until", "reason", "reason_out", "office_name")
EVENT: Final = (
    "id", "kind", "kind_name", "reason", "on", "recorded_at", "office_name", "reverses",
    "reversed_by",
)  # fmt: skip

BRANCH: Final = (
    "person_id",
    "name",
    "sex",
    "birth_date",
    "age",
    "before",
    "after",
    "moves",
    "asked",
    "without_adult",
    "without_parent",
    "reverse",
)
TREE: Final = ("household_id", "number", "address_before", "address", "opens", "empties")


def person(view: PersonView, scope: Scope) -> Shown:
    shown = _with_number(_of(view, IDENTITY), view, scope)
    if scope.shows(PARTICULARS):
        shown |= _of(view, FURTHER)
    registered = view.household_id is not None
    registration = _of(view, REGISTRATION) | _addresses(view, scope, "address", "arrived_from")
    return shown | {
        "registration": registration if registered else None,
        "merged_into": view.merged_into,
        "on": view.on,
        "known_on": view.known_on,
    }


def actual_home(home: ActualHome | None) -> Shown | None:
    """Show where somebody really lives; None where nobody knows."""
    if home is None:
        return None
    return _of(home, ACTUAL_HOME) | {"whereabouts": home.whereabouts.value, "apart": home.is_apart}


def living_apart(found: LivingApart) -> Shown:
    return _of(found, tuple(LivingApart.__dataclass_fields__)) | {
        "whereabouts": found.whereabouts.value
    }


def renumbering(preview: RenumberingPreview) -> Shown:
    """Show what a batch does to addresses and households."""
    return {
        "addresses": [
            {"address": row.former.pk, "before": row.former.full_text, "after": row.text}
            for row in preview.addresses
        ],
        "households": [
            {
                "household_id": each.household_id,
                "household_number": each.number,
                "before": each.before,
                "after": each.after,
            }
            for each in preview.households
        ],
    }


def hit(found: PersonHit, scope: Scope) -> Shown:
    return _with_number(_of(found, HIT), found, scope) | _addresses(found, scope, "address")


def book(view: Book, scope: Scope) -> Shown:
    return {
        **_of(view, BOOK),
        **_addresses(view, scope, "address"),
        "members": [member(each, scope) for each in view.members],
        "on": view.on,
        "known_on": view.known_on,
    }


def member(view: BookMember, scope: Scope) -> Shown:
    return _with_number(_of(view, MEMBER), view, scope) | _addresses(view, scope, "arrived_from")


def stay(view: Stay, scope: Scope) -> Shown:
    """Show where somebody was registered; the household itself only where it is in scope."""
    seen = _of(view, ("household_id", "household_number")) if view.visible else {}
    return _of(view, STAY) | seen | _addresses(view, scope, "address", "arrived_from", "moved_to")


def event(view: Event, scope: Scope) -> Shown:
    """Show an entry; on what ground and by whom is for those who keep the register."""
    shown = _of(view, EVENT)
    if scope.shows(PARTICULARS):
        shown |= _of(view, ("basis", "application", "officer_name"))
    return shown


def rehearsal(view: Rehearsal) -> Shown:
    """Show what a change would do: both sides of every household, and whose relation to say."""
    return {
        "on": view.on,
        "seal": view.seal,
        "unknown": sorted(view.unknown),
        "households": [
            _of(tree, TREE)
            | {
                "before": [_of(each, BRANCH) for each in tree.before],
                "after": [_of(each, BRANCH) for each in tree.after],
            }
            for tree in view.trees
        ],
    }


def _of(view: object, names: tuple[str, ...]) -> Shown:
    return {name: getattr(view, name) for name in names}


def _with_number(shown: Shown, view: PersonView | PersonHit | BookMember, scope: Scope) -> Shown:
    """Add the identity number: whole, masked for officers, and not at all for other agencies."""
    if scope.shows(NUMBER) or scope.is_staff:
        shown["identity_number"] = view.identity_number
    return shown


def _addresses(view: object, scope: Scope, *names: str) -> Shown:
    return _of(view, names) if scope.shows(ADDRESS) else {}
