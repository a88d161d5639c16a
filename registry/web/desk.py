"""Who sits at the desk: what the top bar of every page shows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from hukou.kernel import clock
from registry.models import Account, Posting


def desk(request: HttpRequest) -> dict[str, object]:
    """Give templates `desk`, read only when a page draws it (one query)."""
    return {"desk": SimpleLazyObject(lambda: _desk(request))}


def _desk(request: HttpRequest) -> dict[str, object]:
    account = request.user
    if not isinstance(account, Account):
        return {"demo": settings.HUKOU_DEMO}
    posting = posting_of(account)
    return {
        "demo": settings.HUKOU_DEMO,
        "name": account.name,
        "office_name": posting.office.name if posting else gettext("没有任职"),
        "role_name": gettext(posting.get_role_display()) if posting else "",
    }


def posting_of(account: Account) -> Posting | None:
    """Return the posting the account holds today."""
    return (
        Posting.objects.on(clock.today()).filter(account=account).select_related("office").first()
    )
