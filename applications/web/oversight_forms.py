"""What is filled in on the pages of oversight: a rehearsal, a review, a rule."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import DelegateRole, ReviewFinding
from hukou.kernel import clock
from hukou.web.forms import CounterForm, DayField, RadioButtons, choose

A_YEAR: Final = timedelta(days=365)
LONGEST: Final = timedelta(days=3 * 366)


class RehearsalForm(CounterForm):
    """Which items would move to which post, at which office, over which past files."""

    items = forms.MultipleChoiceField(
        label=_("下放的事项"),
        choices=[],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"required": _("请至少选择一个事项")},
    )
    office = forms.ChoiceField(label=_("授权范围"), choices=[], help_text=_("含下级机关"))
    to_role = forms.ChoiceField(label=_("受权岗位"), choices=DelegateRole.choices)
    since = DayField(label=_("自"))
    until = DayField(label=_("至（不含）"))

    def __init__(
        self,
        *args: Any,
        items: Sequence[tuple[str, str]],
        offices: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        today = clock.today()
        start = {"since": today - A_YEAR, "until": today + timedelta(days=1)}
        super().__init__(*args, initial=start, **kwargs)
        choose(self.fields["items"], items)
        choose(self.fields["office"], offices)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        since, until = told.get("since"), told.get("until")
        if since and until and not since < until <= since + LONGEST:
            self.add_error("until", _("请填写开始日之后、三年以内的日期"))
        return told


class ReviewForm(CounterForm):
    """What a look at a decision came to."""

    finding = forms.ChoiceField(
        label=_("复核结论"),
        choices=ReviewFinding.choices,
        widget=RadioButtons,
        error_messages={"required": _("请选择复核结论")},
    )
    note = forms.CharField(
        label=_("复核意见"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("认为有误的，必须写明错在哪里"),
    )


class RuleForm(CounterForm):
    """How much is drawn, and past which rate a power falls back."""

    share = forms.IntegerField(label=_("抽查比例（%）"), min_value=1, max_value=100)
    at_least = forms.IntegerField(
        label=_("最少复核件数"),
        min_value=1,
        max_value=1000,
        help_text=_("复核不满此数，不自动收回"),
    )
    limit = forms.IntegerField(
        label=_("差错率上限（%）"),
        min_value=0,
        max_value=100,
        help_text=_("超过即收回，正好等于不收回"),
    )
    reason = forms.CharField(label=_("制定理由"), max_length=300)
