"""Comparing faces at the counter (人像比对): two pictures, advice, and the officer's finding."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from applications.actions import find_face
from applications.comparing_faces import compare_faces
from applications.models import FaceComparison, FaceFinding, FaceOccasion, FaceStatus
from applications.queries.case import CaseFile
from applications.web.cases import opened
from hukou.kernel.errors import NotFound
from hukou.web.forms import CounterForm, RadioButtons, choose
from registry.web import OFFICERS, DeskRequest, desk_page, posted

ACCEPTED = ".jpg,.jpeg,.png,image/jpeg,image/png"


def _picture_field(label: object) -> forms.FileField:
    return forms.FileField(
        label=label,  # type: ignore[arg-type] # a lazy text of ours
        allow_empty_file=True,
        max_length=200,
        error_messages={"required": _("请选择照片")},
        widget=forms.FileInput(attrs={"accept": ACCEPTED, "class": "form-control"}),
    )


class CompareFacesForm(CounterForm):
    """Whose face, on what occasion, with what consent, and the two pictures."""

    party = forms.TypedChoiceField(label=_("当事人"), coerce=int, choices=[])
    occasion = forms.ChoiceField(label=_("比对场合"), choices=FaceOccasion.choices)
    consent = forms.CharField(
        label=_("征得同意情况"),
        max_length=200,
        help_text=_("用途：核对来人与证件是否同一人。写明如何告知、本人如何同意"),
        error_messages={"required": _("请写明如何告知用途并征得本人同意，200 字以内。")},
    )
    of_paper = _picture_field(_("证件照片"))
    of_visitor = _picture_field(_("现场照片"))

    def __init__(self, *args: object, file: CaseFile, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["party"], [(each.id, each.name) for each in file.parties])


class FaceFindingForm(CounterForm):
    """What the officer finds, and why."""

    finding = forms.ChoiceField(
        label=_("民警认定"),
        choices=FaceFinding.choices,
        widget=RadioButtons,
        error_messages={"required": _("请选择认定：同一人、不是同一人，或不能判定。")},
    )
    reason = forms.CharField(
        label=_("认定理由"),
        max_length=300,
        required=False,
        help_text=_("与建议一致的可以不填"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: object, comparison: UUID, **kwargs: object) -> None:
        super().__init__(*args, auto_id=f"id_{comparison.hex[:6]}_%s", **kwargs)


@never_cache
@require_http_methods(["GET", "POST"])
@desk_page()
def faces(request: DeskRequest, application_id: UUID) -> HttpResponse:
    """Show the comparisons of a file, and ask for another."""
    file = opened(request, application_id)
    form = CompareFacesForm(request.POST or None, request.FILES or None, file=file)
    if request.method == "POST" and form.is_valid():
        made = form.attempt(lambda: _compared(request, file, form))
        if made is not None:
            if made.status == FaceStatus.ADVISED:
                messages.success(request, gettext("已取得比对建议，请核对本人后作出认定。"))
            else:
                messages.warning(request, gettext("未取得比对建议，请当面核对后作出认定。"))
            return redirect("application-faces", application_id)
    return _page(request, file, form)


def _compared(request: DeskRequest, file: CaseFile, form: CompareFacesForm) -> FaceComparison:
    told = form.cleaned_data
    return compare_faces(
        file.application.pk,
        party=told["party"],
        occasion=told["occasion"],
        consent=told["consent"],
        of_paper=told["of_paper"].read(),
        of_visitor=told["of_visitor"].read(),
        by=request.user,
    )


def _page(
    request: DeskRequest,
    file: CaseFile,
    form: CompareFacesForm,
    bound: tuple[UUID, FaceFindingForm] | None = None,
) -> HttpResponse:
    names = {each.id: each.name for each in file.parties}
    finds = request.scope.is_officer
    shown = []
    for row in comparisons_of(file.application.pk):
        own = bound[1] if bound and bound[0] == row.pk else FaceFindingForm(comparison=row.pk)
        shown.append((row, names.get(row.party_id, ""), own if finds and not row.finding else None))
    status = bound[1].status if bound else form.status
    context = {"file": file, "form": form, "shown": shown}
    return render(request, "applications/faces.html", context, status=status)


def comparisons_of(application_id: UUID) -> list[FaceComparison]:
    """Return the comparisons of a file, the earliest first; one statement."""
    rows = FaceComparison.objects.filter(application=application_id)
    return list(rows.select_related("asked_by", "found_by").order_by("asked_at", "id"))


@posted("application-faces", "application_id")
@desk_page(OFFICERS)
def face_finding(request: DeskRequest, application_id: UUID, face_id: UUID) -> HttpResponse:
    """Write the officer's own finding."""
    file = opened(request, application_id)
    if not any(each.pk == face_id for each in comparisons_of(application_id)):
        raise NotFound
    form = FaceFindingForm(request.POST, comparison=face_id)
    if form.is_valid():
        told = form.cleaned_data
        found = form.attempt(
            lambda: find_face(
                face_id, finding=told["finding"], reason=told["reason"], by=request.user
            )
        )
        if found is not None:
            messages.success(request, gettext("认定已保存。"))
            return redirect("application-faces", application_id)
    return _page(request, file, CompareFacesForm(file=file), (face_id, form))
