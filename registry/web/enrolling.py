"""Taking a new second factor (登记第二因素): an authenticator or a security key."""

import json
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext

from hukou.kernel import one_time_codes
from hukou.web.forms import CounterForm
from registry.actions import enrol_authenticator, enrol_key
from registry.models import Account
from registry.queries.signing_in import Sent, ask_to_enrol

from .sign_in_forms import AuthenticatorForm, KeyForm

SEED: Final = "seed"
CHALLENGE: Final = "challenge"


def host_of(request: HttpRequest) -> str:
    """Return the host name keys are bound to: what people typed, without the port."""
    return urlsplit(f"//{request.get_host()}").hostname or ""


def keys_work(request: HttpRequest) -> bool:
    """Whether browsers let keys be used here: under a name, never under a bare address."""
    try:
        ip_address(host_of(request))
    except ValueError:
        return True
    return False


@dataclass(slots=True)
class Enrolling:
    """The two ways on one page; `taken` once one of them worked."""

    request: HttpRequest
    account: Account
    enrolment_code: str = ""
    taken: bool = False
    authenticator: AuthenticatorForm | None = None
    key: KeyForm | None = None

    def read(self) -> None:
        """Take what was posted, if it was for one of the two."""
        act = self.request.POST.get("act")
        self.authenticator = AuthenticatorForm(
            self.request.POST if act == "authenticator" else None
        )
        self.key = KeyForm(self.request.POST if act == "key" else None, auto_id="key_%s")
        if act == "authenticator" and self.authenticator.is_valid():
            self._take_authenticator(self.authenticator)
        if act == "key" and self.key.is_valid():
            self._take_key(self.key)
        if self.taken:
            for name in (SEED, CHALLENGE):
                self.request.session.pop(name, None)

    @property
    def status(self) -> int:
        bound = [form for form in (self.authenticator, self.key) if form and form.is_bound]
        return bound[0].status if bound else 200

    def shown(self) -> dict[str, Any]:
        """Return what the page needs: the seed to read, and the question to a key."""
        seed = self._seed() or self._new_seed()
        context: dict[str, Any] = {
            "authenticator": self.authenticator or AuthenticatorForm(),
            "key": self.key or KeyForm(auto_id="key_%s"),
            "seed": one_time_codes.written(seed),
            "picture": _picture(seed, self.account),
            "keys_work": keys_work(self.request),
        }
        if keys_work(self.request):
            asked = ask_to_enrol(self.account, host=host_of(self.request))
            self.request.session[CHALLENGE] = asked.challenge
            context["options_text"] = json.dumps(asked.options)
        return context

    def _take_authenticator(self, form: AuthenticatorForm) -> None:
        seed = self._seed()
        if seed is None:
            return
        self._attempt(
            form,
            lambda: enrol_authenticator(
                self.account.pk,
                seed=seed,
                code=form.cleaned_data["code"],
                label=form.cleaned_data["label"],
                enrolment_code=self.enrolment_code,
            ),
        )

    def _take_key(self, form: KeyForm) -> None:
        challenge = self.request.session.pop(CHALLENGE, {})
        sent = Sent(form.cleaned_data["answer"], challenge, host_of(self.request))
        self._attempt(
            form,
            lambda: enrol_key(
                self.account.pk,
                sent=sent,
                label=form.cleaned_data["label"],
                enrolment_code=self.enrolment_code,
            ),
        )

    def _attempt(self, form: CounterForm, act: Any) -> None:  # noqa: ANN401 - any action
        self.taken = form.attempt(act) is not None

    def _seed(self) -> bytes | None:
        sealed = self.request.session.get(SEED)
        return one_time_codes.unseal(sealed.encode(), key=settings.SECRET_KEY) if sealed else None

    def _new_seed(self) -> bytes:
        seed = one_time_codes.new_seed()
        sealed = one_time_codes.seal(seed, key=settings.SECRET_KEY)
        self.request.session[SEED] = sealed.decode()
        return seed


def _picture(seed: bytes, account: Account) -> str:
    """Return the QR code as a data address."""
    address = one_time_codes.address(seed, account=account.username, issuer=gettext("户籍业务系统"))
    code = segno.make(address, error="m")
    uri: str = code.svg_data_uri(scale=4, border=2)
    return uri
