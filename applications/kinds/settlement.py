"""Settlement (落户): people move in under a channel of a regulation, alone or as a family."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from applications.models import Application, Decision, Kind, Party, PartyRole, Step
from applications.queries.destinations import Destination, place_of
from applications.queries.evidence import PartyEvidence
from applications.queries.policy import regulation_in_force
from applications.queries.registered import Registered
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.law import Facts, load_law, parse_facts, required_checks, required_documents
from registry.actions import end_permits_of_settled, hold_register
from registry.models import Account

from .address_order import ORDER, order_details, refuse_out_of_order
from .describing import Asked, Detail, Part, Place
from .following import add_what_follows, follows, regulation_of
from .identity import identity_checks
from .judging import opinion_on, refuse_if_unsettled
from .kind import Check, Opinion, Paper, Registration
from .points import add_points, with_points
from .reliance import approved_outside, relied_on
from .request import DraftRequest
from .writing import TO_THE_APPLICANT, Writing


class Settlement:
    """Every channel of every regulation: the difference between them is data (落户申请)."""

    kind: ClassVar[Kind] = Kind.SETTLEMENT
    business: ClassVar[str] = "101"
    parts: ClassVar[tuple[Part, ...]] = (
        Part(role=PartyRole.APPLICANT, label=_("申请人"), is_registered=False),
        Part(role=PartyRole.COMPANION, label=_("随迁人"), least=0, most=100, is_registered=False),
    )
    details: ClassVar[tuple[Detail, ...]] = (
        Detail(
            name="place",
            label=_("申请落户的地点"),
            asked=Asked.CHOICE,
            is_required=False,
            choices={"insured": _("参保地"), "residence": _("居住地")},
        ),
        *ORDER,
    )
    place: ClassVar[Place] = Place.ANYWHERE
    happens: ClassVar[str] = ""
    is_dated: ClassVar[bool] = True
    empties: ClassVar[bool] = False
    opens: ClassVar[tuple[Step, ...]] = ()
    registered_roles: frozenset[str] = frozenset()

    def event_of(self, details: Mapping[str, str]) -> str:
        """Return nothing: a channel of a local text decides."""
        del details
        return ""

    def event_for(self, application: Application, details: Mapping[str, str]) -> str:
        """Return nothing: a channel of a local text decides."""
        del application
        return self.event_of(details)

    def refuse_impossible(self, request: DraftRequest) -> None:
        """Refuse a request without one applicant, a channel, and a relation for everybody else."""
        problems = []
        relations = load_law().vocabulary["relation.kind"].values
        roles = [party.role for party in request.parties]
        if roles.count(PartyRole.APPLICANT) != 1:
            problems.append(InvalidInput("须有且只有一名申请人", field="parties"))
        if not request.channel:
            problems.append(InvalidInput("请选择落户途径", field="channel"))
        for position, party in enumerate(request.parties):
            field = f"parties.{position}"
            if party.role not in (PartyRole.APPLICANT, PartyRole.COMPANION):
                problems.append(InvalidInput("落户申请只有申请人和随迁人", field=f"{field}.role"))
            if party.role == PartyRole.COMPANION and party.relation not in relations:
                problems.append(InvalidInput("请选择与申请人的关系", field=f"{field}.relation"))
            if not party.relation_to_head and not _follows(request, party.relation, party.role):
                problems.append(
                    InvalidInput("请选择迁入后与户主的关系", field=f"{field}.relation_to_head")
                )
        if problems:
            raise InvalidInput.gather(problems)

    def regulation(
        self, request: DraftRequest, destination: Destination, *, filed_under: str = ""
    ) -> str:
        """Return the regulation named, or the one in force there; the channel must be its own."""
        named = request.regulation or filed_under
        is_pending = bool(filed_under) and named == filed_under
        regulation = regulation_in_force(
            named,
            division=destination.division.code,
            on=(request.applied_on,) if is_pending else (request.applied_on, clock.today()),
        )
        if request.channel not in regulation.channels:
            raise InvalidInput(f"{regulation.id} 没有途径 {request.channel}", field="channel")
        refuse_out_of_order(request.details, destination, on=request.applied_on)
        return regulation.id

    def checks(
        self,
        application: Application,
        parties: Sequence[Party],
        people: Mapping[int, Registered],
    ) -> list[Check]:
        """Return what the channel asks of each person, as far as the register does not say it."""
        ordered = _applicant_first(parties)
        regulation, known = regulation_of(application), _believed(application, ordered, people)
        kinds = [party.relation for party in ordered[1:]]
        needed = required_checks(regulation, application.channel, kinds, known=known)
        asked = [
            Check(ordered[each.party].pk, _asked_as(each.fact), each.agencies) for each in needed
        ]
        asked += identity_checks(ordered)
        asked += relied_on(regulation.channels[application.channel], ordered)
        asked += approved_outside(regulation.channels[application.channel], ordered)
        asked = with_points(application, asked, ordered[0], known=known[0])
        mine = {party.pk: party for party in ordered}
        return [
            each
            for each in dict.fromkeys(asked)
            if not follows(application, mine[each.party_id], each.fact)
            and not _is_registered(each.fact, mine[each.party_id], people)
        ]

    def documents(self, application: Application, parties: Sequence[Party]) -> list[Paper]:
        """Return the one-time list of papers; what an agency answers need not be shown (免提交)."""
        ordered = _applicant_first(parties)
        papers = required_documents(
            regulation_of(application),
            application.channel,
            [party.relation for party in ordered[1:]],
            known=_believed(application, ordered, {}),
        )
        return [
            Paper(each.kind, each.label, each.agency, ordered[each.party].pk) for each in papers
        ]

    def facts(self, application: Application, people: list[PartyEvidence]) -> list[PartyEvidence]:
        """Add what follows from the dwelling, from whom the family joins, from a round's list."""
        return add_points(application, add_what_follows(application, people))

    def judge(self, application: Application, people: Sequence[PartyEvidence]) -> Opinion:
        """Ask the text that governs; of two in transition the kinder decides."""
        return opinion_on(application, people)

    def refuse_if_silent(self, application: Application) -> Mapping[str, Any]:
        """Refuse to decide by a text that has run out, was never dated, or is one of two."""
        return refuse_if_unsettled(application)

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
        """Move everybody who was approved, out of wherever they are, in one transaction."""
        basis = {**decision.clauses[0], "regulation": decision.assessment.regulation}
        write = Writing(application, by=by, on=on, basis=basis)
        parties = list(application.parties.filter(id__in=decision.parties))
        household = application.destination_household
        known = [party.person_id for party in parties if party.person_id is not None]
        hold_register(
            known,
            office=application.office,
            household=household,
            address=application.destination_address,
            on=on,
        )
        household = household or write.open_household()
        movers = [write.mover(party) for party in parties]
        told = order_details(
            application.request,
            division=place_of(application).code,
            on=application.applied_on,
        )
        write.move(movers, household, new_heads=new_heads, relations=relations, details=told)
        end_permits_of_settled(
            [mover.person_id for mover in movers],
            division=place_of(application).code,
            office_id=household.office_id,
            on=on,
            by=by,
            basis=basis,
            application=application.pk,
        )
        return Registration(
            people=tuple(mover.person_id for mover in movers), household=household.pk
        )


