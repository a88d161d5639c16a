"""Acts that decide or write into the register, each ready to be done: for dying in the middle."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from applications.actions import DraftRequest, Newcomer, PartyRequest, approve, carry_out, refuse
from applications.models import Application, Kind, PartyRole
from applications.workflow import Status
from hukou.kernel import clock
from tests.applications.life import DECLARED, event, granted, house, proven
from tests.cast import Family, family
from tests.factories import AddressFactory, PersonFactory
from tests.filing import Agencies, Counter, assessed, counter, family_of_five, settlement

SPOUSE: Final = {**DECLARED, "declarant_is": "spouse"}


class Act(NamedTuple):
    """One act on one application, and where it leads."""

    application: UUID
    do: Callable[[], object]
    leads_to: Status


def approval() -> Act:
    here = counter()
    application = assessed(here, settlement(family_of_five()))
    return Act(application.pk, lambda: approve(application.pk, by=here.chief), Status.APPROVED)


def refusal() -> Act:
    here = counter()
    homeless = Agencies(facts={**Agencies().facts, "dwelling.tenure": "none"})
    application = assessed(here, settlement(family_of_five()), homeless)
    return Act(
        application.pk,
        lambda: refuse(application.pk, by=here.chief, grounds="不符合条件"),
        Status.REFUSED,
    )


def settling() -> Act:
    """Five people leave two households of another office, one of which closes."""
    here = counter()
    application = assessed(here, settlement(family_of_five()))
    approve(application.pk, by=here.chief)
    return registering(here, application)


def birth() -> Act:
    here = counter()
    mother = PersonFactory.create(details={"name": "孙丽", "sex": "2"})
    home = house(here, mother)
    child = Newcomer(name="周小荷", sex="2", birth_date=clock.today() - timedelta(days=10))
    parent = PartyRequest(role=PartyRole.PARENT, person_id=mother.pk, relation="mother")
    request = event(
        Kind.BIRTH, child, {"certificate": "T330000001", "declarant": "孙丽"},
        role=PartyRole.NEWBORN, home=home, relation_to_head="30", others=[parent],
    )  # fmt: skip
    return registering(here, granted_child(here, request))


def granted_child(here: Counter, request: DraftRequest) -> Application:
    application = proven(here, request, value="child")
    return approve(application.pk, by=here.officer).application


def death() -> Act:
    """The head dies; the mother follows, and the others are related to her."""
    here, home = at_home()
    died_on = (clock.today() - timedelta(days=5)).isoformat()
    details = {"died_on": died_on, "certificate": "浙A-1", **SPOUSE}
    application = granted(here, event(Kind.DEATH, home.father, details), by=here.officer)
    return registering(here, application, new_heads={home.household.pk: home.mother.pk})


def departure() -> Act:
    """The daughter leaves for another province: certificate issued, permit used up."""
    here, home = at_home()
    details = {
        "way": "permit",
        "permit_number": "鄂准迁2026-000123",
        "permit_issued_on": (clock.today() - timedelta(days=10)).isoformat(),
        "destination": "湖北省武汉市洪山区珞喻路1号",
        "reason": "kin",
    }
    request = event(Kind.DEPARTURE, home.daughter, details)
    return registering(here, granted(here, request, by=here.officer))


def correction() -> Act:
    here, home = at_home()
    details = {"birthplace": "浙江省衢州市", "reason": "错登", "proof": "档案", **DECLARED}
    request = event(Kind.CORRECTION, home.father, details)
    return registering(here, granted(here, request, by=here.officer))


def at_home() -> tuple[Counter, Family]:
    here = counter()
    return here, family(here.office, address=AddressFactory.create(division=here.community))


def registering(here: Counter, application: Application, **how: Any) -> Act:
    """Return the act that carries an approved application out."""
    key = application.pk
    return Act(key, lambda: carry_out(key, by=here.officer, **how), Status.REGISTERED)


ACTS: Final[Mapping[str, Callable[[], Act]]] = {
    "approve": approval,
    "refuse": refusal,
    "settle": settling,
    "birth": birth,
    "death": death,
    "departure": departure,
    "correction": correction,
}
