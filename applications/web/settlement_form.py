"""The settlement application as a form (落户申请表): read, shown again as typed, handed on.

Inputs are named as actions name what is wrong: `parties.0.newcomer.name`, `destination.division`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext

from applications.kinds import ORDER_DETAILS, AddressDetails, DraftRequest, Newcomer, PartyRequest
from applications.models import Kind, PartyRole
from applications.web import fact_fields
from hukou.kernel import clock, identity_number
from hukou.kernel.ages import FULL_AGE
from hukou.kernel.errors import FieldError, InvalidInput
from hukou.kernel.kinship import STRANGER
from hukou.kernel.periods import full_years
from hukou.web.forms import read_day
from registry.web import ADDRESS_PARTS, read_relation

BY_ORDER: Final = "order"
MOST_PEOPLE: Final = 20
LONGEST: Final = 45  # characters of one element, so that its ending (号, 室) fits too


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person on the form: registered (`person_id`) or typed in."""

    position: int
    person_id: int | None = None
    included: bool = True
    is_applicant: bool = False
    name: str = ""
    identity_number: str = field(default="", repr=False)
    birth_date: date | None = None
    from_address: str = ""
    relation: str = ""
    relation_to_head: str = ""
    consented_on: str = ""
    declared: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"parties.{self.position}"

    @property
    def is_blank(self) -> bool:
        """Whether a row for somebody typed in was left empty."""
        return self.person_id is None and not (self.name or self.identity_number)

    @property
    def born(self) -> date | None:
        """When this person was born; of somebody typed in, what the number says."""
        if self.birth_date or not self.identity_number:
            return self.birth_date
        try:
            return identity_number.parse(self.identity_number).birth_date
        except InvalidInput:
            return None

    def is_adult(self, on: date) -> bool:
        """Whether this person is known to be of full age."""
        return self.born is not None and full_years(self.born, on) >= FULL_AGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where to, as typed."""

    kind: str = "address"
    search: str = ""
    division: str = ""
    street: str = ""
    plate: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    household: str = ""
    own_dwelling: str = ""
    relative_dwelling: str = ""
    host_consents: str = ""
    unit_collective: str = ""
    order_grounds: str = ""

    @property
    def is_household(self) -> bool:
        """Whether it is a household that exists: named, or found by the order of addresses."""
        return self.kind in ("household", BY_ORDER)

    @property
    def order(self) -> dict[str, str]:
        """What was told of dwellings, where the address is to be found in order."""
        if self.kind != BY_ORDER:
            return {}
        told = {name: getattr(self, name) for name in ORDER_DETAILS}
        return {name: text for name, text in told.items() if text}


@dataclass(frozen=True, slots=True)
class Entered:
    """Everything on the form, as typed."""

    applicant: int
    rows: list[Row]
    destination: Destination = field(default_factory=Destination)
    channel: str = ""
    place: str = ""
    revision: int | None = None

    @property
    def chosen(self) -> list[Row]:
        """Those who are to move, the applicant first."""
        kept = [row for row in self.rows if row.included and not row.is_blank]
        return sorted(kept, key=lambda row: not row.is_applicant)

    def lacking(self, on: date) -> list[FieldError]:
        """Return what a check needs and a draft does not: everybody's consent, and a channel."""
        words = gettext("先按“查找途径”，再在“四、落户途径”中选定一条")
        chosen = [FieldError(field="channel", detail=words, code="required")]
        return [*self.lacking_consent(on), *([] if self.channel else chosen)]

    def lacking_consent(self, on: date) -> list[FieldError]:
        """Return whose consent is missing: an adult who moves along agrees in person."""
        words = gettext("成年随迁人须本人同意；本人当面同意的，填写同意日期")
        return [
            FieldError(field=f"{row.key}.consented_on", detail=words, code="required")
            for row in self.chosen
            if not row.is_applicant and not row.consented_on and row.is_adult(on)
        ]

    def request(self, household_id: int | None) -> DraftRequest:
        """Return what to ask of the action.

        Raises:
            InvalidInput: what cannot be read, each with its field.
        """
        problems: list[InvalidInput] = []
        parties = [_party(self._without_kin(row), problems) for row in self.chosen]
        if problems:
            raise InvalidInput.gather(problems)
        to_household = self.destination.is_household
        place = {"place": self.place} if self.place else {}
        return DraftRequest(
            kind=Kind.SETTLEMENT,
            applied_on=clock.today(),
            parties=parties,
            household_id=household_id if to_household else None,
            address=None if to_household else self.address(),
            channel=self.channel,
            details=place | self.destination.order,
        )

    def _without_kin(self, row: Row) -> Row:
        """Return a row as a public collective household takes it: nobody is kin there."""
        if self.destination.kind != BY_ORDER or row.relation_to_head:
            return row
        return replace(row, relation_to_head=STRANGER)

    def address(self) -> AddressDetails:
        """Return the new address, down to the room. Raises InvalidInput."""
        parts = {name: getattr(self.destination, name) for name in ADDRESS_PARTS}
        long = [name for name, text in parts.items() if len(text) > LONGEST]
        if long:
            raise InvalidInput.gather(
                InvalidInput("太长，请核对", field=f"destination.{name}") for name in long
            )
        return AddressDetails(division=self.destination.division, **parts)

    def on_form(self, errors: Iterable[FieldError]) -> list[FieldError]:
        """Return an action's complaints under the positions of the form, not of the request."""
        renamed = {f"parties.{at}": row.key for at, row in enumerate(self.chosen)}
        renamed |= {f"details.{name}": f"destination.{name}" for name in ORDER_DETAILS}
        return [replace_field(error, renamed) for error in errors]


