"""What is filled in for the card of a permit (居住证卡): one small form an act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hukou.web.forms import CounterForm, DayField
from registry.models import CardEnd, CardReason


class CardForm(CounterForm):
    """An act that asks for nothing but to be done."""

    def __init__(self, *args: Any, act: str, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"id_{act}_%s", **kwargs)


class MakeForm(CardForm):
    """Where the holder is registered, where no register of ours says so."""

    hukou_address = forms.CharField(
        label=_("常住户口所在地住址"),
        max_length=200,
        required=False,
        help_text=_("按居民身份证填写；登记簿有户口登记的，以登记簿为准，可以不填"),
    )


class HandOverForm(CardForm):
    """Whether the old card came back."""

    old_is_back = forms.BooleanField(label=_("旧卡已交回"), required=False)


class LostForm(CardForm):
    """Since when it is lost, and who says so."""

    on = DayField(label=_("挂失日期"))
    document = forms.CharField(label=_("依据材料"), max_length=200, help_text=_("如：挂失申请"))


class PaperForm(CardForm):
    """The paper an act rests on."""

    document = forms.CharField(label=_("依据材料"), max_length=200)


class ReplaceForm(CardForm):
    """Why the card is replaced."""

    reason = forms.ChoiceField(
        label=_("换补事由"),
        choices=[each for each in CardReason.choices if each[0] != CardReason.FIRST],
    )
    hukou_address = forms.CharField(
        label=_("变更后的常住户口所在地住址"),
        max_length=200,
        required=False,
        help_text=_("只在此项变更、且登记簿没有登记时填写"),
    )
    document = forms.CharField(label=_("依据材料"), max_length=200)


class WithdrawForm(CardForm):
    """Why a card is ended before it was handed over."""

    reason = forms.ChoiceField(
        label=_("作废原因"),
        choices=[each for each in CardEnd.choices if each[0] != CardEnd.REPLACED],
    )
