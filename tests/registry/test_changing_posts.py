"""What follows an account from post to post (任职变动), and what must not (A03)."""

from datetime import timedelta

import pytest
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.actions import (
    give_post,
    make_recovery_codes,
    open_sign_in,
    prove_by_code,
    reset_factors,
    set_password,
)
from registry.models import Account, AccountAct, Office, PostingRole, Proof
from tests.authenticators import code_now, enrolled
from tests.factories import AccountFactory, OfficeFactory, PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
PASSWORD = "Quiet-harbour-7319"
R = PostingRole


@pytest.fixture
def house() -> Office:
    office: Office = OfficeFactory.create()
    return office


def holder(role: str, office: Office) -> Account:
    account: Account = PostingFactory.create(role=role, office=office).account
    return account


def test_a_factor_that_a_password_alone_enrolled_does_not_come_along_into_a_post_that_decides(
    house: Office,
) -> None:
    """Who set the first password could have enrolled it, and would decide in another's name."""
    by = holder(R.SECURITY_ADMINISTRATOR, house)
    subject = AccountFactory.create(person=PersonFactory.create())
    seed, recovery = enrolled(subject), make_recovery_codes_of(subject)

    give_post(subject.pk, office=house.code, role=R.OFFICER, since=clock.today(), by=by)

    assert prove_by_code(subject.pk, code_now(seed), address=None) is None
    assert prove_by_code(subject.pk, recovery, address=None) is None


def test_a_factor_of_a_post_that_decides_goes_along_into_the_next(house: Office) -> None:
    by, today = holder(R.SECURITY_ADMINISTRATOR, house), clock.today()
    before = Range(today - timedelta(days=900), today)
    known = AccountFactory.create(person=PersonFactory.create())
    subject = PostingFactory.create(
        account=known, role=R.OFFICER, office=house, period=before
    ).account
    enrolled(subject)
    subject.factors.update(enrolled_at=clock.now() - timedelta(days=2))

    give_post(subject.pk, office=house.code, role=R.CHIEF, since=today, by=by)

    assert subject.factors.filter(removed_at=None).count() == 1


def make_recovery_codes_of(account: Account) -> str:
    """Return a recovery code of somebody who has just signed in with the password."""
    open_sign_in(account, proof=Proof.NONE, address=None)
    return make_recovery_codes(account)[0]


def test_whoever_went_to_another_bureau_is_not_kept_where_they_served_once(house: Office) -> None:
    """Else a county would set the password of who decides for the city."""
    today = clock.today()
    before = Range(today - timedelta(days=900), today - timedelta(days=30))
    gone = PostingFactory.create(role=R.OFFICER, office=house, period=before).account
    left = PostingFactory.create(role=R.OFFICER, office=house, period=before).account
    PostingFactory.create(account=gone, role=R.CITY_APPROVER, period=Range(before.upper, None))

    with pytest.raises(InvalidInput):
        set_password(gone.pk, password=PASSWORD, by=holder(R.SYSTEM_ADMINISTRATOR, house))
    with pytest.raises(InvalidInput):
        reset_factors(gone.pk, by=holder(R.SECURITY_ADMINISTRATOR, house))

    assert not AccountAct.objects.exists()
    set_password(left.pk, password=PASSWORD, by=holder(R.SYSTEM_ADMINISTRATOR, house))
    assert AccountAct.objects.count() == 1
