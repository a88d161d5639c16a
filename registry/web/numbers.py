"""Checking an identity number while it is typed (号码核对); the answer names nobody."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from hukou.kernel import identity_number
from hukou.kernel.errors import InvalidInput
from registry.web.access import DeskRequest, desk_page


@require_POST
@desk_page()
def number_check(request: DeskRequest) -> HttpResponse:
    """Say what is wrong with the number, or the birth date and sex it carries."""
    typed = request.POST.get(request.POST.get("field", ""), "")
    context: dict[str, object] = {"typed": typed}
    try:
        context["number"] = identity_number.parse(typed) if typed else None
    except InvalidInput as problem:
        context["problem"] = problem.zh
    return render(request, "registry/components/number_check.html", context)
