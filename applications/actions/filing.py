"""Writing an application down and handing it in, in one go (录入并提交): for other programs."""

from django.db import transaction

from applications.kinds import DraftRequest
from applications.models import Application
from registry.models import Account

from .drafting import write_down
from .submission import hand_in


@transaction.atomic(durable=True)
def file(request: DraftRequest, *, by: Account | None, client: str = "") -> Application:
    """Write a new application and hand it in, both or neither.

    Raises the errors of `draft` and `submit`; then nothing is stored.
    """
    return hand_in(write_down(request, by=by, client=client), by=by)
