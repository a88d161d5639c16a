"""What an administrator fills in to put a regulation into force, or to set that right."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import PendingRule
from hukou.law import Regulation
from hukou.web.forms import CounterForm, DayField, RadioButtons

UNSTATED = ("", _("不载明：由有审批权的民警逐件择定，写明理由"))


class ActivateForm(CounterForm):
    """The day, the number and the text; then, with the consequences in sight, the rule."""

    effective_from = DayField(
        label=_("施行日期"), help_text=_("正式文本载明的第一天；将来的日期到日自动生效")
    )
    official_number = forms.CharField(label=_("文号"), max_length=100)
    file = forms.FileField(
        label=_("正式文本"),
        required=False,
        help_text=_("原件逐字节收存，不改动；不超过 10 MB"),
    )
    text = forms.IntegerField(widget=forms.HiddenInput, required=False)
    transition = forms.ChoiceField(
        label=_("在办申请的过渡办法"),
        choices=[UNSTATED, *PendingRule.choices],
        widget=RadioButtons,
        required=False,
    )
    reason = forms.CharField(
        label=_("更正理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, regulation: Regulation, corrects: bool, checked: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not corrects:
            del self.fields["reason"]
        if checked:
            del self.fields["file"]
        if not checked or regulation.transition is not None:
            del self.fields["transition"]


class WithdrawActivationForm(CounterForm):
    """Why an activation is taken back."""

    reason = forms.CharField(
        label=_("撤销理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
