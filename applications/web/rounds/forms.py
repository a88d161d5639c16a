"""What is filled in about a round of settling by points (积分年度)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from applications.actions.rounds.declaring import MOST_DAYS, MOST_PLACES, MOST_YEARS
from applications.models import ObjectionOutcome, ObjectionSource
from applications.queries.declared_terms import LONGEST_BASIS
from hukou.kernel import clock
from hukou.kernel.periods import is_of_our_time
from hukou.web.forms import (
    DAY_FORMATS,
    NOT_OF_OUR_TIME,
    CounterForm,
    DayField,
    RadioButtons,
    choose,
)

MOMENTS: Final = tuple(f"{day} %H:%M" for day in DAY_FORMATS)
"""How officers type a moment: a day as elsewhere, and the hour of twenty-four."""


class MomentField(forms.DateTimeField):
    """A day with its time: 2026-10-10 09:00."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": _("请写作 2026-10-10 09:00")})
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={
                    "class": "form-control",
                    "maxlength": "17",
                    "placeholder": _("年-月-日 时:分"),
                    "autocomplete": "off",
                }
            ),
        )
        super().__init__(input_formats=MOMENTS, **kwargs)

    def to_python(self, value: Any) -> datetime | None:  # noqa: ANN401 - what was sent
        told = super().to_python(value)
        if told is not None and not is_of_our_time(told.date()):
            raise forms.ValidationError(NOT_OF_OUR_TIME, code="out_of_range")
        return told.replace(tzinfo=clock.ZONE) if told is not None else None


def number(
    label: StrPromise, *, most: int, required: bool = True, help_text: StrPromise | str = ""
) -> forms.IntegerField:
    """Return a field of a whole number that is typed."""
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        required=required,
        help_text=help_text,
        widget=forms.TextInput(
            attrs={"class": "form-control", "inputmode": "numeric", "maxlength": "7"}
        ),
    )


class DeclareForm(CounterForm):
    """The order of a year, as it says: nothing it does not say is filled in for it."""

    division = forms.ChoiceField(label=_("实施地区"), choices=[])
    year = number(_("年度"), most=2100)
    quota = number(_("年度名额"), most=MOST_PLACES)
    opens_at = MomentField(label=_("申请开始"))
    closes_at = MomentField(label=_("申请截止"))
    facts_until = DayField(label=_("材料截止日"))
    born_from = DayField(label=_("最早出生日期"), required=False, help_text=_("通告没有写的不填"))
    publicity_days = number(_("公示工作日数"), most=MOST_DAYS)
    objection_days = number(_("异议工作日数"), most=MOST_DAYS)
    bar_years = number(
        _("弄虚作假限制年数"), most=MOST_YEARS, required=False, help_text=_("通告没有写的不填")
    )
    bar_clause = forms.CharField(label=_("限制年数的条款"), max_length=200, required=False)
    document = forms.CharField(label=_("年度通告"), max_length=LONGEST_BASIS)
    clause = forms.CharField(label=_("通告条款"), max_length=LONGEST_BASIS)

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["division"], list(places))


class QuotaForm(CounterForm):
    """Another quota, and why."""

    quota = number(_("年度名额"), most=MOST_PLACES)
    reason = forms.CharField(label=_("理由和依据文件"), max_length=500)


class WhatIfForm(CounterForm):
    """A quota only tried."""

    quota = number(_("试算名额"), most=MOST_PLACES)


class WhyForm(CounterForm):
    """Why something is done."""

    reason = forms.CharField(label=_("理由"), max_length=400)


class PublishForm(CounterForm):
    """From which day a list is shown."""

    on = DayField(label=_("公示起日"))


class ObjectForm(CounterForm):
    """What somebody says against a list, about whom."""

    case = forms.CharField(label=_("受理号"), max_length=40)
    source = forms.ChoiceField(label=_("异议人"), choices=ObjectionSource.choices)
    told_by = forms.CharField(
        label=_("异议人姓名或部门"), max_length=100, required=False, help_text=_("部门必填")
    )
    text = forms.CharField(
        label=_("异议内容"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def place(self, name: str) -> str | None:
        return super().place("case" if name == "applicant_id" else name)


class AnswerForm(CounterForm):
    """What came of an objection, by which clause, and why."""

    outcome = forms.ChoiceField(
        label=_("处理结果"),
        choices=ObjectionOutcome.choices,
        widget=RadioButtons,
        error_messages={"required": _("请选择处理结果")},
    )
    document = forms.CharField(
        label=_("依据文件"), max_length=200, required=False, help_text=_("异议不成立的必填")
    )
    clause = forms.CharField(label=_("依据条款"), max_length=100, required=False)
    grounds = forms.CharField(
        label=_("处理理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    @property
    def clauses(self) -> list[dict[str, str]]:
        """The clause that was named, if any."""
        told = {name: self.cleaned_data[name] for name in ("document", "clause")}
        return [told] if any(told.values()) else []
