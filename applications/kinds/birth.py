"""Birth (出生登记): a child is registered with its mother or its father, as the parents choose.

No other paper can be a condition: not a marriage certificate, and nothing of family planning
(国办发〔2015〕96号). In or out of wedlock is not asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from applications.models import Application, Kind, Party, PartyRole
from applications.queries.evidence import KnownFact, PartyEvidence
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import Newborn, register_birth

from .describing import Asked, Detail, Part, Place
from .kind import Registration
from .life_event import Granted, LifeEvent, joins_home
from .request import DraftRequest, PartyRequest

MOTHER: Final = "mother"
FATHER: Final = "father"
CHILD: Final = "relation.kind"
JOINS: Final = "registration.joins_parent"
CERTIFIED: Final = "certified"
FOUNDLING: Final = "foundling"
CIRCUMSTANCES: Final[Mapping[str, StrPromise]] = {
    CERTIFIED: _("有出生医学证明"),
    "without_certificate": _("没有出生医学证明"),
    "abroad": _("国（境）外出生"),
    FOUNDLING: _("弃婴（儿童）"),
}
EVENTS: Final[Mapping[str, str]] = {
    CERTIFIED: "BIRTH",
    "abroad": "BIRTH_ABROAD",
    "without_certificate": "BIRTH_NO_PAPER",
    FOUNDLING: "BIRTH_FOUNDLING",
}
"""By what is there of the birth. A late one is any of them, noted; wedlock makes no difference."""


class Birth(LifeEvent):
    """The registration of a newborn child (出生登记): born here, abroad, unproven, or found."""

    kind = Kind.BIRTH
    business = "201"
    parts: ClassVar[tuple[Part, ...]] = (
        Part(
            role=PartyRole.NEWBORN,
            label=_("新生儿"),
            most=10,
            is_registered=False,
            to_head=True,
            relations=("", "child"),
        ),
        Part(
            role=PartyRole.PARENT,
            label=_("父母"),
            least=0,
            most=2,
            relations=(MOTHER, FATHER),
        ),
    )
    details: ClassVar[tuple[Detail, ...]] = (
        Detail(
            name="circumstance",
            label=_("出生情形"),
            asked=Asked.CHOICE,
            is_required=False,
            choices=CIRCUMSTANCES,
        ),
        Detail(name="birthplace", label=_("出生地"), longest=100, is_required=False),
        Detail(name="certificate", label=_("出生医学证明编号"), longest=50, is_required=False),
        Detail(name="declarant", label=_("申报人"), longest=100, is_required=False),
    )
    place = Place.HOUSEHOLD
    follows: ClassVar = frozenset({JOINS})

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return the event by what is there of the birth."""
        return EVENTS[details.get("circumstance") or CERTIFIED]

    def faults(self, request: DraftRequest) -> Iterator[InvalidInput]:
        """Yield a birth to come, a child with a number already, a child without a parent."""
        yield from _of_parents(request)
        for position, party in enumerate(request.parties):
            if party.role == PartyRole.NEWBORN:
                yield from _of_child(party, f"parties.{position}")

    def agencies_for(self, fact: str, *, has_number: bool) -> tuple[str, ...]:
        """Return who knows whose child it is: the hospital before anybody else."""
        return ("health",) if fact == CHILD else super().agencies_for(fact, has_number=has_number)

    def facts_of_subject(
        self, application: Application, people: Sequence[PartyEvidence], subject: PartyEvidence
    ) -> dict[str, KnownFact]:
        """Return whether the child joins one of its parents."""
        del subject
        return {JOINS: joins_home(application, people, of=PartyRole.PARENT)}

    def happened_on(self, application: Application) -> date | None:
        """Return the day of the first birth."""
        children = application.parties.filter(role=PartyRole.NEWBORN)
        return min(date.fromisoformat(each.newcomer["birth_date"]) for each in children)

    def write(self, granted: Granted) -> Registration:
        """Give each child its identity number and its place in the booklet."""
        parents = {each.relation: each.person_id for each in granted.parties(PartyRole.PARENT)}
        children = []
        for party in granted.parties(PartyRole.NEWBORN):
            if party.pk not in granted.decision.parties:
                continue
            party.person = register_birth(
                _newborn(party, granted.application.request, parents),
                granted.household,
                on=granted.on,
                relation=party.relation_to_head,
                **granted.how,
            )
            party.save(update_fields=["person"])
            children.append(party.person.pk)
        return Registration(people=tuple(children), household=granted.household.pk)


def _of_parents(request: DraftRequest) -> Iterator[InvalidInput]:
    relations = [party.relation for party in request.parties if party.role == PartyRole.PARENT]
    found = request.details.get("circumstance") == FOUNDLING
    if found and relations:
        yield InvalidInput("弃婴没有已知的父母；查明父母的，按其他情形办理", field="parties")
    if not found and (not relations or len(set(relations)) < len(relations)):
        yield InvalidInput("请填写母亲、父亲中的一人或二人", field="parties")


def _of_child(party: PartyRequest, field: str) -> list[InvalidInput]:
    child = party.newcomer
    if child is None:
        return [InvalidInput("请填写新生儿信息", field=f"{field}.newcomer")]
    problems = []
    if child.identity_number:
        problems.append(
            InvalidInput(
                "公民身份号码由系统编发，不得填写", field=f"{field}.newcomer.identity_number"
            )
        )
    if child.birth_date is None or child.birth_date > clock.today():
        problems.append(
            InvalidInput("请填写出生日期，不能晚于今天", field=f"{field}.newcomer.birth_date")
        )
    if child.sex not in ("1", "2"):
        problems.append(InvalidInput("请选择性别", field=f"{field}.newcomer.sex"))
    return problems


def _newborn(
    party: Party, details: Mapping[str, Any], parents: Mapping[str, int | None]
) -> Newborn:
    declared = party.newcomer
    return Newborn(
        name=declared["name"],
        sex=declared["sex"],
        birth_date=date.fromisoformat(declared["birth_date"]),
        ethnicity=declared["ethnicity"],
        birthplace=str(details.get("birthplace", "")),
        mother_id=parents.get(MOTHER),
        father_id=parents.get(FATHER),
        certificate=str(details.get("certificate", "")),
        declarant=str(details.get("declarant", "")),
    )
