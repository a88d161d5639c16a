"""The form of a life event (登记事项申请表), made from what its kind says of itself.

Fields are named as actions name what is wrong: `parties.0.newcomer.name`, `details.died_on`.
"""

from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.actions import DraftRequest, Newcomer, PartyRequest
from applications.kinds import Part, Place, TransactionKind
from applications.queries.case import CaseFile
from applications.web.details import code_choices, day_typed, field_of, registered_now
from applications.web.members import (
    CONSENT,
    MEMBERS,
    member_fields,
    members_kept,
    members_ticked,
)
from hukou.kernel import clock
from hukou.kernel.codes import Scheme
from hukou.web.fact_words import PARENTS
from hukou.web.forms import CounterForm, DayField, choose
from registry.queries import Book, PersonView
from registry.web import read_relation, relation_name

RELATION: Final = "relation_to_head"
NUMBER: Final = "newcomer.identity_number"
NAME: Final = "newcomer.name"


class Seat:
    """One party on the form: its part, its place, and the names of its fields."""

    def __init__(self, part: Part, position: int, relation: str = "") -> None:
        self.part, self.position, self.relation = part, position, relation

    def named(self, field: str) -> str:
        return f"parties.{self.position}.{field}"

    @property
    def label(self) -> str:
        return str(PARENTS.get(self.relation, self.part.label))


class EventForm(CounterForm):
    """Who takes part and what is filled in; `person` or `book` is whom or where it is about."""

    def __init__(
        self,
        *args: Any,
        kind: TransactionKind,
        person: PersonView | None = None,
        book: Book | None = None,
        **kwargs: Any,
    ) -> None:
        self.kind, self.person, self.book = kind, person, book
        self.seats = list(_seats(kind))
        self.sent: list[Seat] = []
        self.base_fields = dict(self._fields())  # type: ignore[misc]  # copied from here
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            next(iter(self.fields.values())).widget.attrs["autofocus"] = True

    def _fields(self) -> Iterator[tuple[str, forms.Field]]:
        for seat in self.seats:
            yield from self._of_seat(seat)
        for part in self.kind.parts:
            if part.is_several:
                yield from member_fields(part, self.book, self.person)
        for detail in self.kind.details:
            field = field_of(detail)
            if now := registered_now(self.person, detail):
                field.help_text = _("现登记：%(now)s") % {"now": now}
            yield f"details.{detail.name}", field

    def _of_seat(self, seat: Seat) -> Iterator[tuple[str, forms.Field]]:
        if seat.position == 0 and self.person is not None:
            return
        needed = seat.position < seat.part.least
        if not seat.part.is_registered:
            yield from _newcomer(seat)
        elif seat.position == 0:
            yield seat.named(NUMBER), forms.CharField(label=_("公民身份号码"), max_length=24)
            yield seat.named(NAME), forms.CharField(label=_("姓名"), max_length=100)
        else:
            yield seat.named("person"), self._member(seat, required=needed)
        if seat.part.to_head:
            widget = forms.TextInput(attrs={"list": "relations", "autocomplete": "off"})
            yield (
                seat.named(RELATION),
                forms.CharField(label=_("与户主关系"), max_length=20, widget=widget),
            )

    def _member(self, seat: Seat, *, required: bool) -> forms.Field:
        field = forms.TypedChoiceField(
            label=seat.label, coerce=int, empty_value=None, required=required
        )
        members = self.book.members if self.book else []
        choose(field, [("", "—"), *((each.person_id, each.name) for each in members)])
        return field

    @property
    def people_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("parties.")]

    @property
    def detail_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("details.")]

    def request(self) -> DraftRequest:
        """Return what was typed, as the actions take it.

        Raises:
            UnknownCode: a relation that is none.
        """
        parties = []
        for seat in self.seats:
            party = self._party(seat)
            if party is not None:
                self.sent.append(seat)
                parties.append(party)
        for part in self.kind.parts:
            if part.is_several:
                ticked = members_ticked(part, self.cleaned_data)
                self.sent += [Seat(part, len(self.sent)) for _each in ticked]
                parties += ticked
        told = {
            each.name: day_typed(self.cleaned_data[f"details.{each.name}"])
            for each in self.kind.details
        }
        own = self.kind.place is Place.OWN
        return DraftRequest(
            kind=self.kind.kind,
            applied_on=clock.today(),
            parties=parties,
            household_id=None if own or self.book is None else self.book.id,
            details={name: text for name, text in told.items() if text},
        )

    def _party(self, seat: Seat) -> PartyRequest | None:
        told = {
            name: self.cleaned_data.get(seat.named(name))
            for name in ("person", NUMBER, NAME, RELATION)
        }
        person = self.person.id if seat.position == 0 and self.person else told["person"]
        name = told[NAME]
        if person is None and not name:
            return None
        said = told[RELATION]
        return PartyRequest(
            role=seat.part.role,
            person_id=person,
            newcomer=None if person else self._declared(seat, str(name)),
            relation=seat.relation,
            relation_to_head=read_relation(said, field=seat.named(RELATION)) if said else "",
        )

    def _declared(self, seat: Seat, name: str) -> Newcomer:
        told = {
            each: self.cleaned_data.get(seat.named(f"newcomer.{each}"))
            for each in ("identity_number", "sex", "birth_date", "ethnicity")
        }
        return Newcomer(name=name, **{each: value for each, value in told.items() if value})

    def place(self, name: str) -> str | None:
        """Return the field for one an action names: its parties are counted as they were sent."""
        parts = name.split(".")
        if parts[0] == "parties" and len(parts) > 1 and parts[1].isdecimal():
            seat = self.sent[int(parts[1])]
            rest = ".".join(parts[2:])
            if seat.part.is_several:
                return CONSENT if rest == "consented_on" else MEMBERS
            wanted = [seat.named(rest), seat.named(NUMBER), seat.named("person")]
            return next((each for each in wanted if each in self.fields), None)
        return super().place(name)


