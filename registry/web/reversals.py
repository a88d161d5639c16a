"""Reversing an entry (冲销): what falls is shown before it is saved; and who has been told."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from hukou.kernel.errors import NotFound
from hukou.web.forms import CounterForm
from registry.actions import (
    ReversalRehearsal,
    acknowledge_notice,
    rehearse_reversal,
    reverse_as_rehearsed,
)
from registry.models import Entry, NoticeAnswer
from registry.queries import notices_to, notices_told
from registry.web.access import OFFICERS, DeskRequest, desk_page, posted
from registry.web.noting import note_reading

LIMIT = 50


class ReversalForm(CounterForm):
    """Why an entry is reversed, and on which paper."""

    reason = forms.CharField(
        label=_("冲销理由"), max_length=200, help_text=_("如：录入时选错人员，与死亡证明不符")
    )
    document = forms.CharField(
        label=_("依据材料"), max_length=200, help_text=_("如：核查报告、更正审批表的编号")
    )


class AnswerForm(CounterForm):
    """What was done about a wrong value that had been read."""

    answer = forms.ChoiceField(label=_("处理结果"), choices=NoticeAnswer.choices)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(OFFICERS)
def reverse(request: DeskRequest, entry_id: int) -> HttpResponse:
    """Show what a reversal would undo, and make exactly that."""
    entry = _entry(request, entry_id)
    form = ReversalForm(request.POST or None)
    if not form.is_valid():
        form.cleaned_data = {}  # what the rehearsal refuses stands beside what is missing
    rehearsal = form.attempt(lambda: rehearse_reversal(entry, by=request.user))
    if form.is_bound and form.is_valid() and rehearsal is not None:
        made = form.attempt(lambda: _reversed(request, form, entry))
        if made is not None:
            messages.success(request, gettext("已冲销，相关登记恢复到办理之前。"))
            return _back(entry)
    people = _people(entry, rehearsal)
    note_reading(request, "reversal", people=people, fields=["name", "registration"])
    context = {"entry": entry, "form": form, "rehearsal": rehearsal}
    return render(request, "registry/reverse.html", context, status=form.status)


def _entry(request: DeskRequest, entry_id: int) -> Entry:
    """Return an entry of the desk's own offices."""
    entry = Entry.objects.select_related("office").filter(pk=entry_id).first()
    if entry is None or not request.scope.keeps(entry.office_id):
        raise NotFound
    return entry


def _reversed(request: DeskRequest, form: ReversalForm, entry: Entry) -> list[Entry]:
    return reverse_as_rehearsed(
        entry,
        by=request.user,
        basis={"document": form.cleaned_data["document"], "clause": ""},
        reason=form.cleaned_data["reason"],
        seal=request.POST.get("seal", ""),
    )


def _back(entry: Entry) -> HttpResponse:
    if entry.person_id:
        return redirect("person", entry.person_id)
    return redirect("household", entry.household_id)


def _people(entry: Entry, rehearsal: ReversalRehearsal | None) -> list[int]:
    if rehearsal is not None:
        return [each.person_id for each in rehearsal.people]
    return [entry.person_id] if entry.person_id else []


@never_cache
@require_safe
@desk_page()
def corrections(request: DeskRequest) -> HttpResponse:
    """List the corrections this account was told of, and whom corrections of its offices told."""
    mine, told = notices_to(request.scope, limit=LIMIT), notices_told(request.scope, limit=LIMIT)
    people = {person for each in (*mine.items, *told.items) for person in each.people}
    if people:
        note_reading(request, "corrections", people=people, fields=["name"])
    context = {"mine": mine.items, "told": told.items, "answers": NoticeAnswer.choices}
    return render(request, "registry/corrections.html", context)


@never_cache
@posted("corrections")
@desk_page()
def acknowledge(request: DeskRequest, notice_id: int) -> HttpResponse:
    """Note that this account knows of a correction, and what it did."""
    form = AnswerForm(request.POST)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        acknowledge_notice(notice_id, recipient=request.user.pk, answer=answer)
        messages.success(request, gettext("已确认。"))
    else:
        messages.error(request, gettext("请选择处理结果。"))
    return redirect("corrections")
