"""What the law desk fills in: answers to the lint, old rules, and measures taken on them."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import LintVerdict, Measure
from hukou.web.forms import CounterForm, DayField, RadioButtons, choose

VERDICTS: Final = {
    LintVerdict.ACCEPTED: _("情况属实，予以接受"),
    LintVerdict.TO_CHANGE: _("须修改文件"),
    LintVerdict.NO_FAULT: _("不成问题"),
}
MEASURES: Final = {
    Measure.KEEP: _("继续有效"),
    Measure.AMEND: _("修改"),
    Measure.STOP: _("停止执行"),
}


class AnswerForm(CounterForm):
    """What a person says to a finding of the lint, and why."""

    verdict = forms.ChoiceField(
        label=_("答复"),
        choices=list(VERDICTS.items()),
        widget=RadioButtons,
        error_messages={"required": _("请选择答复")},
    )
    reason = forms.CharField(
        label=_("答复理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class OldRuleForm(CounterForm):
    """An old local rule as it is entered."""

    document = forms.CharField(label=_("文件名称"), max_length=200)
    number = forms.CharField(label=_("文号"), max_length=100, required=False)
    clause = forms.CharField(
        label=_("条款"),
        max_length=200,
        required=False,
        help_text=_("只清理其中一条的，按引用时的写法填写；整件清理的不填"),
    )
    jurisdiction = forms.ChoiceField(
        label=_("适用地区"),
        choices=[],
        help_text=_("停止执行的只在此地区不能引用；上级的文件由上级录入"),
        error_messages={"required": _("请选择适用地区")},
    )

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["jurisdiction"], list(places.items()))


class MeasureForm(CounterForm):
    """What is decided about an old rule, by whom, and from when."""

    measure = forms.ChoiceField(
        label=_("处置意见"),
        choices=list(MEASURES.items()),
        widget=RadioButtons,
        error_messages={"required": _("请选择处置意见")},
    )
    reason = forms.CharField(
        label=_("清理理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    decided_by = forms.CharField(label=_("决定机关"), max_length=100)
    decided_on = DayField(label=_("决定日期"))
    effective_from = DayField(
        label=_("生效日期"), help_text=_("停止执行的，自这一天起不能在决定和一次性告知中引用")
    )
