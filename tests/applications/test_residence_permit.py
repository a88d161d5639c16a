"""A residence permit applied for, decided, issued: or refused with its clause (P01)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import pytest

from applications.actions import (
    DraftRequest,
    Newcomer,
    approve,
    assess_if_ready,
    carry_out,
    draft,
    refuse,
    submit,
)
from applications.errors import AlreadyApplying, MayNotDecide, NotEligible
from applications.kinds import KINDS
from applications.models import Application, Kind, Step
from applications.queries.lacking import lacking
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from hukou.kernel.periods import add_months
from registry.errors import HoldsPermitAlready, NotResidentHalfAYear, RegisteredInThisCity
from registry.models import Entry, Person, ResidencePermit
from tests.applications.life import event, handed_in, house
from tests.factories import AddressFactory, OfficeFactory, PersonFactory
from tests.filing import SHIXING, Counter, answer, counter, fresh
from tests.holders import holds, lives

pytestmark = pytest.mark.django_db
TODAY: Final = clock.today()
HALF: Final = add_months(TODAY, -6)
TOLD: Final = {"ground": "job", "proof": "劳动合同", "declarant": "段云飞", "declarant_is": "self"}
PROOF: Final = {
    "job": ("employment.legal_stable", "human_resources"),
    "dwelling": ("dwelling.legal_and_stable", "public_security"),
    "study": ("study.continuous", "education"),
}


def comes(here: Counter, *, since: date = HALF, **told: Any) -> Person:
    """Let somebody from elsewhere live in the area of the station."""
    address = AddressFactory.create(division=here.community)
    return lives(address, since=since, **told)


def permit(person: Person, **told: Any) -> DraftRequest:
    return event(Kind.RESIDENCE_PERMIT, person, TOLD | told)


def proven(here: Counter, request: DraftRequest, *, value: object = True) -> Application:
    """Bring it to the point of decision, each agency answering alike."""
    application = handed_in(here, request)
    for row in application.verifications.filter(status="pending"):
        answer(row, value)
    assess_if_ready(application.pk)
    return fresh(application.pk)


@pytest.mark.parametrize("ground", PROOF)
def test_half_a_year_and_one_ground_is_a_permit_issued_by_the_county(
    here: Counter, ground: str
) -> None:
    person = comes(here)
    application = proven(here, permit(person, ground=ground))
    asked = list(application.verifications.values_list("fact", "agency"))

    approve(application.pk, by=here.approver)
    carry_out(application.pk, by=here.officer)

    issued = ResidencePermit.objects.get()
    assert asked == [PROOF[ground]]
    assert (issued.person, issued.ground, issued.office) == (person, ground, here.office)
    assert issued.period.lower == TODAY
    entry = Entry.objects.get(kind="permit_issued")
    assert (entry.application, entry.legal_basis["document"]) == (
        application.pk,
        "居住证暂行条例（国务院令第663号）",
    )
