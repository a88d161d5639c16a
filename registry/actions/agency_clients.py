"""Letting other agencies' programs in (调用方授权)."""

from collections.abc import Iterable
from typing import Final

import structlog
from django.conf import settings
from django.db import transaction
from oauth2_provider.models import get_access_token_model, get_application_model

from hukou.kernel.errors import InvalidInput
from registry.models import Account, AgencyClient, PostingRole

from .administering import require_administrator

log = structlog.get_logger(__name__)
SHORTEST_SECRET: Final = 24


@transaction.atomic
def grant_client(
    client_id: str, *, name: str, secret: str, scopes: Iterable[str], purpose: str = ""
) -> AgencyClient:
    """Let a program fetch tokens with these scopes and no others; replaces an earlier grant.

    Raises:
        InvalidInput: a scope that does not exist, or a secret that can be guessed.
    """
    granted = sorted(set(scopes))
    if unknown := set(granted) - set(settings.API_SCOPES):
        raise InvalidInput(f"no such scope: {', '.join(sorted(unknown))}", field="scopes")
    if len(secret) < SHORTEST_SECRET:
        raise InvalidInput(f"at least {SHORTEST_SECRET} characters", field="secret")
    application = get_application_model()
    application.objects.update_or_create(
        client_id=client_id,
        defaults={
            "name": name,
            "client_secret": secret,
            "client_type": application.CLIENT_CONFIDENTIAL,
            "authorization_grant_type": application.GRANT_CLIENT_CREDENTIALS,
        },
    )
    client, _ = AgencyClient.objects.update_or_create(
        client_id=client_id, defaults={"name": name, "scopes": granted, "purpose": purpose}
    )
    return client


@transaction.atomic
def withdraw_client(client_id: str, *, by: Account) -> AgencyClient:
    """Take every scope from a program, and the tokens it fetched; an administrator may grant anew.

    Raises:
        NotForThisAdministrator: only the system administrator lets programs in and out.
        InvalidInput: nothing is granted to it.
    """
    require_administrator(by, PostingRole.SYSTEM_ADMINISTRATOR)
    client = AgencyClient.objects.select_for_update().filter(client_id=client_id).first()
    if client is None or not client.scopes:
        raise InvalidInput("该调用方没有授权可收回", field="client_id")
    client.scopes = []
    client.save(update_fields=["scopes"])
    get_access_token_model().objects.filter(application__client_id=client_id).delete()
    log.info("client_withdrawn", client_id=client_id, by=by.pk)
    return client
