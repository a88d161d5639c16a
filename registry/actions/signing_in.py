"""The way in (登录): the second step, and the record of every sign-in."""

from datetime import datetime

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.crypto import constant_time_compare

from hukou.kernel import clock, one_time_codes
from registry.errors import TriedTooOften, WrongEnrolmentCode
from registry.models import (
    Account,
    FactorKind,
    FactorTry,
    Proof,
    SecondFactor,
    SignIn,
    SpokenCode,
    SpokenCodeUse,
)
from registry.queries.signing_in import Sent, closed_until, proven_key

log = structlog.get_logger(__name__)


@transaction.atomic
def prove_by_code(account_id: int, code: str, *, address: str | None) -> Proof | None:
    """Take a code of an authenticator, or a recovery code; return what it was, None if wrong.

    A failure is kept, so nothing is raised for it. The account's row is locked: of two tries with
    one code one succeeds, and no number of tries at once gets past the limit.

    Raises TriedTooOften: nothing is compared then.
    """
    account = _open_step(account_id)
    now = clock.now()
    proof = _by_authenticator(account, code, at=now) or _by_recovery_code(account, code, at=now)
    return _tried(account, proof, address=address, at=now)


@transaction.atomic
def prove_by_key(account_id: int, sent: Sent, *, address: str | None) -> Proof | None:
    """Take the answer of a security key to this session's challenge; None if it proves nothing.

    Raises TriedTooOften.
    """
    account = _open_step(account_id)
    now = clock.now()
    factor = proven_key(account, sent)
    if factor is not None:
        factor.used_at = now
        factor.save(update_fields=["counter", "used_at"])
    return _tried(account, Proof.KEY if factor else None, address=address, at=now)


@transaction.atomic
def open_sign_in(account: Account, *, proof: Proof, address: str | None) -> SignIn:
    """Note that somebody signed in; their sessions elsewhere end with it (一处登录)."""
    locked = Account.objects.select_for_update().get(pk=account.pk)
    sign_in = SignIn.objects.create(
        account=locked, proof=proof, address=address, signed_in_at=clock.now()
    )
    account.sign_in = locked.sign_in = sign_in
    locked.save(update_fields=["sign_in"])
    return sign_in


@transaction.atomic
def check_enrolment_code(account_id: int, code: str, *, address: str | None) -> bool:
    """Compare an enrolment code (登记码) without spending it; failures count as failed tries.

    Raises TriedTooOften.
    """
    account = _open_step(account_id)
    now = clock.now()
    good = _find(account, SpokenCodeUse.ENROLMENT, code, at=now) is not None
    if not good:
        _tried(account, None, address=address, at=now)
    return good


def spend_enrolment_code(account: Account, code: str, *, at: datetime) -> None:
    """Spend a code, whose account is locked by the caller. Raises WrongEnrolmentCode."""
    found = _find(account, SpokenCodeUse.ENROLMENT, code, at=at)
    if found is None:
        raise WrongEnrolmentCode
    found.spent_at = at
    found.save(update_fields=["spent_at"])


def _open_step(account_id: int) -> Account:
    account = Account.objects.select_for_update().get(pk=account_id)
    if closed_until(account, at=clock.now()):
        raise TriedTooOften
    return account


def _tried(
    account: Account, proof: Proof | None, *, address: str | None, at: datetime
) -> Proof | None:
    FactorTry.objects.create(
        account=account, succeeded=proof is not None, address=address, tried_at=at
    )
    if proof is None:
        log.warning("second_step_failed", account=account.pk)
    return proof


def _by_authenticator(account: Account, code: str, *, at: datetime) -> Proof | None:
    live = SecondFactor.objects.filter(
        account=account, kind=FactorKind.AUTHENTICATOR, removed_at=None
    )
    for factor in live:
        seed = one_time_codes.unseal(bytes(factor.material), key=settings.SECRET_KEY)
        step = one_time_codes.step_of(
            seed, code.replace(" ", ""), at=at.timestamp(), after=factor.counter
        )
        if step is not None:
            factor.counter, factor.used_at = step, at
            factor.save(update_fields=["counter", "used_at"])
            return Proof.AUTHENTICATOR
    return None


def _by_recovery_code(account: Account, code: str, *, at: datetime) -> Proof | None:
    found = _find(account, SpokenCodeUse.RECOVERY, code, at=at)
    if found is None:
        return None
    found.spent_at = at
    found.save(update_fields=["spent_at"])
    return Proof.RECOVERY


def _find(account: Account, use: SpokenCodeUse, code: str, *, at: datetime) -> SpokenCode | None:
    told = one_time_codes.digest(code, key=settings.SECRET_KEY)
    kept = SpokenCode.objects.filter(account=account, use=use, spent_at=None)
    good = (each for each in kept if each.expires_at is None or each.expires_at > at)
    return next((each for each in good if constant_time_compare(each.digest, told)), None)
