"""Handing in (提交): what is asked of whom, by how many statements, and who may not."""

from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from applications.actions import (
    Newcomer,
    PartyRequest,
    ask_for_supplement,
    draft,
    file,
    submit,
    withdraw,
)
from applications.errors import (
    ActionNotAllowed,
    AlreadyApplying,
    ChangedMeanwhile,
    MayNotHandle,
)
from applications.models import Deadline, OutboxEvent, PartyRole, Step, Verification
from applications.workflow import Status
from hukou.kernel import clock, identity_number
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import Particulars, PostingRole
from tests.filing import Counter, Five, filed, fresh, posted, settlement

CONTROL: Final = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def test_only_what_the_channel_needs_and_the_register_lacks_is_asked(
    here: Counter, five: Five
) -> None:
    """Row V01: one check per fact, per agency."""
    application = filed(here, settlement(five))

    asked = set(application.verifications.values_list("party__person", "fact", "agency"))
    assert asked == {
        (five.applicant.pk, "dwelling.tenure", "real_estate"),
        (five.applicant.pk, "dwelling.legal_and_stable", "public_security"),
        (five.daughter.pk, "person.has_income_source", "human_resources"),
        *((each.pk, "relation.kind", "civil_affairs") for each in five.people[1:]),
        *((each.pk, "relation.cohabits", "public_security") for each in five.people[1:]),
    }


def test_what_the_register_does_not_know_is_asked(here: Counter, five: Five) -> None:
    Particulars.objects.filter(person=five.daughter).update(marital_status="90")

    application = filed(here, settlement(five))

    assert application.verifications.filter(fact="person.married", agency="civil_affairs").exists()


def test_the_birth_date_of_a_newcomer_is_asked_and_an_age_never(here: Counter, five: Five) -> None:
    number = identity_number.compose("440199", date(2012, 5, 5), sequence=31).text
    child = PartyRequest(
        role=PartyRole.COMPANION,
        newcomer=Newcomer(name="周小树", identity_number=number, from_address="江西省某市"),
        relation="child",
    )
    request = settlement(five)

    application = filed(here, replace(request, parties=[*request.parties, child]))

    facts = application.verifications.filter(party__person=None).values_list("fact", flat=True)
    assert set(facts) == {
        "relation.kind",
        "relation.cohabits",
        "person.birth_date",
        "person.sex",
    }


def test_a_fact_no_connected_agency_knows_waits_for_a_document(
    here: Counter, five: Five, settings: Settings
) -> None:
    application = filed(here, settlement(five))
    cohabits = application.verifications.filter(party__position=1, fact="relation.cohabits")
    assert cohabits.values_list("agency", "status").get() == ("public_security", "pending")
    withdraw(application.pk, by=here.auxiliary)
    settings.AGENCIES = {"civil_affairs": settings.AGENCIES["civil_affairs"]}

    application = filed(here, settlement(five))

    rows = application.verifications.filter(party__position=1, fact="relation.cohabits")
    assert rows.values_list("agency", "status", "next_attempt_at").get() == (
        "community",
        "by_hand",
        None,
    )


def test_submitting_a_family_of_five_takes_at_most_eight_statements(
    here: Counter, five: Five
) -> None:
    application = draft(settlement(five), by=here.auxiliary)

    with CaptureQueriesContext(connection) as statements:
        submit(application.pk, by=here.auxiliary)

    counted = [each["sql"] for each in statements if not each["sql"].startswith(CONTROL)]
    assert len(counted) <= 8, counted


def test_it_is_to_be_accepted_within_five_days_that_are_worked(here: Counter, five: Five) -> None:
    """National Day rests until 7 October 2026, and Saturday the 10th is worked in its place."""
    monday = date(2026, 9, 28)
    with clock.frozen(monday):
        application = filed(here, settlement(five, applied_on=monday))

    [deadline] = Deadline.objects.filter(application=application)
    assert deadline.step == Step.ACCEPT
    assert deadline.due_at.astimezone(clock.ZONE).date() == date(2026, 10, 11)


