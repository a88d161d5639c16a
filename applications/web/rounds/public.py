"""The list of a round as the public reads it on paper (公示名单): masked, on the days it is shown.

This page is for whoever is signed in; the public reads the paper, or an agency's program.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.queries.rounds.desk import may_run_rounds
from applications.queries.rounds.entry import round_in, scheme_of
from applications.queries.rounds.publicity import PublicList, public_list
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from hukou.web.forms import read_key
from registry.web import DeskRequest, desk_page


@never_cache
@require_safe
@desk_page()
def round_public(request: DeskRequest, round_id: UUID) -> HttpResponse:
    """Show the list that the public may read today: who is within the quota."""
    round_ = round_in(request.scope, round_id)
    told = _shown(round_id, after=read_key(request.GET.get("after", "")) or 0)
    context = {
        "round": round_,
        "scheme": scheme_of(round_),
        "told": told,
        "page": {"next": told.following if told else None},
        "may_run": may_run_rounds(request.user, round_.division, on=clock.today()),
    }
    return render(request, "applications/round_public.html", context)


def _shown(round_id: UUID, *, after: int) -> PublicList | None:
    try:
        return public_list(round_id, after=after)
    except NotFound:
        return None
