"""What people hold in their hands: an authenticator's seed, and a security key in software."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from hukou.kernel import clock, one_time_codes
from registry.models import Account, FactorKind, SecondFactor

HOST: Final = "localhost"
ORIGIN: Final = f"http://{HOST}"
NAMELESS: Final = bytes(16)
PRESENT: Final = AuthenticatorData.FLAG.UP


def enrolled(account: Account, label: str = "手机") -> bytes:
    """Give an account an authenticator that has not been used yet; return its seed."""
    seed = one_time_codes.new_seed()
    SecondFactor.objects.create(
        account=account,
        kind=FactorKind.AUTHENTICATOR,
        label=label,
        material=one_time_codes.seal(seed, key=settings.SECRET_KEY),
    )
    return seed


def code_now(seed: bytes, *, steps: int = 0) -> str:
    """Return what an authenticator shows now, or some half minutes later."""
    now = int(clock.now().timestamp()) // one_time_codes.STEP
    return one_time_codes.code_at(seed, now + steps)


@dataclass
class Key:
    """A security key: it makes one credential, counts its signatures, and asks for no PIN."""

    origin: str = ORIGIN
    host: str = HOST
    counter: int = 0
    identifier: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: dict[str, Any]) -> str:
        """Answer the options of an enrolment, as the browser's toJSON() would write it."""
        told = self._client(CollectedClientData.TYPE.CREATE, options)
        public = ES256.from_cryptography_key(self.secret.public_key())  # type: ignore[no-untyped-call] # published without
        credential = AttestedCredentialData.create(NAMELESS, self.identifier, public)
        flags = PRESENT | AuthenticatorData.FLAG.AT
        data = AuthenticatorData.create(sha256(self.host.encode()), flags, 0, credential)
        attested = AttestationObject.create("none", data, {})
        return self._answer(told, attestationObject=websafe_encode(bytes(attested)))

    def sign(self, options: dict[str, Any]) -> str:
        """Answer the options of a sign-in."""
        told = self._client(CollectedClientData.TYPE.GET, options)
        self.counter += 1
        data = AuthenticatorData.create(sha256(self.host.encode()), PRESENT, self.counter)
        signature = self.secret.sign(bytes(data) + told.hash, ec.ECDSA(SHA256()))
        return self._answer(
            told,
            authenticatorData=websafe_encode(bytes(data)),
            signature=websafe_encode(signature),
        )

    def _client(self, purpose: Any, options: dict[str, Any]) -> CollectedClientData:  # noqa: ANN401 - an enum member
        challenge = websafe_decode(options["publicKey"]["challenge"])
        return CollectedClientData.create(purpose, challenge, self.origin)

    def _answer(self, told: CollectedClientData, **response: str) -> str:
        name = websafe_encode(self.identifier)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {"clientDataJSON": websafe_encode(bytes(told)), **response},
            }
        )
