"""Any counter takes an application; the home office decides, or has agreed who accepts (A07)."""

from datetime import date, timedelta
from typing import Any

import pytest

from applications.actions import (
    AgreementRequest,
    accept,
    agree_reception,
    approve,
    ask_for_supplement,
    assess_if_ready,
    draft,
    end_reception,
    submit,
)
from applications.errors import (
    AgreementEnded,
    AlreadyAgreed,
    MayNotAgree,
    MayNotDecide,
    MayNotHandle,
)
from applications.models import Application, Kind, ReceptionAgreement
from applications.queries.case import within
from applications.queries.worklists import worklist
from applications.workflow import Action, Status
from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput, NotFound
from registry.models import Account, OfficeLevel, PostingRole
from registry.queries import scope_of
from tests.factories import OfficeFactory
from tests.filing import Counter, Five, answer_all, assessed, fresh, posted, settlement

TODAY = clock.today()


@pytest.fixture
def there(db: None) -> Account:
    """An officer at a counter far from where the family would settle."""
    del db
    return posted(OfficeFactory.create(name="外地派出所"), PostingRole.OFFICER)


@pytest.fixture
def received(there: Account, here: Counter, five: Five) -> Application:
    """Written down and handed in over there; the home office is here."""
    del here
    return submit(draft(settlement(five), by=there).pk, by=there)


def agreed(here: Counter, **told: Any) -> ReceptionAgreement:
    usual = {"counter_id": None, "kind": "", "start": TODAY, "until": None}
    usual |= {"document": "省内通办实施方案", "clause": "第三条"}
    return agree_reception(AgreementRequest(**(usual | told)), by=here.chief)


def counter_of(account: Account) -> int:
    return account.postings.get().office_id


def test_any_counter_takes_it_and_the_home_office_handles_it(
    there: Account, here: Counter, received: Application
) -> None:
    assert (received.office, received.received_at_id) == (here.office, counter_of(there))
    assert accept(received.pk, by=here.officer).assigned_to == here.officer


def test_without_an_agreement_the_counter_does_not_accept_for_the_home_office(
    there: Account, received: Application
) -> None:
    with pytest.raises(MayNotHandle):
        accept(received.pk, by=there)
    assert fresh(received.pk).status == Status.SUBMITTED


@pytest.mark.parametrize("kind", ["", Kind.SETTLEMENT])
def test_with_an_agreement_it_accepts_for_it_and_the_step_says_by_which(
    there: Account, here: Counter, received: Application, kind: str
) -> None:
    agreement = agreed(here, kind=kind, counter_id=counter_of(there))

    accepted = accept(received.pk, by=there)

    assert (accepted.status, accepted.assigned_to) == (Status.ACCEPTED, None)
    step = accepted.transitions.get(action=Action.ACCEPT)
    assert step.details == {"agreement": agreement.pk, "received_at": counter_of(there)}


def test_the_home_office_decides_all_the_same(
    there: Account, here: Counter, received: Application
) -> None:
    agreed(here)
    accept(received.pk, by=there)
    answer_all(received)
    assess_if_ready(received.pk)
    chief = posted(there.postings.get().office, PostingRole.CHIEF)
    with pytest.raises(MayNotDecide):
        approve(received.pk, by=chief)
    assert approve(received.pk, by=here.chief).decided_by == here.chief


def test_it_also_tells_what_is_lacking(
    there: Account, here: Counter, received: Application
) -> None:
    agreed(here)
    ask_for_supplement(received.pk, by=there, needed=["结婚证"])
    submit(received.pk, by=posted(there.postings.get().office, PostingRole.AUXILIARY))
    assert fresh(received.pk).status == Status.SUBMITTED


@pytest.mark.parametrize(
    "told",
    [
        {"kind": Kind.BIRTH},
        {"start": TODAY + timedelta(days=1)},
    ],
)
def test_an_agreement_holds_for_its_kind_and_its_days_only(
    there: Account, here: Counter, received: Application, told: dict[str, Any]
) -> None:
    agreed(here, **told)
    with pytest.raises(MayNotHandle):
        accept(received.pk, by=there)


def test_an_agreement_with_one_counter_is_none_with_another(
    there: Account, here: Counter, received: Application
) -> None:
    agreed(here, counter_id=OfficeFactory.create().pk)
    with pytest.raises(MayNotHandle):
        accept(received.pk, by=there)


