"""What is filled in about visits (入户走访): a task, a result at a door, and a choice of two."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hukou.kernel import clock
from hukou.kernel.file_types import PICTURES, recognised
from hukou.web.forms import CounterForm, DayField, RadioButtons, TickBoxes, choose
from registry.actions.visit_photos import MOST_BYTES
from registry.actions.visits import LONGEST_UNCONFIRMED
from registry.models import VisitGround, VisitResult, VisitState

MOST_PHOTOS: Final = 6
PHOTOS: Final = ".jpg,.jpeg,.png,image/jpeg,image/png"
BY_THE_REGISTER: Final = (VisitGround.BEAT, VisitGround.FINDING, VisitGround.RESIDENCE)


class TaskListForm(CounterForm):
    """Which tasks to list."""

    state = forms.ChoiceField(
        label=_("任务状态"), required=False, choices=[("", _("全部")), *VisitState.choices]
    )
    after = forms.IntegerField(
        required=False, min_value=1, max_value=10**12, widget=forms.HiddenInput
    )


class VisitPlanForm(CounterForm):
    """What is visited, where, and until when."""

    title = forms.CharField(label=_("任务名称"), max_length=100)
    grounds = forms.MultipleChoiceField(
        label=_("走访事由"),
        widget=TickBoxes,
        choices=[(ground.value, ground.label) for ground in BY_THE_REGISTER],
        error_messages={"required": _("请至少选择一项走访事由")},
    )
    division = forms.ChoiceField(label=_("社区（村）"), required=False, choices=[])
    beat = forms.ChoiceField(label=_("责任区"), required=False, choices=[])
    unconfirmed = forms.IntegerField(
        label=_("实际居住超过多少天未核实"),
        min_value=0,
        max_value=LONGEST_UNCONFIRMED,
        initial=180,
        help_text=_("只用于“实际居住核实”"),
    )
    starts_on = DayField(label=_("开始日期"))
    due_on = DayField(label=_("完成期限"))

    def __init__(
        self, *args: Any, places: Sequence[tuple[str, str]], beats: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"starts_on": clock.today(), "unconfirmed": 180}, **kwargs)
        choose(self.fields["division"], [("", _("全部辖区")), *places])
        choose(self.fields["beat"], [("", _("不限")), *((beat, beat) for beat in beats)])


class _SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Some photos, each a JPEG or PNG by its content; read into memory, 10 MB each."""

    widget = _SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:  # noqa: ANN401, ARG002 - as Django's
        """Return what each file holds, each once."""
        sent: list[UploadedFile[bytes]] = list(data or [])
        if len(sent) > MOST_PHOTOS:
            raise forms.ValidationError(gettext("每处最多 6 张照片，不能重复。"))
        read = []
        for each in sent:
            if (each.size or 0) > MOST_BYTES:
                raise forms.ValidationError(gettext("照片超过10 MB"))
            content = each.read()
            if recognised(content) not in PICTURES:
                words = gettext("只接受 JPEG、PNG 照片：文件的内容不是这两种")
                raise forms.ValidationError(words)
            read.append(content)
        return list(dict.fromkeys(read))


class VisitResultForm(CounterForm):
    """What was found at a door; `key` makes a form that is sent twice count once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label=_("走访情况"),
        choices=VisitResult.choices,
        widget=RadioButtons,
        error_messages={"required": _("请选择走访情况。")},
    )
    people = forms.TypedMultipleChoiceField(
        label=_("涉及人员"),
        coerce=int,
        required=False,
        widget=TickBoxes,
        choices=[],
        help_text=_("不选为该处全部人员"),
    )
    visited_on = DayField(label=_("走访日期"))
    note = forms.CharField(
        label=_("情况说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    photos = PhotosField(
        label=_("照片"),
        required=False,
        widget=_SeveralFiles(attrs={"accept": PHOTOS, "class": "form-control"}),
        help_text=_("JPEG 或 PNG，每张不超过 10 MB，最多 6 张"),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, initial={"key": uuid4(), "visited_on": clock.today()}, **kwargs)
        choose(self.fields["people"], people)
        if not people:
            del self.fields["people"]

    def place(self, name: str) -> str | None:
        """Return the field of this form for one of a batch: `results.0.note` is `note`."""
        last = name.rpartition(".")[2]
        return {"pictures": "photos"}.get(last, last if last in self.fields else None)

    @property
    def chosen(self) -> tuple[int, ...]:
        return tuple(self.cleaned_data.get("people") or ())


class CompareForm(CounterForm):
    """Which of two results counts, and why."""

    report = forms.UUIDField(widget=forms.HiddenInput)
    adopt = forms.TypedChoiceField(
        label=_("采用哪一条"),
        coerce=lambda word: word == "other",
        choices=[("current", _("仍采用现有结果")), ("other", _("改为采用这一条"))],
        widget=RadioButtons,
        error_messages={"required": _("请选择采用哪一条")},
    )
    reason = forms.CharField(
        label=_("比对理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, report: UUID, **kwargs: Any) -> None:
        super().__init__(
            *args, initial={"report": report}, auto_id=f"id_{report.hex[:6]}_%s", **kwargs
        )


class CloseForm(CounterForm):
    """Why a task ends, or is cancelled."""

    reason = forms.CharField(label=_("事由"), max_length=300, required=False)
