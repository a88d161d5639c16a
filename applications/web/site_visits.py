"""Files whose questions somebody looks into on site (实地核查), and the visits for them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.actions import plan_site_visits
from applications.queries.site_visits import site_questions
from hukou.kernel import clock
from hukou.web.forms import CounterForm, DayField
from registry.actions import PLANNERS
from registry.web import DeskRequest, desk_page, note_reading


class SiteVisitForm(CounterForm):
    """Until when the doors are visited."""

    title = forms.CharField(label=_("任务名称"), max_length=100)
    starts_on = DayField(label=_("开始日期"))
    due_on = DayField(label=_("完成期限"))


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(PLANNERS)
def site_visits(request: DeskRequest) -> HttpResponse:
    """List what can be looked into on site, and plan the visits."""
    asked = site_questions(request.scope)
    people = sorted({person for each in asked for person in each.people})
    if people:
        note_reading(request, "site_visits", people=people, fields=["address"])
    today = clock.today()
    told = {"starts_on": today, "title": gettext("实地核查") + f" {today.isoformat()}"}
    form = SiteVisitForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        task = form.attempt(lambda: plan_site_visits(by=request.user, **given))
        if task is not None:
            messages.success(request, gettext("走访任务已建立。"))
            return redirect("visit-task", task.pk)
    left = sum(each.task is None for each in asked)
    context = {"asked": asked, "form": form, "left": left}
    return render(request, "applications/site_visits.html", context, status=form.status)
