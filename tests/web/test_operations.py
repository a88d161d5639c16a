"""The operations page: agencies' health, what is late, dead letters sent again by hand."""

from datetime import timedelta
from uuid import UUID

import pytest

from applications.actions import Letter, record_failure, refuse_letter, resend
from applications.errors import MayNotResend, NothingToResend
from applications.models import Problem, Resending, Verification
from applications.queries.operations import (
    AgencyHealth,
    State,
    agencies_health,
    dead_letters,
    oldest_unanswered,
)
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.models import Account, PostingRole
from registry.queries import scope_of
from tests.factories import OfficeFactory
from tests.filing import (
    Counter,
    answer,
    counter,
    family_of_five,
    filed,
    fresh,
    posted,
    settlement,
)
from tests.web.conftest import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Counter:
    del db
    return counter()


@pytest.fixture
def administrator(here: Counter) -> Account:
    return posted(here.bureau, PostingRole.SYSTEM_ADMINISTRATOR)


@pytest.fixture
def tenure(here: Counter) -> Verification:
    return filed(here, settlement(family_of_five())).verifications.get(fact="dwelling.tenure")


def dead(row: Verification, error: str = "the answer is about another person") -> Verification:
    return record_failure(row.pk, error=error, permanent=True)


def health_of(slug: str, by: Account) -> AgencyHealth:
    found = agencies_health(scope_of(by, on=clock.today()), now=clock.now())
    [health] = [each for each in found if each.slug == slug]
    return health


def test_every_agency_is_counted(here: Counter, tenure: Verification) -> None:
    before = health_of(tenure.agency, here.chief)
    dead(tenure)

    after = health_of(tenure.agency, here.chief)
    assert (after.state, after.waiting, after.late) == (State.CALM, before.waiting - 1, 0)
    assert (after.dead, before.dead) == (1, 0)


def test_an_agency_that_lets_its_term_pass_without_any_answer_is_called_silent(
    here: Counter, tenure: Verification
) -> None:
    assert tenure.due_at is not None
    Verification.objects.update(asked_at=clock.now())
    another = Verification.objects.exclude(pk=tenure.pk).filter(status="pending")[0]
    Verification.objects.filter(pk=another.pk).update(agency=tenure.agency)
    with clock.frozen(tenure.due_at):
        assert health_of(tenure.agency, here.chief).state == State.SILENT

        answer(another, None)
        health = health_of(tenure.agency, here.chief)
        assert health.state == State.CALM
        assert health.late > 0


def test_answers_are_counted_by_the_hour(here: Counter, tenure: Verification) -> None:
    with clock.frozen(clock.now()):
        answer(tenure, "owned")
        health = health_of(tenure.agency, here.chief)

    assert (health.answered, len(health.hours), health.hours[-1] + health.hours[0]) == (1, 24, 1)


def test_another_area_sees_none_of_it(tenure: Verification) -> None:
    dead(tenure)
    scope = scope_of(posted_elsewhere(), on=clock.today())

    assert dead_letters(scope) == []
    assert oldest_unanswered(scope) == []
    assert {each.total for each in agencies_health(scope, now=clock.now())} == {0}


def posted_elsewhere() -> Account:
    return posted(OfficeFactory.create(), PostingRole.CHIEF)


def test_the_page_shows_what_came_to_nothing_and_nobodys_name(
    administrator: Account, tenure: Verification, visit: Visit
) -> None:
    dead(tenure)
    refuse_letter(
        UUID(int=7),
        letter=Letter(message_id="m-77", body=b"x"),
        problem=Problem.FORGED,
        agency="",
    )

    page = visit(administrator).get("/operations").content.decode()

    assert tenure.application.number in page
    assert "the answer is about another person" in page
    assert ("签名不符" in page, "m-77" in page) == (True, True)
    assert "周建国" not in page
    assert f"/applications/{tenure.application_id}" not in page


def test_who_is_in_charge_can_open_the_file_from_there(
    here: Counter, tenure: Verification, visit: Visit
) -> None:
    dead(tenure)

    page = visit(here.chief).get("/operations").content.decode()

    assert f"/applications/{tenure.application_id}" in page


def test_a_dead_letter_is_sent_again_by_hand_and_says_who_and_why(
    administrator: Account, tenure: Verification, visit: Visit
) -> None:
    dead(tenure)
    told = {"reason": "部门已更正"}

    answer_ = visit(administrator).post(f"/operations/{tenure.pk}/resend", told)

    assert answer_.status_code == 302
    tenure.refresh_from_db()
    assert (tenure.status, tenure.last_error, tenure.attempts) == ("pending", "", 0)
    assert tenure in Verification.objects.due(clock.now())
    [kept] = Resending.objects.all()
    assert (kept.by, kept.reason) == (administrator, "部门已更正")
    assert kept.last_error == "the answer is about another person"


def test_what_is_sent_again_has_a_new_term(here: Counter, tenure: Verification) -> None:
    dead(tenure)
    assert tenure.due_at is not None
    with clock.frozen(tenure.due_at + timedelta(days=3)):
        resend(tenure.pk, by=here.chief, reason="部门已更正")
        tenure.refresh_from_db()
        assert not tenure.is_late(clock.now())


def test_without_a_reason_nothing_is_sent(here: Counter, tenure: Verification) -> None:
    dead(tenure)

    with pytest.raises(InvalidInput):
        resend(tenure.pk, by=here.chief, reason=" ")

    assert not Resending.objects.exists()


def test_what_was_answered_or_waits_or_has_no_agency_is_not_sent_again(
    here: Counter, tenure: Verification
) -> None:
    with pytest.raises(NothingToResend):
        resend(tenure.pk, by=here.chief, reason="再问一次")
    Verification.objects.filter(pk=tenure.pk).update(status="by_hand", next_attempt_at=None)
    with pytest.raises(NothingToResend):
        resend(tenure.pk, by=here.chief, reason="再问一次")
    dead_row = Verification.objects.filter(pk=tenure.pk)
    dead_row.update(last_error="refused", agency="nobody")
    with pytest.raises(NothingToResend):
        resend(tenure.pk, by=here.chief, reason="再问一次")


def test_a_file_that_has_ended_sends_nothing_again(here: Counter, tenure: Verification) -> None:
    dead(tenure)
    application = fresh(tenure.application_id)
    application.status = "withdrawn"
    application.save(update_fields=["status"])

    with pytest.raises(NothingToResend):
        resend(tenure.pk, by=here.chief, reason="再问一次")


@pytest.mark.parametrize("who", ["auxiliary", "officer"])
def test_who_is_not_in_charge_sends_nothing_again(
    here: Counter, tenure: Verification, who: str
) -> None:
    dead(tenure)

    with pytest.raises(MayNotResend):
        resend(tenure.pk, by=getattr(here, who), reason="再问一次")


def test_who_is_in_charge_elsewhere_sends_nothing_again(tenure: Verification) -> None:
    dead(tenure)

    with pytest.raises(MayNotResend):
        resend(tenure.pk, by=posted_elsewhere(), reason="再问一次")
