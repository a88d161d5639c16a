"""Which counters accept applications for us (通办约定): listed, agreed, ended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.actions import AgreementRequest, agree_reception, end_reception
from applications.models import ReceptionAgreement
from applications.queries.authority import IN_CHARGE
from applications.queries.reception import agreements, counters_elsewhere
from hukou.kernel import clock
from hukou.kernel.errors import DomainError
from hukou.web.errors import refusal
from registry.web import DeskRequest, desk_page, posted

from .reception_form import AgreementForm


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(IN_CHARGE)
def receptions(request: DeskRequest) -> HttpResponse:
    """List the agreements that concern us, and make another for our own office."""
    home = request.posting.office
    form = AgreementForm(
        request.POST or None,
        counters=counters_elsewhere(home.pk),
        initial={"start": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        agreed = form.attempt(lambda: _agreed(request, form))
        if agreed is not None:
            messages.success(request, gettext("通办约定已记录。"))
            return redirect("receptions")
    rows = agreements(request.scope)
    context = {
        "form": form,
        "home": home,
        "rows": [(row, request.scope.keeps(row.home_id)) for row in rows],
        "today": clock.today(),
    }
    return render(request, "applications/receptions.html", context, status=form.status)


@posted("receptions")
@desk_page(IN_CHARGE)
def reception_end(request: DeskRequest, agreement_id: int) -> HttpResponse:
    """End an agreement at once."""
    try:
        end_reception(agreement_id, by=request.user)
    except DomainError as problem:
        messages.error(request, refusal(problem).words)
    else:
        messages.success(request, gettext("约定已终止，此后由户籍地机关受理。"))
    return redirect("receptions")


def _agreed(request: DeskRequest, form: AgreementForm) -> ReceptionAgreement:
    told = form.cleaned_data
    return agree_reception(
        AgreementRequest(
            counter_id=told["counter"],
            kind=told["kind"],
            start=told["start"],
            until=told["until"],
            document=told["document"],
            clause=told["clause"],
        ),
        by=request.user,
    )
