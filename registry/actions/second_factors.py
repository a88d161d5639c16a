"""Second factors (第二因素): enrolled with a code handed over in person, removed, recovered."""

from datetime import timedelta
from typing import Final

import structlog
from django.conf import settings
from django.db import transaction

from hukou.kernel import clock, one_time_codes
from registry.errors import KeyAlreadyEnrolled, LastFactor, NotProven, SignInTooOld
from registry.models import Account, FactorKind, SecondFactor, SpokenCode, SpokenCodeUse
from registry.queries.signing_in import Sent, key_made, live_factors, must_prove_twice

from .signing_in import spend_enrolment_code

log = structlog.get_logger(__name__)
GOOD_FOR: Final = timedelta(days=3)
"""How long an enrolment code may lie about."""
FRESH: Final = timedelta(minutes=15)
RECOVERY_CODES: Final = 10


@transaction.atomic
def enrol_authenticator(
    account_id: int, *, seed: bytes, code: str, label: str, enrolment_code: str = ""
) -> SecondFactor:
    """Take an authenticator that shows the right code just now.

    Raises:
        NotProven: another code than the seed gives.
        WrongEnrolmentCode, SignInTooOld: see `_allow`.
    """
    account = _allow(account_id, enrolment_code)
    now = clock.now()
    step = one_time_codes.step_of(seed, code.replace(" ", ""), at=now.timestamp(), after=None)
    if step is None:
        raise NotProven
    return SecondFactor.objects.create(
        account=account,
        kind=FactorKind.AUTHENTICATOR,
        label=label,
        material=one_time_codes.seal(seed, key=settings.SECRET_KEY),
        counter=step,
        used_at=now,
    )


@transaction.atomic
def enrol_key(account_id: int, *, sent: Sent, label: str, enrolment_code: str = "") -> SecondFactor:
    """Take a security key by the credential it made.

    Raises:
        NotProven: the answer is not one to this session's challenge at this host.
        KeyAlreadyEnrolled
        WrongEnrolmentCode, SignInTooOld: see `_allow`.
    """
    account = _allow(account_id, enrolment_code)
    credential = key_made(sent)
    if credential is None:
        raise NotProven
    if SecondFactor.objects.filter(credential=credential.credential_id).exists():
        raise KeyAlreadyEnrolled
    return SecondFactor.objects.create(
        account=account,
        kind=FactorKind.KEY,
        label=label,
        material=bytes(credential),
        credential=credential.credential_id,
        counter=0,
        used_at=clock.now(),
    )


@transaction.atomic
def remove_factor(factor_id: int, *, by: Account) -> None:
    """Stop using one of one's own factors; the row stays, as what once proved sign-ins.

    Raises:
        NotProven: it is not one of theirs, or is removed already.
        LastFactor: their post asks for one, and this is the last.
        SignInTooOld
    """
    account = Account.objects.select_for_update().get(pk=by.pk)
    _require_fresh(account)
    live = live_factors(account)
    factor = next((each for each in live if each.pk == factor_id), None)
    if factor is None:
        raise NotProven
    if len(live) == 1 and must_prove_twice(account):
        raise LastFactor
    take_factor(factor, by=by)


def take_factor(factor: SecondFactor, *, by: Account) -> None:
    """Mark one factor as removed."""
    factor.removed_at, factor.removed_by = clock.now(), by
    factor.save(update_fields=["removed_at", "removed_by"])
    log.info("second_factor_removed", account=factor.account_id, by=by.pk)


@transaction.atomic
def make_recovery_codes(by: Account) -> list[str]:
    """Return ten new recovery codes, shown this once; earlier ones are void.

    Raises SignInTooOld.
    """
    account = Account.objects.select_for_update().get(pk=by.pk)
    _require_fresh(account)
    _void(account, SpokenCodeUse.RECOVERY)
    return [_make(account, SpokenCodeUse.RECOVERY, None) for _ in range(RECOVERY_CODES)]


@transaction.atomic
def make_enrolment_code(account: Account) -> str:
    """Return a new enrolment code (登记码), good once within three days; earlier ones are void.

    Who may hand one out is the caller's to ask: the security administrator, or whoever runs
    commands on the server.
    """
    locked = Account.objects.select_for_update().get(pk=account.pk)
    _void(locked, SpokenCodeUse.ENROLMENT)
    return _make(locked, SpokenCodeUse.ENROLMENT, GOOD_FOR)


def void_recovery_codes(account: Account) -> None:
    """Void what was printed for an account, whose row the caller has locked."""
    _void(account, SpokenCodeUse.RECOVERY)


def _allow(account_id: int, enrolment_code: str) -> Account:
    """Lock the account and let it enrol: by a code where it must, else soon after signing in.

    Who must prove twice and has nothing yet brings a code that was handed over in person, so
    that a password alone, known to whoever set it, enrols nothing.

    Raises:
        WrongEnrolmentCode
        SignInTooOld
    """
    account = Account.objects.select_for_update().get(pk=account_id)
    if must_prove_twice(account) and not live_factors(account):
        spend_enrolment_code(account, enrolment_code, at=clock.now())
    else:
        _require_fresh(account)
    return account


def _require_fresh(account: Account) -> None:
    signed_in = account.sign_in
    if signed_in is None or clock.now() - signed_in.signed_in_at > FRESH:
        raise SignInTooOld


def _void(account: Account, use: SpokenCodeUse) -> None:
    SpokenCode.objects.filter(account=account, use=use, spent_at=None).update(spent_at=clock.now())


def _make(account: Account, use: SpokenCodeUse, good_for: timedelta | None) -> str:
    code = one_time_codes.spoken_code()
    SpokenCode.objects.create(
        account=account,
        use=use,
        digest=one_time_codes.digest(code, key=settings.SECRET_KEY),
        expires_at=clock.now() + good_for if good_for else None,
    )
    return code
