"""Security keys (安全密钥, WebAuthn level 2): challenges, and what a key's answer proves.

The cryptography is `fido2`'s, the library that Yubico keeps.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from registry.models import Account, FactorKind, SecondFactor

log = structlog.get_logger(__name__)
DISCOURAGED = UserVerificationRequirement.DISCOURAGED
"""The password has been asked for already: a touch is enough, no PIN of the key."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a browser sent, the challenge it answers, and the host name people typed."""

    answer: Mapping[str, Any]
    challenge: Mapping[str, Any]
    host: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Options for the browser, and the challenge that stays in the session."""

    options: dict[str, Any]
    challenge: dict[str, Any]


def ask_to_enrol(account: Account, *, host: str) -> Asked:
    """Ask a key that is not enrolled yet to make a credential for this host name."""
    user = PublicKeyCredentialUserEntity(
        id=f"account:{account.pk}".encode(), name=account.username, display_name=account.name
    )
    options, challenge = _server(host).register_begin(
        user, _enrolled(account), user_verification=DISCOURAGED
    )
    return Asked(dict(options), dict(challenge))


def ask_to_prove(account: Account, *, host: str) -> Asked:
    """Ask any of the account's keys to sign."""
    options, challenge = _server(host).authenticate_begin(
        _enrolled(account), user_verification=DISCOURAGED
    )
    return Asked(dict(options), dict(challenge))


def key_made(sent: Sent) -> AttestedCredentialData | None:
    """Return the credential that a key made; None where the answer does not hold."""
    try:
        data: AuthenticatorData = _server(sent.host).register_complete(
            dict(sent.challenge), dict(sent.answer)
        )
    except (ValueError, KeyError, TypeError) as wrong:
        log.warning("security_key_refused", why=type(wrong).__name__)
        return None
    return data.credential_data


def proven_key(account: Account, sent: Sent) -> SecondFactor | None:
    """Return the key that signed, with its counter moved on; None where it did not.

    The caller stores the counter.

    A counter that does not grow tells of a copied key (WebAuthn 6.1.1); keys that do not count
    send 0 always.
    """
    factors = _keys(account)
    try:
        _server(sent.host).authenticate_complete(
            dict(sent.challenge), _enrolled(account), dict(sent.answer)
        )
        answer = AuthenticationResponse.from_dict(dict(sent.answer))
    except (ValueError, KeyError, TypeError) as wrong:
        log.warning("security_key_refused", account=account.pk, why=type(wrong).__name__)
        return None
    factor = next(each for each in factors if bytes(each.credential or b"") == answer.raw_id)
    counted = answer.response.authenticator_data.counter
    if (counted or factor.counter) and counted <= (factor.counter or 0):
        log.warning("security_key_copied", account=account.pk, factor=factor.pk)
        return None
    factor.counter = counted
    return factor


def _keys(account: Account) -> list[SecondFactor]:
    return list(account.factors.filter(kind=FactorKind.KEY, removed_at=None))


def _enrolled(account: Account) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(each.material)) for each in _keys(account)]


def _server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name="户籍业务系统"))
