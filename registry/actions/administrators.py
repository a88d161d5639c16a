"""What only an administrator does (管理员): each of the three has their own work, and no more."""

import structlog
from django.db import transaction
from psycopg.types.range import Range

from hukou.kernel import clock
from hukou.kernel.errors import InvalidInput
from registry.errors import EndsOwnPosting, NotForThisAdministrator
from registry.models import Account, Posting, PostingRole

log = structlog.get_logger(__name__)


def require_administrator(account: Account, role: PostingRole) -> Posting:
    """Return the post by which an account is this kind of administrator today.

    Raises NotForThisAdministrator.
    """
    held = Posting.objects.on(clock.today()).filter(account=account, role=role)
    posting = held.first() if account.is_active else None
    if posting is None:
        raise NotForThisAdministrator(role=role.value)
    return posting


@transaction.atomic
def end_posting(posting_id: int, *, by: Account) -> Posting:
    """End a post: from today on its holder has no power by it. What they did stays theirs.

    Raises:
        NotForThisAdministrator: only the security administrator gives and takes rights.
        EndsOwnPosting: another security administrator ends it.
        InvalidInput: it is not held today, or began today and would end before it began.
    """
    require_administrator(by, PostingRole.SECURITY_ADMINISTRATOR)
    today = clock.today()
    posting = Posting.objects.select_for_update().filter(pk=posting_id).first()
    if posting is None or today not in posting.period:
        raise InvalidInput("该任职今天不在任", field="posting")
    if posting.account_id == by.pk:
        raise EndsOwnPosting
    if posting.period.lower == today:
        raise InvalidInput("该任职今天才开始，明天起可以结束", field="posting")
    posting.period = Range(posting.period.lower, today)
    posting.save(update_fields=["period"])
    log.info("posting_ended", posting=posting.pk, by=by.pk)
    return posting
