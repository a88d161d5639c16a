"""Who reads, and what they may see: every address of this room begins here."""

from rest_framework.request import Request

from hukou.api.authentication import Agency
from hukou.api.purpose import purpose_of
from hukou.kernel import clock
from hukou.kernel.errors import Forbidden
from registry.queries import Scope, scope_of, scope_of_client


class SeesNobody(Forbidden):
    """This account has no post that may read the register."""

    code = "sees-nobody"
    zh = "您的岗位不能查询户籍登记信息。"


def scope_of_request(request: Request) -> Scope:
    """Return what the caller may see, for the purpose they stated.

    Raises SeesNobody: administrators keep accounts and logs, not people.
    """
    user = request.user
    if isinstance(user, Agency):
        scope = scope_of_client(user.client_id, user.scopes)
    else:
        scope = scope_of(user, on=clock.today())
    if not scope.fields:
        raise SeesNobody
    return scope.for_purpose(purpose_of(request))
