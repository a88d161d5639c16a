"""What follows from an application itself (推定事实): nobody is asked, nothing is declared."""

from collections.abc import Mapping
from typing import Final

from applications.models import Application, Party, PartyRole
from applications.queries.destinations import place_of
from applications.queries.evidence import KnownFact, PartyEvidence
from applications.queries.hosts import principal_channel
from hukou.kernel import clock
from hukou.law import Regulation, load_law
from registry.queries import location_kind

LOCATION: Final = "dwelling.location_kind"
NO_ADDRESS: Final = "address.none_available"
STABLE: Final = "dwelling.legal_and_stable"
HOST: Final = "host.has_legal_stable_residence"
PRINCIPAL: Final = "principal.channel"
OF_ALL: Final = frozenset({LOCATION, NO_ADDRESS})
OF_COMPANIONS: Final = frozenset({HOST, PRINCIPAL})


def follows(application: Application, party: Party, fact: str) -> bool:
    """Whether a fact about somebody follows from what is on file."""
    if party.role != PartyRole.APPLICANT:
        return fact in OF_ALL | OF_COMPANIONS
    if fact == PRINCIPAL:
        return _principal(application, party.declared) is not None
    return fact in OF_ALL


def add_what_follows(application: Application, people: list[PartyEvidence]) -> list[PartyEvidence]:
    """Add where the dwelling is, that there is one, and from whom the family joins."""
    applicant = next(each for each in people if each["role"] == PartyRole.APPLICANT)
    own = applicant["facts"]
    own |= _of_the_applicant(application, own)
    for person in people:
        if person["role"] == PartyRole.COMPANION:
            person["facts"] |= _of_a_companion(application, own)
    return people


def _of_the_applicant(
    application: Application, known: Mapping[str, KnownFact]
) -> dict[str, KnownFact]:
    division = place_of(application)
    told = {
        LOCATION: KnownFact(value=location_kind(division), source="register", note=division.code)
    }
    looked_at = regulation_of(application).channels[application.channel].rule.facts()
    if NO_ADDRESS in looked_at:
        told[NO_ADDRESS] = KnownFact(value=False, source="rule", note="destination")
    if PRINCIPAL in looked_at and PRINCIPAL not in known:
        declared = application.parties.get(role=PartyRole.APPLICANT).declared
        if channel := _principal(application, declared):
            told[PRINCIPAL] = KnownFact(value=channel, source="register", note="applications")
    return told


def _of_a_companion(
    application: Application, applicants: Mapping[str, KnownFact]
) -> dict[str, KnownFact]:
    told = {PRINCIPAL: KnownFact(value=application.channel, source="rule", note="application")}
    if stable := applicants.get(STABLE):
        told[HOST] = KnownFact(value=stable["value"], source="rule", note=STABLE)
    return told


def _principal(application: Application, declared: Mapping[str, object]) -> str | None:
    return principal_channel(application, declared=declared.get(PRINCIPAL), on=clock.today())


def regulation_of(application: Application) -> Regulation:
    """Return the regulation an application is decided by."""
    return load_law().regulations[application.regulation]
