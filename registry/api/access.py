"""Who reads, and what they may see: every address of this room begins here."""

from django.contrib.auth.models import AnonymousUser
from rest_framework.request import Request

from hukou.api.authentication import Agency
from hukou.api.purpose import purpose_of
from hukou.kernel import clock
from hukou.kernel.errors import Forbidden
from registry.models import Account
from registry.queries import NOBODY, Scope, scope_of, scope_of_client


class SeesNobody(Forbidden):
    """This account has no post that may read the register."""

    code = "sees-nobody"
    zh = "您的岗位不能查询户籍登记信息。"


def scope_of_request(request: Request) -> Scope:
    """Return what the caller may see, for the purpose they stated.

    Raises SeesNobody: administrators keep accounts and logs, not people.
    """
    scope = _scope_of(request.user)
    if not scope.fields:
        raise SeesNobody
    return scope.for_purpose(purpose_of(request))


def _scope_of(user: Account | Agency | AnonymousUser) -> Scope:
    if isinstance(user, Agency):
        return scope_of_client(user.client_id, user.scopes)
    if isinstance(user, Account):
        return scope_of(user, on=clock.today())
    return NOBODY
