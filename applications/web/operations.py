"""The operations page (部门运行): agencies' health, queues, what is late, what came to nothing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.actions import resend
from applications.queries.authority import IN_CHARGE
from applications.queries.operations import (
    State,
    agencies_health,
    dead_letters,
    not_taken,
    oldest_unanswered,
    stuck_files,
)
from applications.wake import wake_ups_waiting
from hukou.kernel import clock
from registry.models import PostingRole
from registry.web import DeskRequest, desk_page, posted

WATCHERS = IN_CHARGE | {PostingRole.SYSTEM_ADMINISTRATOR}
STATES = {
    State.CALM: ("ok", _("正常")),
    State.TRIAL: ("warn", _("正在试通")),
    State.LEFT_ALONE: ("bad", _("暂停调用")),
    State.SILENT: ("bad", _("逾期且无任何答复")),
    State.BY_FILE: ("line", _("文件交换")),
}


@never_cache
@require_safe
@desk_page(WATCHERS)
def operations(request: DeskRequest) -> HttpResponse:
    """Show how the agencies are doing, for one's own offices; nobody's data is shown."""
    now = clock.now()
    health = agencies_health(request.scope, now=now)
    context = {
        "health": [(each, *STATES[each.state]) for each in health],
        "most": max((each.total for each in health), default=0) or 1,
        "waiting": sum(each.waiting for each in health),
        "late": sum(each.late for each in health),
        "due_now": sum(each.due_now for each in health),
        "queue": wake_ups_waiting(),
        "oldest": oldest_unanswered(request.scope),
        "stuck": stuck_files(request.scope),
        "dead": dead_letters(request.scope),
        "refused": not_taken(),
        "may_open": request.posting.role in IN_CHARGE,
        "now": now,
    }
    return render(request, "applications/operations.html", context)


@posted("operations")
@desk_page(WATCHERS)
def resend_question(request: DeskRequest, verification_id: UUID) -> HttpResponse:
    """Send a question again; the page says what became of it."""
    resend(verification_id, by=request.user, reason=request.POST.get("reason", ""))
    messages.success(request, gettext("已重新发出。"))
    return redirect("operations")
