"""Where identity cards are accepted from elsewhere (异地受理点): listed, declared, closed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.actions import (
    AcceptancePointRequest,
    declare_acceptance_points,
    end_acceptance_point,
)
from applications.models import AcceptancePoint
from applications.queries.acceptance_points import offices_to_declare, points
from applications.queries.authority import IN_CHARGE
from hukou.kernel import clock
from hukou.kernel.errors import DomainError
from hukou.web.errors import refusal
from registry.web import DeskRequest, desk_page, posted

from .identity_card_forms import PointForm


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(IN_CHARGE)
def card_points(request: DeskRequest) -> HttpResponse:
    """List the points of our area, and declare another one."""
    today = clock.today()
    form = PointForm(
        request.POST or None,
        offices=offices_to_declare(request.scope),
        initial={"start": today, "office": request.posting.office_id},
    )
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: _declared(request, form))
        if made is not None:
            words = ngettext("已设立 %(n)s 项。", "已设立 %(n)s 项。", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect("card-points")
    context = {"form": form, "rows": points(request.scope), "today": today}
    return render(request, "applications/acceptance_points.html", context, status=form.status)


@posted("card-points")
@desk_page(IN_CHARGE)
def card_point_end(request: DeskRequest, point_id: int) -> HttpResponse:
    """Close a point at once; what it accepted is still handed over there."""
    try:
        end_acceptance_point(point_id, by=request.user)
    except DomainError as problem:
        messages.error(request, refusal(problem).words)
    else:
        messages.success(request, gettext("已撤销；此前受理的照常办理和发放。"))
    return redirect("card-points")


def _declared(request: DeskRequest, form: PointForm) -> list[AcceptancePoint]:
    told = form.cleaned_data
    return declare_acceptance_points(
        AcceptancePointRequest(
            office_id=told["office"],
            reaches=told["reaches"],
            matters=told["matters"],
            start=told["start"],
            until=told["until"],
            document=told["document"],
            clause=told["clause"],
        ),
        by=request.user,
    )
