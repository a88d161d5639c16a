"""A life event brought through the counter (登记事项): handed in, proven, granted."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from applications.actions import (
    DraftRequest,
    Newcomer,
    PartyRequest,
    Upload,
    accept,
    approve,
    assess_if_ready,
    attach,
    draft,
    examine,
    replace_by_document,
    submit,
)
from applications.models import Application, Kind, PartyRole, Stage
from applications.queries.deciders import deciders
from applications.queries.examining import heard_before
from hukou.kernel import clock
from registry.models import Account, Household, OfficeLevel, Person, PostingRole
from tests.factories import AddressFactory, HouseholdFactory, OfficeFactory, ResidenceFactory
from tests.filing import Counter, posted

PDF: Final = Upload(name="证.pdf", content_type="application/pdf", content=b"%PDF-1.7 paper")
TODAY: Final = clock.today()
DECLARED: Final = {"declarant": "单雄英", "declarant_is": "self"}


def event(
    kind: Kind,
    person: Person | Newcomer,
    told: Mapping[str, Any],
    *,
    role: PartyRole = PartyRole.SUBJECT,
    home: Household | None = None,
    relation_to_head: str = "",
    others: Sequence[PartyRequest] = (),
) -> DraftRequest:
    """Return a request about one person; a detail set to None is left out."""
    known = isinstance(person, Person)
    first = PartyRequest(
        role=role,
        person_id=person.pk if isinstance(person, Person) else None,
        newcomer=None if known else person,  # type: ignore[arg-type]  # one or the other
        relation_to_head=relation_to_head,
    )
    return DraftRequest(
        kind=kind,
        applied_on=TODAY,
        parties=[first, *others],
        household_id=home.pk if home else None,
        details={name: text for name, text in told.items() if text is not None},
    )


def handed_in(here: Counter, request: DraftRequest) -> Application:
    application = submit(draft(request, by=here.auxiliary).pk, by=here.auxiliary)
    return accept(application.pk, by=here.auxiliary)


def proven(here: Counter, request: DraftRequest, *, value: object = True) -> Application:
    """Bring an event to the point of decision, each question answered by a paper."""
    application = handed_in(here, request)
    paper = attach(application.pk, PDF, kind="investigation_report", by=here.auxiliary)
    for row in application.verifications.all():
        replace_by_document(
            row.pk, by=here.officer, document_id=paper.pk, value=value, reason="原件"
        )
    assess_if_ready(application.pk)
    return application


def granted(here: Counter, request: DraftRequest, *, by: Account) -> Application:
    return approve(examined(here, proven(here, request)).pk, by=by).application


def examined(here: Counter, application: Application) -> Application:
    """Hear everybody who is heard before it is decided, and they agree."""
    for heard in heard_before(application):
        stage = Stage(heard.stage.id)
        examine(application.pk, by=examiner(here, application, stage), stage=stage, agrees=True)
    return application


def examiner(here: Counter, application: Application, stage: Stage) -> Account:
    """Return who is heard at a stage; the second officer is somebody who does nothing else here."""
    if stage is not Stage.SECOND:
        return {Stage.STATION: here.officer, Stage.COUNTY: here.approver}[stage]
    if PostingRole.CHIEF in deciders(application):
        return posted(here.office, PostingRole.CHIEF)
    return posted(here.bureau, PostingRole.COUNTY_APPROVER)


def city_approver(here: Counter) -> Account:
    """Post somebody at the city bureau above the county's."""
    city = OfficeFactory.create(name="市局", level=OfficeLevel.CITY)
    here.bureau.parent = city
    here.bureau.save(update_fields=["parent"])
    return posted(city, PostingRole.CITY_APPROVER)


def house(here: Counter, head: Person | None = None) -> Household:
    """Open a household at this station; somebody lives in it as head."""
    household: Household = HouseholdFactory.create(
        office=here.office, address=AddressFactory.create(division=here.community)
    )
    ResidenceFactory.create(household=household, **({"person": head} if head else {}))
    return household
