"""Registration of people without hukou (无户口人员登记), of eight kinds (国办发〔2015〕96号).

Nothing may be made a condition but who they are and that they are registered nowhere: no
certificate of marriage, no paper of family planning, no fee.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from applications.models import Kind, Party, PartyRole
from hukou.kernel.codes import Scheme
from hukou.kernel.errors import InvalidInput
from registry.actions import Unregistered, register_late

from .declaring import DECLARANT, DECLARANT_IS, PROOF
from .describing import Asked, Detail, Part, Place
from .kind import Registration
from .life_event import Granted, LifeEvent
from .request import DraftRequest


class LateRegistration(LifeEvent):
    """Somebody who never was registered, or no longer is, gets a registration (补录户口)."""

    kind = Kind.LATE
    business = "203"
    parts: ClassVar[tuple[Part, ...]] = (
        Part(role=PartyRole.UNREGISTERED, label=_("无户口人员"), is_registered=False, to_head=True),
        Part(
            role=PartyRole.PARENT,
            label=_("父母"),
            least=0,
            most=2,
            relations=("mother", "father"),
        ),
    )
    details: ClassVar[tuple[Detail, ...]] = (
        Detail(
            name="category",
            label=_("无户口原因"),
            asked=Asked.CODE,
            scheme=Scheme.UNREGISTERED_KIND,
        ),
        Detail(name="birthplace", label=_("出生地"), longest=100, is_required=False),
        PROOF,
        DECLARANT,
        DECLARANT_IS,
    )
    place = Place.HOUSEHOLD
    follows: ClassVar[frozenset[str]] = frozenset()

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the event of the category."""
        return f"LATE_{details['category'].upper()}"

    def faults(self, request: DraftRequest) -> Iterator[InvalidInput]:
        """Yield what cannot be registered: nobody, somebody without a day of birth or a sex."""
        for position, party in enumerate(request.parties):
            if party.role != PartyRole.UNREGISTERED:
                continue
            field = f"parties.{position}.newcomer"
            told = party.newcomer
            if told is None:
                yield InvalidInput("请填写无户口人员的姓名、性别和出生日期", field=field)
            elif not told.identity_number and told.birth_date is None:
                yield InvalidInput("请填写出生日期", field=f"{field}.birth_date")
            elif not told.identity_number and told.sex not in ("1", "2"):
                yield InvalidInput("请选择性别", field=f"{field}.sex")

    def write(self, granted: Granted) -> Registration:
        """Register the person, with an identity number of their own."""
        [party] = granted.parties(PartyRole.UNREGISTERED)
        party.person = register_late(
            _details(party, granted),
            granted.household,
            on=granted.on,
            relation=party.relation_to_head,
            category=granted.told("category"),
            proof=granted.told("proof"),
            declarant=granted.told("declarant"),
            **granted.how,
        )
        party.save(update_fields=["person"])
        return Registration(people=(party.person.pk,), household=granted.household.pk)


def _details(party: Party, granted: Granted) -> Unregistered:
    """Return what is declared: with the number somebody once had, or one is given to them."""
    told = party.newcomer
    parents = {each.relation: each.person_id for each in granted.parties(PartyRole.PARENT)}
    return Unregistered(
        identity_number=told.get("identity_number", ""),
        name=told["name"],
        sex=told["sex"],
        birth_date=date.fromisoformat(told["birth_date"]),
        ethnicity=told["ethnicity"],
        birthplace=granted.told("birthplace"),
        mother_id=parents.get("mother"),
        father_id=parents.get("father"),
    )
