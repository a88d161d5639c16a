"""Members of a household who take part along with somebody (随同成员): ticked on a list."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.actions import PartyRequest
from applications.kinds import Part
from applications.queries.case import CaseParty
from hukou.web.forms import DayField, TickBoxes
from registry.queries import Book, PersonView

MEMBERS: Final = "parties.members"
CONSENT: Final = "parties.consented_on"


def member_fields(
    part: Part, book: Book | None, person: PersonView | None
) -> Iterator[tuple[str, forms.Field]]:
    """Yield the list of the other members, and when the adults among them agreed."""
    others = [
        (each.person_id, f"{each.name}（{each.relation_name}）")
        for each in (book.members if book else [])
        if person is None or each.person_id != person.id
    ]
    yield (
        MEMBERS,
        forms.TypedMultipleChoiceField(
            label=part.label,
            coerce=int,
            choices=others,
            required=part.least > 0,
            widget=TickBoxes,
        ),
    )
    yield (
        CONSENT,
        DayField(
            label=_("成年随迁成员本人同意日期"),
            required=False,
            help_text=_("勾选了成年成员的必填：须本人到场或书面同意"),
        ),
    )


def members_ticked(part: Part, cleaned: Mapping[str, Any]) -> list[PartyRequest]:
    """Return those who were ticked, as parties."""
    return [
        PartyRequest(role=part.role, person_id=person, consented_on=cleaned.get(CONSENT))
        for person in cleaned.get(MEMBERS) or []
    ]


def members_kept(parties: Sequence[CaseParty]) -> dict[str, Any]:
    """Return what was ticked before, as the form's fields."""
    if not parties:
        return {}
    agreed = [each.consented_on for each in parties if each.consented_on]
    return {
        MEMBERS: [each.person_id for each in parties],
        CONSENT: agreed[0] if agreed else None,
    }
