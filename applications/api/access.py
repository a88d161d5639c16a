"""Who calls about an application: an officer, or the agency's program that filed it."""

from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from rest_framework.request import Request

from applications.errors import ChangedMeanwhile
from applications.queries.case import within
from hukou.api.authentication import Agency
from hukou.api.problems import PreconditionFailed
from hukou.api.purpose import purpose_of
from hukou.kernel import clock
from hukou.kernel.errors import DomainError, NotFound
from registry.models import Account
from registry.queries import Scope, scope_of, scope_of_client


@dataclass(frozen=True, slots=True)
class Caller:
    """The account that acts, or the program; `client` is empty for officers."""

    account: Account | None
    client: str
    scope: Scope

    def sees(self, application_id: UUID) -> bool:
        return within(self.scope).filter(id=application_id).exists()


def caller_of(request: Request) -> Caller:
    """Return who asks and what they may see."""
    user = request.user
    if isinstance(user, Agency):
        scope = scope_of_client(user.client_id, user.scopes)
        return Caller(None, user.client_id, scope.for_purpose(purpose_of(request)))
    assert isinstance(user, Account)  # noqa: S101 - MayCall let nobody else in
    return Caller(user, "", scope_of(user, on=clock.today()).for_purpose(purpose_of(request)))


class Actor(TypedDict):
    """Who acts, as actions want to know it."""

    by: Account | None
    client: str


def actor_of(request: Request) -> Actor:
    """Return who acts; costs no statement."""
    user = request.user
    if isinstance(user, Agency):
        return Actor(by=None, client=user.client_id)
    assert isinstance(user, Account)  # noqa: S101 - MayCall let nobody else in
    return Actor(by=user, client="")


def refusal(refused: DomainError, request: Request, application_id: UUID) -> DomainError:
    """Return what a refused caller is told.

    Whose file it is not learns from no refusal that there is one, or how it stands.
    """
    if not caller_of(request).sees(application_id):
        return NotFound()
    if isinstance(refused, ChangedMeanwhile):
        return PreconditionFailed("", **refused.facts)
    return refused