def _follows(request: DraftRequest, relation: str, role: PartyRole) -> bool:
    """Whether the relation to the head of a new household follows from that to the applicant."""
    if request.household_id is not None:
        return False
    return role == PartyRole.APPLICANT or any(relation == each for each, _ in TO_THE_APPLICANT)


def _applicant_first(parties: Sequence[Party]) -> list[Party]:
    return sorted(parties, key=lambda party: (party.role != PartyRole.APPLICANT, party.position))


def _believed(
    application: Application, parties: Sequence[Party], people: Mapping[int, Registered]
) -> list[Facts]:
    """Return what is declared and registered: it chooses what to ask, it decides nothing."""
    told = []
    for party in parties:
        known = people.get(party.pk)
        facts = known.facts() if known else {"person.birth_date": party.newcomer.get("birth_date")}
        declared = {name: value for name, value in party.declared.items() if name != "person.age"}
        told.append(parse_facts({**declared, **facts}, on=application.applied_on))
    return told


def _asked_as(fact: str) -> str:
    """An age is never asked for: the birth date is, and the age follows on any day."""
    return "person.birth_date" if fact == "person.age" else fact


def _is_registered(fact: str, party: Party, people: Mapping[int, Registered]) -> bool:
    known = people.get(party.pk)
    return known is not None and _asked_as(fact) in known.facts()