def test_an_agreement_opens_nothing_that_was_received_elsewhere(
    there: Account, here: Counter, five: Five
) -> None:
    agreed(here)
    own = submit(draft(settlement(five), by=here.auxiliary).pk, by=here.auxiliary)
    with pytest.raises(MayNotHandle):
        accept(own.pk, by=there)


def test_the_bureau_agrees_for_its_stations_and_a_counter_stands_for_those_below(
    there: Account, here: Counter, received: Application
) -> None:
    over = OfficeFactory.create(level=OfficeLevel.COUNTY)
    office = there.postings.get().office
    office.parent = over
    office.save(update_fields=["parent"])
    request = AgreementRequest(
        counter_id=over.pk, kind="", start=TODAY, until=TODAY, document="方案", clause="三"
    )
    agree_reception(request, by=here.approver)
    assert accept(received.pk, by=there).status == Status.ACCEPTED


def test_an_ended_agreement_holds_no_more_and_is_ended_once(
    there: Account, here: Counter, received: Application
) -> None:
    agreement = agreed(here)
    end_reception(agreement.pk, by=here.chief)
    with pytest.raises(MayNotHandle):
        accept(received.pk, by=there)
    with pytest.raises(AgreementEnded):
        end_reception(agreement.pk, by=here.chief)
    assert agreed(here).pk != agreement.pk


def test_the_receiving_counter_sees_what_it_received_and_nobody_else_does(
    there: Account, here: Counter, received: Application
) -> None:
    colleague = posted(there.postings.get().office, PostingRole.AUXILIARY)
    stranger = posted(OfficeFactory.create(), PostingRole.CHIEF)
    seen = {
        name: within(scope_of(account, on=TODAY)).filter(pk=received.pk).exists()
        for name, account in {"colleague": colleague, "home": here.chief, "other": stranger}.items()
    }
    assert seen == {"colleague": True, "home": True, "other": False}
    rows = worklist("office", scope=scope_of(colleague, on=TODAY), now=clock.now())
    assert [row.id for row in rows.items] == [received.pk]


def test_a_file_of_ones_own_counter_is_unchanged(here: Counter, five: Five) -> None:
    ready = assessed(here, settlement(five))
    assert ready.received_at == here.office
    assert ready.assigned_to == here.officer


BAD: list[tuple[dict[str, Any], str]] = [
    ({"start": TODAY - timedelta(days=1)}, "start"),
    ({"until": TODAY - timedelta(days=1)}, "until"),
    ({"until": date.max}, "until"),
    ({"kind": "moon"}, "kind"),
    ({"document": " "}, "document"),
    ({"clause": ""}, "clause"),
    ({"counter_id": 10**9}, "counter"),
]


@pytest.mark.parametrize(("told", "field"), BAD)
def test_an_unclear_agreement_is_refused(here: Counter, told: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        agreed(here, **told)
    assert field in {each["field"] for each in refused.value.errors}
    assert not ReceptionAgreement.objects.exists()


def test_nobody_agrees_with_their_own_counter(here: Counter) -> None:
    with pytest.raises(InvalidInput):
        agreed(here, counter_id=here.office.pk)


def test_the_same_is_not_agreed_twice_for_one_day(here: Counter, there: Account) -> None:
    agreed(here, until=TODAY + timedelta(days=9))
    with pytest.raises(AlreadyAgreed):
        agreed(here, start=TODAY + timedelta(days=9))
    agreed(here, start=TODAY + timedelta(days=10))
    agreed(here, counter_id=counter_of(there))
    assert ReceptionAgreement.objects.count() == 3


def test_only_who_is_in_charge_agrees_and_ends(here: Counter, there: Account) -> None:
    request = AgreementRequest(
        counter_id=None, kind="", start=TODAY, until=None, document="方案", clause="三"
    )
    for account in (here.officer, here.auxiliary):
        with pytest.raises(MayNotAgree):
            agree_reception(request, by=account)
    agreement = agreed(here)
    for account in (here.officer, posted(there.postings.get().office, PostingRole.CHIEF)):
        with pytest.raises(MayNotAgree):
            end_reception(agreement.pk, by=account)
    with pytest.raises(NotFound):
        end_reception(10**9, by=here.chief)
