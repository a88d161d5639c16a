"""What officers type when they issue, print again, replace or void a document."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hukou.web.forms import CounterForm
from registry.web.forms import AsOfForm

LONGEST_REASON = 200


class PaperForm(AsOfForm):
    """Which day's register the document tells, as known when, and what it is for."""

    purpose = forms.CharField(
        label=_("证明用途"),
        required=False,
        max_length=100,
        help_text=_("印在证明上，如：办理子女入学"),
    )


class PrintForm(CounterForm):
    """Why a document is printed once more; the first print needs no reason."""

    reason = forms.CharField(
        label=_("重打事由"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("如：打印机卡纸"),
    )


class VoidForm(CounterForm):
    """Why a document is voided."""

    reason = forms.CharField(
        label=_("作废事由"), required=False, max_length=LONGEST_REASON, help_text=_("如：打印有误")
    )


class ReplaceForm(CounterForm):
    """Why a document is replaced; the ground decides the fee."""

    occasion = forms.ChoiceField(
        label=_("换补原因"),
        choices=[
            ("exchange", _("换领")),
            ("lost", _("遗失补领")),
            ("damaged", _("损坏换领")),
            ("expired", _("过期重办")),
        ],
    )
    reason = forms.CharField(label=_("换补说明"), required=False, max_length=LONGEST_REASON)