def told(file: CaseFile, kind: TransactionKind) -> dict[str, Any]:
    """Return what was kept, as the form's fields; numbers are not shown again."""
    kept: dict[str, Any] = {
        f"details.{name}": text for name, text in file.application.request.items()
    }
    seats, parties = list(_seats(kind)), list(file.parties)
    several = [part.role for part in kind.parts if part.is_several]
    kept |= members_kept([each for each in parties if each.role in several])
    for party in parties:
        seat = next(
            (
                each
                for each in seats
                if each.part.role == party.role and each.relation in ("", party.relation)
            ),
            None,
        )
        if seat is None:
            continue
        seats.remove(seat)
        kept |= {
            seat.named("person"): party.person_id,
            seat.named(NAME): party.name,
            seat.named("newcomer.sex"): party.sex,
            seat.named("newcomer.birth_date"): party.birth_date,
            seat.named("newcomer.ethnicity"): party.ethnicity,
            seat.named(RELATION): relation_name(party.relation_to_head),
        }
    return kept


def _seats(kind: TransactionKind) -> Iterator[Seat]:
    position = 0
    for part in kind.parts:
        if part.is_several:
            continue
        named = [each for each in part.relations if each in PARENTS]
        for relation in named or [""] * part.most:
            yield Seat(part, position, relation)
            position += 1


def _newcomer(seat: Seat) -> Iterator[tuple[str, forms.Field]]:
    yield seat.named(NAME), forms.CharField(label=_("姓名"), max_length=100)
    sex = forms.ChoiceField(label=_("性别"), choices=[("", "—"), ("1", _("男")), ("2", _("女"))])
    yield seat.named("newcomer.sex"), sex
    yield seat.named("newcomer.birth_date"), DayField(label=_("出生日期"))
    group = forms.ChoiceField(label=_("民族"), initial="01")
    choose(group, code_choices(Scheme.ETHNIC_GROUP))
    yield seat.named("newcomer.ethnicity"), group
    number = forms.CharField(
        label=_("曾有的公民身份号码"),
        max_length=24,
        required=False,
        help_text=_("从未编过号码的不填，办结时由系统编发"),
    )
    yield seat.named(NUMBER), number
