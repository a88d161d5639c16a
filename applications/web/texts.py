"""Texts of regulations at the desk (读入原文): uploaded, shown with every mark, doubts answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from applications.actions import answer_doubt, import_text
from applications.models import SourceText, TextDoubt, TextReading
from applications.queries.law_desk import LAW_DESK, may_handle_law, place_of_text
from applications.queries.texts import readings, shown
from hukou.kernel import clock
from hukou.web.downloads import attached
from registry.web import DeskRequest, desk_page, posted

from .regulations import READERS
from .text_forms import AnswerForm, TextForm

"""A text is handed back as bytes, never opened by the browser as whatever it may be."""


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page(LAW_DESK)
def new_text(request: DeskRequest) -> HttpResponse:
    """Take a text in, and list those there are."""
    form = TextForm(request.POST or None, request.FILES or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        reading = form.attempt(lambda: _imported(request, form))
        if reading is not None:
            messages.success(request, gettext("原文已收存，请逐处核对存疑。"))
            return redirect("text", reading.pk)
    context = {"form": form, "readings": readings()}
    return render(request, "applications/text_new.html", context, status=form.status)


def _imported(request: DeskRequest, form: TextForm) -> TextReading:
    sent = form.cleaned_data["file"]
    return import_text(
        sent.read(),
        name=form.cleaned_data["name"] or sent.name,
        media_type=sent.content_type or "",
        regulation=form.cleaned_data["regulation"],
        by=request.user,
    )


@never_cache
@require_safe
@desk_page(READERS)
def text(request: DeskRequest, reading_id: int) -> HttpResponse:
    """Show a text as it is read, with every change and doubt marked."""
    return _page(request, get_object_or_404(TextReading, pk=reading_id))


@posted("text", "reading_id")
@desk_page(LAW_DESK)
def answer(request: DeskRequest, reading_id: int, doubt_id: int) -> HttpResponse:
    """Take down what somebody says about a doubt."""
    reading = get_object_or_404(TextReading, pk=reading_id)
    doubt = get_object_or_404(TextDoubt, pk=doubt_id, reading=reading)
    form = AnswerForm(request.POST)
    if form.is_valid() and form.attempt(lambda: _answered(request, doubt, form)) is not None:
        messages.success(request, gettext("已记录答复。"))
        return redirect(f"{request.path.rpartition('/doubts/')[0]}#doubt-{doubt.pk}")
    return _page(request, reading, failed=doubt.pk, form=form)


def _answered(request: DeskRequest, doubt: TextDoubt, form: AnswerForm) -> object:
    return answer_doubt(
        doubt,
        answer=form.cleaned_data["answer"],
        words=form.cleaned_data["words"],
        after=form.cleaned_data["after"],
        by=request.user,
    )


@never_cache
@require_safe
@desk_page(READERS)
def original(request: DeskRequest, reading_id: int) -> HttpResponse:  # noqa: ARG001
    """Return the file as it was received, byte for byte."""
    reading = get_object_or_404(TextReading, pk=reading_id)
    found = SourceText.objects.get(pk=reading.text_id)
    return attached(bytes(found.content), name=f"{found.sha256[:16]}.txt")


def _page(
    request: DeskRequest,
    reading: TextReading,
    *,
    failed: int | None = None,
    form: AnswerForm | None = None,
) -> HttpResponse:
    context = {
        "told": shown(reading),
        "may_answer": may_handle_law(
            request.user, on=clock.today(), place=place_of_text(reading.regulation)
        ),
        "failed": failed,
        "form": form,
        "answers": AnswerForm.base_fields["answer"],
    }
    status = form.status if form is not None else 200
    return render(request, "applications/text.html", context, status=status)
