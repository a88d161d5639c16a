"""Change and correction of particulars (变更、更正): each item by its own level of approval."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Final

from django.utils.translation import gettext_lazy as _

from applications.models import Kind, PartyRole
from hukou.kernel.codes import Scheme
from hukou.kernel.errors import InvalidInput
from registry.actions import change_particulars, correct_particulars

from .declaring import DECLARANT, DECLARANT_IS, PROOF, REASON
from .describing import Asked, Detail, Part
from .kind import Registration
from .life_event import Granted, LifeEvent
from .request import DraftRequest

NAME: Final = Detail(name="name", label=_("姓名"), longest=100, is_required=False)
SEX: Final = Detail(
    name="sex",
    label=_("性别"),
    asked=Asked.CHOICE,
    is_required=False,
    choices={"1": _("男"), "2": _("女")},
)
BIRTH_DATE: Final = Detail(
    name="birth_date", label=_("出生日期"), asked=Asked.DAY, is_required=False
)
ETHNICITY: Final = Detail(
    name="ethnicity",
    label=_("民族"),
    asked=Asked.CODE,
    scheme=Scheme.ETHNIC_GROUP,
    is_required=False,
)
OTHERS: Final = (
    Detail(name="former_name", label=_("曾用名"), longest=100, is_required=False),
    Detail(name="birthplace", label=_("出生地"), longest=100, is_required=False),
    Detail(name="native_place", label=_("籍贯"), longest=100, is_required=False),
    Detail(
        name="marital_status",
        label=_("婚姻状况"),
        asked=Asked.CODE,
        scheme=Scheme.MARITAL_STATUS,
        is_required=False,
    ),
    Detail(
        name="education",
        label=_("文化程度"),
        asked=Asked.CODE,
        scheme=Scheme.EDUCATION,
        is_required=False,
    ),
    Detail(name="occupation", label=_("职业"), longest=50, is_required=False),
    Detail(name="workplace", label=_("服务处所"), longest=100, is_required=False),
    Detail(name="military_service", label=_("兵役状况"), longest=20, is_required=False),
)
GUARDED: Final[Mapping[str, str]] = {
    "name": "NAME",
    "sex": "SEX",
    "birth_date": "BIRTH_DATE",
    "ethnicity": "ETHNICITY",
}
"""Items that somebody above the station decides: each is applied for by itself."""
ABOUT: Final = (REASON, PROOF, DECLARANT, DECLARANT_IS)


class _Particulars(LifeEvent):
    """What change and correction have in common; `verb` begins the names of their events."""

    verb: ClassVar[str]
    items: ClassVar[tuple[Detail, ...]]
    parts: ClassVar[tuple[Part, ...]] = (Part(role=PartyRole.SUBJECT, label=_("登记对象")),)

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the event of the item: several ordinary ones are one."""
        item = next((event for name, event in GUARDED.items() if details.get(name)), "OTHER")
        return f"{self.verb}_{item}"

    def faults(self, request: DraftRequest) -> Iterator[InvalidInput]:
        """Yield that nothing is to be altered, or more than one item that is guarded."""
        filled = [each.name for each in self.items if request.details.get(each.name)]
        guarded = [name for name in filled if name in GUARDED]
        if not filled:
            yield InvalidInput("请填写要变更（更正）的项目", field="details")
        elif guarded and len(filled) > 1:
            words = "姓名、性别、出生日期、民族审批权限不同，须各自单独申请"
            yield from (InvalidInput(words, field=f"details.{name}") for name in guarded)

    def altered(self, granted: Granted) -> dict[str, str | date]:
        """Return the items with their new values, as the register takes them."""
        told = {each.name: granted.told(each.name) for each in self.items}
        return {
            name: date.fromisoformat(text) if name == "birth_date" else text
            for name, text in told.items()
            if text
        }


class Change(_Particulars):
    """Something about a person has become otherwise (变更): a birth date never does."""

    kind = Kind.CHANGE
    business = "501"
    verb = "CHANGE"
    items: ClassVar[tuple[Detail, ...]] = (NAME, SEX, ETHNICITY, *OTHERS)
    details: ClassVar[tuple[Detail, ...]] = (*items, *ABOUT)

    def write(self, granted: Granted) -> Registration:
        """Register the new values from the day on; the former ones stay true before it."""
        person = granted.person(PartyRole.SUBJECT)
        change_particulars(
            person,
            self.altered(granted),
            on=granted.on,
            reason=granted.told("reason"),
            proof=granted.told("proof"),
            **granted.how,
        )
        return Registration(people=(person.pk,), household=granted.household.pk)


class Correction(_Particulars):
    """Something was registered wrongly (更正): what is right was right all the time."""

    kind = Kind.CORRECTION
    business = "502"
    verb = "CORRECT"
    items: ClassVar[tuple[Detail, ...]] = (NAME, SEX, BIRTH_DATE, ETHNICITY, *OTHERS)
    details: ClassVar[tuple[Detail, ...]] = (*items, *ABOUT)
    is_dated = False

    def write(self, granted: Granted) -> Registration:
        """Register what is right; what the register believed before stays known."""
        person = granted.person(PartyRole.SUBJECT)
        correct_particulars(
            person,
            self.altered(granted),
            reason=granted.told("reason"),
            proof=granted.told("proof"),
            **granted.how,
        )
        return Registration(people=(person.pk,), household=granted.household.pk)
