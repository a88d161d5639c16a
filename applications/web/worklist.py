"""The work queue (工作台): what waits for whom, the most urgent first."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.queries.oversight import told_at
from applications.queries.worklists import LISTS, counts, recently_finished, worklist
from hukou.kernel import clock
from registry.queries import Page, public_collectives_by_district
from registry.web import DeskRequest, desk_page

TABS: Final = {
    "mine": _("我的"),
    "office": _("本所"),
    "to_decide": _("待审批"),
    "due_soon": _("即将超期"),
    "waiting": _("待部门答复"),
}
FINISHED: Final = "finished"
EMPTY: Final = {
    "mine": _("没有由您经办的件。可到“本所”接办，或从左侧新建申请。"),
    "office": _("本机关没有在办的件。"),
    "to_decide": _("没有等待审批的件。"),
    "due_soon": _("没有即将到期的件。"),
    "waiting": _("没有等待部门答复的件。"),
    FINISHED: _("近三十天没有办结的件。"),
}


@never_cache
@require_safe
@desk_page()
def work(request: DeskRequest) -> HttpResponse:
    """Show one list, and how many every list holds."""
    name = request.GET.get("list", "")
    now = clock.now()
    totals = counts(request.scope, now=now)
    if name == FINISHED:
        page = Page(recently_finished(request.scope, now=now))
    else:
        name = name if name in LISTS else ("mine" if totals["mine"] else "office")
        cursor = request.GET.get("cursor")
        page = worklist(name, scope=request.scope, now=now, cursor=cursor)
    districts = public_collectives_by_district(scope=request.scope, on=clock.today())
    context = {
        "name": name,
        "tabs": [(key, label, totals[key]) for key, label in TABS.items()],
        "rows": page.items,
        "next": page.next,
        "empty": EMPTY[name],
        "fallen": told_at(request.scope),
        "alarms": [each.name for each in districts if each.alarms],
    }
    return render(request, "applications/worklist.html", context)
