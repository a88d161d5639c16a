"""How tests sign in: `force_login` stands for a sign-in with everything the post asks for."""

from datetime import timedelta
from typing import Final

from django.test import Client

from hukou.kernel import clock
from registry.models import Account, PostingRole, Proof
from registry.web.sessions import PROOF, SIGN_IN, UNTIL
from tests.authenticators import HOST
from tests.cast import station

BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
PASSWORD: Final = "书香路上的一把钥匙"
FOR_EVER: Final = timedelta(days=36_500)
"""Tests hold the clock at days of their own: only those of the limits themselves run into them."""
_force_login: Final = Client.force_login


def force_login(client: Client, user: Account, backend: str | None = None) -> None:
    """Sign in without the pages, as somebody who has proven both steps."""
    _force_login(client, user, backend or BACKEND)
    sign(client, user, proof=Proof.AUTHENTICATOR)


def sign(client: Client, user: Account, *, proof: Proof) -> None:
    """Mark a client's session as one that began with this proof."""
    session = client.session
    signed_in = Account.objects.values_list("sign_in", flat=True).get(pk=user.pk)
    session[SIGN_IN], session[PROOF] = signed_in, proof.value
    session[UNTIL] = int((clock.now() + FOR_EVER).timestamp())
    session.save()


def officer(role: str = PostingRole.OFFICER) -> Account:
    account = station(role).officer
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    return account


def past_the_password(account: Account, **more: str) -> Client:
    client = Client(headers={"host": HOST})
    client.post("/sign-in", {"username": account.username, "password": PASSWORD, **more})
    return client


def is_in(client: Client) -> bool:
    return client.get("/sign-out").status_code == 405 and "_auth_user_id" in client.session
