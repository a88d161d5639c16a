"""Which scopes a token may carry: those its client was granted."""

from oauth2_provider.models import AbstractApplication
from oauth2_provider.scopes import SettingsScopes

from registry.models import AgencyClient


class GrantedScopes(SettingsScopes):  # type: ignore[misc] # published without types
    """The scopes of the client's grant; without a grant, none."""

    def get_available_scopes(
        self,
        application: AbstractApplication | None = None,
        *_arguments: object,
        **_more: object,
    ) -> list[str]:
        client_id = application.client_id if application else ""
        client = AgencyClient.objects.filter(client_id=client_id).first()
        return client.scopes if client else []

    def get_default_scopes(
        self,
        application: AbstractApplication | None = None,
        *_arguments: object,
        **_more: object,
    ) -> list[str]:
        """Return the whole grant to a client that asks for no scope in particular."""
        return self.get_available_scopes(application)
