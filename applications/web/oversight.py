"""Looking at delegated decisions afterwards (授权抽查): draws, reviews, rates, what fell back."""

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.actions import (
    acknowledge_pull_back,
    draw_sample,
    review_decision,
    set_sampling_rule,
)
from applications.models import DecisionReview, ReviewFinding, SamplingRule
from applications.queries.authority import BUREAU, IN_CHARGE
from applications.queries.oversight import (
    error_rates,
    limits_at,
    pull_backs,
    reviews_within,
    waiting_reviews,
)
from applications.queries.past_decisions import described_one
from applications.web.oversight_forms import ReviewForm, RuleForm
from hukou.kernel import clock
from hukou.kernel.errors import NotFound
from registry.web import DeskRequest, desk_page, posted

LOOKS_BACK: Final = timedelta(days=365)
SHOWN: Final = 50


@never_cache
@require_safe
@desk_page(IN_CHARGE)
def oversight(request: DeskRequest) -> HttpResponse:
    """Show what waits to be looked at, who was wrong how often, and what fell back."""
    today = clock.today()
    waiting = waiting_reviews(request.scope)
    context = {
        "waiting": waiting[:SHOWN],
        "count": waiting.count(),
        "rates": error_rates(
            request.scope, since=today - LOOKS_BACK, until=today + timedelta(days=1)
        ),
        "fallen": pull_backs(request.scope)[:SHOWN],
        "limits": limits_at(request.posting.office_id),
        "may_rule": request.posting.role in BUREAU,
    }
    return render(request, "applications/oversight.html", context)


@never_cache
@desk_page(IN_CHARGE)
@posted("oversight")
def oversight_draw(request: DeskRequest) -> HttpResponse:
    """Draw what is to be looked at of one's offices."""
    drawn = draw_sample(request.scope.offices or [], by=request.user)
    if drawn:
        messages.success(request, gettext("已抽取 %(n)d 件。") % {"n": len(drawn)})
    else:
        messages.info(request, gettext("没有新的可抽：按比例应抽的都已抽取。"))
    return redirect("oversight")


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(IN_CHARGE)
def oversight_review(request: DeskRequest, review_id: int) -> HttpResponse:
    """Show a drawn decision without anybody's name, and take what the look came to."""
    review = reviews_within(request.scope).filter(pk=review_id).first()
    if review is None:
        raise NotFound(review=review_id)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        taken = form.attempt(lambda: _reviewed(request, review_id, form))
        if taken is not None:
            return _next(request)
    context = {
        "review": review,
        "past": described_one(review.decision, on=clock.today()),
        "form": form,
    }
    return render(request, "applications/oversight_review.html", context, status=form.status)


def _reviewed(request: DeskRequest, review_id: int, form: ReviewForm) -> DecisionReview:
    return review_decision(
        review_id,
        finding=ReviewFinding(form.cleaned_data["finding"]),
        note=form.cleaned_data["note"],
        by=request.user,
    )


def _next(request: DeskRequest) -> HttpResponse:
    """Go on to the next that waits, or back to the list."""
    messages.success(request, gettext("复核结论已记录。"))
    following = waiting_reviews(request.scope).exclude(decision__decided_by=request.user).first()
    return redirect("oversight-review", following.pk) if following else redirect("oversight")


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(BUREAU)
def oversight_rule(request: DeskRequest) -> HttpResponse:
    """Show the figures that hold here, and set others."""
    limits = limits_at(request.posting.office_id)
    now = {"share": limits.share, "at_least": limits.at_least, "limit": limits.limit}
    form = RuleForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        ruled = form.attempt(lambda: _ruled(request, form))
        if ruled is not None:
            messages.success(request, gettext("抽查规则已更新，即时适用于本机关及下级机关。"))
            return redirect("oversight")
    context = {"form": form, "limits": limits}
    return render(request, "applications/oversight_rule.html", context, status=form.status)


def _ruled(request: DeskRequest, form: RuleForm) -> SamplingRule:
    told = form.cleaned_data
    return set_sampling_rule(
        share=told["share"],
        at_least=told["at_least"],
        limit=told["limit"],
        reason=told["reason"],
        by=request.user,
    )


@never_cache
@desk_page(IN_CHARGE)
@posted("oversight")
def oversight_acknowledge(request: DeskRequest, pull_back_id: int) -> HttpResponse:
    """Take note of an item that fell back."""
    acknowledge_pull_back(pull_back_id, by=request.user)
    return redirect("oversight")