def test_a_deadline_cites_who_sets_it_and_how_its_days_are_counted(
    here: Counter, five: Five
) -> None:
    [deadline] = filed(here, settlement(five)).deadlines.all()
    assert "行政许可法第三十二条第一款第（四）项" in deadline.basis
    assert "行政许可法第八十二条" in deadline.basis


def test_subscribers_are_told_ids_and_status_only(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))

    [event] = OutboxEvent.objects.all()
    assert (event.type, event.subject) == (
        "application.submitted",
        f"application/{application.pk}",
    )
    assert set(event.data) == {"application", "kind", "status", "office"}


def test_the_same_application_cannot_be_handed_in_twice(here: Counter, five: Five) -> None:
    application = filed(here, settlement(five))

    with pytest.raises(ActionNotAllowed) as refusal:
        submit(application.pk, by=here.auxiliary)

    assert refusal.value.facts["current"] == "submitted"
    assert OutboxEvent.objects.count() == 1


def test_nobody_is_in_two_open_applications(here: Counter, five: Five) -> None:
    filed(here, settlement(five))
    request = settlement(five)
    second = draft(replace(request, parties=request.parties[:1]), by=here.auxiliary)

    with pytest.raises(AlreadyApplying):
        submit(second.pk, by=here.auxiliary)

    assert fresh(second.pk).status == Status.DRAFT
    assert not second.verifications.exists()


def test_whoever_filed_the_other_application_is_told_which_it_is(here: Counter, five: Five) -> None:
    """The answer to the first request may have been lost on its way."""
    first = filed(here, settlement(five))
    request = settlement(five)

    told = []
    for account in (here.auxiliary, here.officer):
        with pytest.raises(AlreadyApplying) as refused:
            file(replace(request, parties=request.parties[:1]), by=account)
        told.append(refused.value.facts["applications"])

    assert told == [[str(first.pk)], []]


def test_after_a_withdrawal_one_may_apply_again(here: Counter, five: Five) -> None:
    first = filed(here, settlement(five))
    withdraw(first.pk, by=here.auxiliary, reason="另行申请")

    assert filed(here, settlement(five)).status == Status.SUBMITTED
    assert not first.deadlines.filter(met_at=None).exists()
    assert fresh(first.pk).ended_at is not None


def test_an_adult_companion_must_have_consented_and_a_minor_need_not(
    here: Counter, five: Five
) -> None:
    """Row H03: each member consents for themselves."""
    request = settlement(five)
    silent = [replace(each, consented_on=None) for each in request.parties]
    application = draft(replace(request, parties=silent), by=here.auxiliary)

    with pytest.raises(InvalidInput) as refusal:
        submit(application.pk, by=here.auxiliary)

    fields = {each["field"] for each in refusal.value.errors}
    assert fields == {f"parties.{at}.consented_on" for at in (1, 3, 4)}


def test_a_screen_that_is_out_of_date_submits_nothing(here: Counter, five: Five) -> None:
    application = draft(settlement(five), by=here.auxiliary)
    with pytest.raises(ChangedMeanwhile) as refusal:
        submit(application.pk, by=here.auxiliary, revision=7)
    assert refusal.value.facts == {"seen": 7, "current": 1}


def test_an_application_that_does_not_exist_is_not_found(here: Counter) -> None:
    with pytest.raises(NotFound):
        submit(UUID(int=1), by=here.auxiliary)


def test_a_stranger_does_not_hand_in_what_others_wrote(here: Counter, five: Five) -> None:
    application = draft(settlement(five), by=here.auxiliary)
    stranger = posted(five.home.office, PostingRole.OFFICER)

    for submit_as in ({"by": stranger}, {"by": None, "client": "demo-education"}):
        with pytest.raises(MayNotHandle):
            submit(application.pk, **submit_as)


def test_a_supplement_sets_the_clock_again_and_asks_nothing_twice(
    here: Counter, five: Five
) -> None:
    application = filed(here, settlement(five))
    before = Verification.objects.count()
    ask_for_supplement(application.pk, by=here.officer, needed=["户口簿复印件"])

    submit(application.pk, by=here.auxiliary)

    assert Verification.objects.count() == before
    assert list(application.deadlines.filter(met_at=None).values_list("step", flat=True)) == [
        Step.ACCEPT
    ]
