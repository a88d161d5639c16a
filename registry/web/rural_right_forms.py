"""What officers fill in about rural land rights: every field is of the note, none is asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hukou.web.forms import CounterForm, DayField
from registry.actions import RightTold
from registry.models import Certificate, RightSource, RuralRight, RuralRightKind


class ToldForm(CounterForm):
    """What is known of a right."""

    certificate = forms.ChoiceField(
        label=_("证书情况"), choices=Certificate.choices, initial=Certificate.UNKNOWN
    )
    certificate_number = forms.CharField(
        label=_("证书编号"), max_length=60, required=False, help_text=_("可以不填")
    )
    collective = forms.CharField(
        label=_("集体经济组织名称"), max_length=100, required=False, help_text=_("可以不填")
    )
    division = forms.CharField(
        label=_("集体所在地区划代码"),
        max_length=12,
        required=False,
        help_text=_("流转范围按当地规定显示"),
    )
    on = DayField(label=_("情况日期"))
    source = forms.ChoiceField(label=_("信息来源"), choices=RightSource.choices)
    document = forms.CharField(
        label=_("来源说明"), max_length=200, help_text=_("如：本人说明、部门共享数据的批次")
    )

    @property
    def told(self) -> RightTold:
        """What the action is told."""
        names = ("certificate", "certificate_number", "collective", "division", "source")
        return RightTold(**{name: self.cleaned_data[name] for name in names})

    @property
    def basis(self) -> dict[str, str]:
        return {"document": self.cleaned_data["document"], "clause": ""}


class NoteForm(ToldForm):
    """A right that was not noted yet, or stands anew."""

    field_order = ["right"]
    right = forms.ChoiceField(label=_("权利种类"), choices=RuralRightKind.choices)
    by_household = forms.BooleanField(label=_("按户享有，记在现户口所在户"), required=False)


class CorrectForm(ToldForm):
    """What a note says, corrected."""

    def __init__(self, *args: Any, note: RuralRight, **kwargs: Any) -> None:
        kwargs["initial"] = {
            name: getattr(note, name)
            for name in ("certificate", "certificate_number", "collective", "division", "source")
        } | kwargs.get("initial", {})
        super().__init__(*args, auto_id="id_correct_%s", **kwargs)


class EndForm(CounterForm):
    """Why a note ends."""

    because = forms.CharField(
        label=_("终止原因"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("如：本人依法自愿有偿转让、登记有误。落户不是终止的原因。"),
    )
    on = DayField(label=_("终止日期"))
    document = forms.CharField(label=_("来源说明"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_end_%s", **kwargs)
