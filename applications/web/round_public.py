"""The list of a round as the public sees it (公示名单): masked names, printed by the browser."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.queries.round_figures import everybody_on
from applications.queries.round_view import shown_list
from applications.queries.rounds import round_in, scheme_of
from registry.web import DeskRequest, desk_page


@never_cache
@require_safe
@desk_page()
def round_public(request: DeskRequest, round_id: UUID) -> HttpResponse:
    """Show the list that was published last, or the final one: who is within the quota."""
    round_ = round_in(request.scope, round_id)
    shown = shown_list(round_) if not round_.is_over else round_.lists.order_by("-version").first()
    context = {
        "round": round_,
        "scheme": scheme_of(round_),
        "shown": shown,
        "rows": everybody_on(shown, scope=request.scope) if shown else (),
    }
    return render(request, "applications/round_public.html", context)
