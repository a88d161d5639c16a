"""Access tokens, as the register keeps them."""

from hukou.api.authentication import Agency, BearerToken
from hukou.kernel import clock
from registry.queries import grant_of


class AgencyToken(BearerToken):
    """A token that another agency's program fetched at `POST /oauth/token`."""

    def holder(self, token: str) -> Agency | None:
        grant = grant_of(token, at=clock.now())
        if grant is None:
            return None
        return Agency(client_id=grant.client_id, name=grant.name, scopes=grant.scopes)
