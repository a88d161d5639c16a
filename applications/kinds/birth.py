"""Birth (出生登记): a child is registered with its mother or its father, as the parents choose.

No other paper can be a condition: not a marriage certificate, and nothing of family planning
(国办发〔2015〕96号). In or out of wedlock is not asked.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from applications.models import Application, Decision, Kind, Party, PartyRole
from applications.queries.destinations import Destination
from applications.queries.evidence import PartyEvidence
from applications.queries.registered import Registered
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Event, Outcome, load_law
from registry.actions import Newborn, register_birth
from registry.models import Account

from .kind import Check, Opinion, Paper, Registration
from .request import DraftRequest, PartyRequest

EVENT: Final = "BIRTH"
MOTHER: Final = "mother"
FATHER: Final = "father"
CHILD: Final = "relation.kind"
JOINS: Final = "registration.joins_parent"


class Birth:
    """The registration of a newborn child (出生登记)."""

    kind = Kind.BIRTH
    business = "201"

    def refuse_impossible(self, request: DraftRequest) -> None:
        """Refuse a birth to come, a child without a parent, a household that does not exist yet."""
        problems = [*_of_parents(request), *_of_children(request)]
        if request.household_id is None:
            problems.append(InvalidInput("请选择父亲或母亲所在的户", field="destination"))
        if problems:
            raise InvalidInput.gather(problems)

    def regulation(self, request: DraftRequest, destination: Destination) -> str:
        """Return the national regulation: births are registered alike everywhere."""
        del request, destination
        return load_law().registration.id

    def checks(
        self,
        application: Application,
        parties: Sequence[Party],
        people: Mapping[int, Registered],
    ) -> list[Check]:
        """Return the one thing to be proven: whose child it is."""
        del application, people
        return [
            Check(party.pk, CHILD, ("health",))
            for party in parties
            if party.role == PartyRole.NEWBORN
        ]

    def documents(self, application: Application, parties: Sequence[Party]) -> list[Paper]:
        """Return the certificate of birth, or a proof of kinship in its place, and the booklet."""
        del application, parties
        law = load_law()
        return [
            Paper(each.kind, law.vocabulary.documents[each.kind].label, each.agency)
            for each in law.registration.events[EVENT].documents
        ]

    def facts(self, application: Application, people: list[PartyEvidence]) -> list[PartyEvidence]:
        """Nothing follows from anything else."""
        del application
        return people

    def judge(self, application: Application, people: Sequence[PartyEvidence]) -> Opinion:
        """Return eligible where the child is proven to be theirs and joins one of them."""
        registration = load_law().registration
        judgement = registration.judge(
            EVENT,
            on=application.applied_on,
            facts={CHILD: _proven(people), JOINS: _joins_a_parent(application, people)},
            is_late=_is_late(registration.events[EVENT], application),
        )
        children = tuple(each["party"] for each in people if each["role"] == PartyRole.NEWBORN)
        return Opinion(
            outcome=judgement.outcome.value,
            law_version=judgement.law_version,
            judgement=judgement.as_json(),
            may_settle=children if judgement.outcome is Outcome.ELIGIBLE else (),
        )

    def refuse_if_silent(self, application: Application) -> None:
        """Nothing: the national regulation has been in force since 1958."""

    def carry_out(
        self,
        application: Application,
        decision: Decision,
        *,
        by: Account,
        on: date,
        new_heads: Mapping[int, int],
        relations: Mapping[int, str],
    ) -> Registration:
        """Give each child its identity number and its place in the booklet."""
        del new_heads, relations  # nobody leaves
        household = application.destination_household
        assert household is not None  # noqa: S101 - refuse_impossible saw to it
        parents = {
            party.relation: party.person_id
            for party in application.parties.filter(role=PartyRole.PARENT)
        }
        children = []
        for party in application.parties.filter(id__in=decision.parties):
            party.person = register_birth(
                _newborn(party, application.request, parents),
                household,
                on=on,
                by=by,
                basis=decision.clauses[0],
                relation=party.relation_to_head,
                application=application.pk,
            )
            party.save(update_fields=["person"])
            children.append(party.person.pk)
        return Registration(people=tuple(children), household=household.pk)


def _of_parents(request: DraftRequest) -> list[InvalidInput]:
    parents = [party for party in request.parties if party.role == PartyRole.PARENT]
    relations = [party.relation for party in parents]
    if not parents or len(set(relations)) < len(relations) or set(relations) - {MOTHER, FATHER}:
        return [InvalidInput("请填写母亲、父亲中的一人或二人", field="parties")]
    return []


def _of_children(request: DraftRequest) -> list[InvalidInput]:
    problems = []
    for position, party in enumerate(request.parties):
        field = f"parties.{position}"
        if party.role not in (PartyRole.NEWBORN, PartyRole.PARENT):
            problems.append(InvalidInput("出生登记只有新生儿和父母", field=f"{field}.role"))
        if party.role == PartyRole.NEWBORN:
            problems += _of_child(party, field)
    if not any(party.role == PartyRole.NEWBORN for party in request.parties):
        problems.append(InvalidInput("请填写新生儿", field="parties"))
    return problems


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
    if not party.relation_to_head:
        problems.append(InvalidInput("请选择与户主的关系", field=f"{field}.relation_to_head"))
    return problems


def _proven(people: Sequence[PartyEvidence]) -> object:
    """Return what the newborns are proven to be to the parents: of twins, both count."""
    found = [
        each["facts"][CHILD]["value"] if CHILD in each["facts"] else None
        for each in people
        if each["role"] == PartyRole.NEWBORN
    ]
    others = [each for each in found if each not in (None, "child")]
    return others[0] if others else None if None in found else "child"


def _joins_a_parent(application: Application, people: Sequence[PartyEvidence]) -> bool:
    homes = [
        each["registered"].get("household") for each in people if each["role"] == PartyRole.PARENT
    ]
    return application.destination_household_id in homes


def _is_late(event: Event, application: Application) -> bool:
    born = [
        date.fromisoformat(party.newcomer["birth_date"])
        for party in application.parties.filter(role=PartyRole.NEWBORN)
    ]
    return any(event.is_late(each, declared_on=application.applied_on) for each in born)


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
