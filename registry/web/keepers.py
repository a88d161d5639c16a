"""The duty list of a collective household at the counter (集体户管理人)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.actions import end_keeper, name_keeper
from registry.errors import KeeperFromNowhere
from registry.models import Account, Household, Keeper
from registry.queries import keepers_of
from registry.web.access import OFFICERS, DeskRequest, desk_page, posted
from registry.web.collective_forms import KeeperEndForm, KeeperForm
from registry.web.collectives import collective_seen


@never_cache
@posted("collective", "household_id")
@desk_page(OFFICERS)
def name(request: DeskRequest, household_id: int) -> HttpResponse:
    """Put somebody on the duty list."""
    shown = collective_seen(request, household_id)
    form = KeeperForm(request.POST)
    if form.is_valid() and form.attempt(lambda: _named(request, shown.id, form)) is not None:
        messages.success(request, gettext("管理人已指定。"))
        return redirect("collective", shown.id)
    return _again(request, household_id, form, gettext("指定管理人"))


@never_cache
@posted("collective", "household_id")
@desk_page(OFFICERS)
def end(request: DeskRequest, household_id: int, keeper_id: int) -> HttpResponse:
    """End a duty; asked for the day first."""
    shown = collective_seen(request, household_id)
    keeper = next((each for each in keepers_of(shown.id) if each.pk == keeper_id), None)
    if keeper is None:
        raise NotFound
    form = KeeperEndForm(
        request.POST if "on" in request.POST else None, initial={"on": clock.today()}
    )
    if form.is_valid() and form.attempt(lambda: _ended(request, keeper, form)) is not None:
        messages.success(request, gettext("管理人任期已结束。"))
        return redirect("collective", shown.id)
    heading = gettext("结束管理人任期：%(name)s") % {"name": keeper.name}
    return _again(request, household_id, form, heading)


def _again(
    request: DeskRequest, household_id: int, form: KeeperForm | KeeperEndForm, heading: str
) -> HttpResponse:
    context = {
        "shown": collective_seen(request, household_id),
        "form": form,
        "heading": heading,
    }
    return render(request, "registry/keeper.html", context, status=form.status)


def _named(request: DeskRequest, household_id: int, form: KeeperForm) -> Keeper:
    told = form.cleaned_data
    account = Account.objects.filter(username=told["username"]).first()
    if told["username"] and account is None:
        # Whether an account exists elsewhere is nobody's to ask here.
        raise KeeperFromNowhere(
            account=told["username"], on=told["on"].isoformat(), field="account"
        )
    return name_keeper(
        Household(pk=household_id),
        account=account,
        name=told["name"],
        phone=told["phone"],
        on=told["on"],
        until=told["until"],
        by=request.user,
        basis={"document": told["document"], "clause": ""},
    )


def _ended(request: DeskRequest, keeper: Keeper, form: KeeperEndForm) -> Keeper:
    told = form.cleaned_data
    basis = {"document": told["document"], "clause": ""}
    return end_keeper(keeper, on=told["on"], by=request.user, basis=basis)