def replace_field(error: FieldError, renamed: Mapping[str, str]) -> FieldError:
    parts = error["field"].split(".")
    prefix = ".".join(parts[:2])
    own = ".".join([renamed.get(prefix, prefix), *parts[2:]])
    return FieldError(field=own, detail=error["detail"], code=error["code"])


def entered(data: QueryDict, known: Mapping[int, Row]) -> Entered:
    """Read the form as sent; `known` holds the registered people who may stand on it, by id."""
    applicant = _number(data.get("applicant"))
    rows = [_row(data, position, known, applicant) for position in range(_rows(data))]
    destination = Destination(
        **{
            name: data.get(f"destination.{name}", "").strip()
            for name in Destination.__dataclass_fields__
        }
    )
    return Entered(
        applicant=applicant,
        rows=[row for row in rows if row is not None],
        destination=replace(destination, kind=destination.kind or "address"),
        channel=data.get("channel", ""),
        place=data.get("place", ""),
        revision=_number(data.get("revision")) or None,
    )


def _rows(data: QueryDict) -> int:
    positions = [
        int(parts[1])
        for name in data
        if (parts := name.split("."))[0] == "parties" and len(parts) > 2 and parts[1].isdecimal()  # noqa: PLR2004 - parties, position, field
    ]
    return min(max(positions, default=-1) + 1, MOST_PEOPLE)


def _row(data: QueryDict, position: int, known: Mapping[int, Row], applicant: int) -> Row | None:
    key = f"parties.{position}"
    person = _number(data.get(f"{key}.person"))
    if (person and person not in known) or not any(name.startswith(f"{key}.") for name in data):
        return None
    base = known[person] if person else Row(position=position)
    declared = f"{key}.declared."
    return replace(
        base,
        position=position,
        included=f"{key}.included" in data,
        is_applicant=bool(person) and person == applicant,
        name=base.name or data.get(f"{key}.newcomer.name", "").strip(),
        identity_number=base.identity_number
        or data.get(f"{key}.newcomer.identity_number", "").strip(),
        from_address=data.get(f"{key}.newcomer.from_address", "").strip(),
        relation=data.get(f"{key}.relation", ""),
        relation_to_head=data.get(f"{key}.relation_to_head", "").strip(),
        consented_on=data.get(f"{key}.consented_on", ""),
        declared={
            name.removeprefix(declared): text
            for name in data
            if name.startswith(declared) and (text := data.get(name, "").strip())
        },
    )


def _party(row: Row, problems: list[InvalidInput]) -> PartyRequest:
    return PartyRequest(
        role=PartyRole.APPLICANT if row.is_applicant else PartyRole.COMPANION,
        person_id=row.person_id,
        newcomer=None
        if row.person_id
        else Newcomer(
            name=row.name, identity_number=row.identity_number, from_address=row.from_address
        ),
        relation="" if row.is_applicant else row.relation,
        relation_to_head=_relation_code(row, problems),
        declared={
            fact: fact_fields.read(fact, typed)
            for fact, typed in row.declared.items()
            if fact_fields.is_known(fact)
        },
        consented_on=_day(row, problems),
    )


def _relation_code(row: Row, problems: list[InvalidInput]) -> str:
    if not row.relation_to_head:
        return ""
    try:
        return read_relation(row.relation_to_head, field=f"{row.key}.relation_to_head")
    except InvalidInput as problem:
        problems.append(problem)
        return ""


def _day(row: Row, problems: list[InvalidInput]) -> date | None:
    try:
        return read_day(row.consented_on) if row.consented_on else None
    except ValueError as problem:
        problems.append(InvalidInput(str(problem), field=f"{row.key}.consented_on"))
        return None


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < len("9223372036854775807") else 0
