"""The rounds of settling by points (积分年度): which there are, and the order of a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.actions import RoundRequest, declare_round
from applications.models import Round
from applications.queries.rounds.entry import rounds as rounds_of
from applications.queries.rounds.view import places_to_run
from hukou.kernel import clock
from registry.web import OFFICERS, DeskRequest, desk_page

from .forms import DeclareForm


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def rounds(request: DeskRequest) -> HttpResponse:
    """List the rounds that concern us; who runs them enters the order of another."""
    today = clock.today()
    places = places_to_run(request.user, on=today)
    form = DeclareForm(request.POST or None, places=places, initial={"year": today.year})
    if request.method == "POST" and form.is_valid():
        declared = form.attempt(lambda: _declared(request, form))
        if declared is not None:
            messages.success(request, gettext("年度通告已录入，到期自动开放申请。"))
            return redirect("round", declared.pk)
    context = {"rows": rounds_of(request.scope), "form": form, "places": places}
    return render(request, "applications/rounds.html", context, status=form.status)


def _declared(request: DeskRequest, form: DeclareForm) -> Round:
    return declare_round(RoundRequest(**form.cleaned_data), by=request.user)
