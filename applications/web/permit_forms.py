"""What is filled in at the permit desk (居住证)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hukou.web.forms import CounterForm, DayField
from registry.models import PermitEnd, PermitGround, ResidenceSource
from registry.web.place_forms import AddressForm


class EndorseForm(CounterForm):
    """The ground a permit is still held on; the day is today."""

    ground = forms.ChoiceField(label=_("签注事由"), choices=PermitGround.choices)
    document = forms.CharField(label=_("依据材料"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_endorse_%s", **kwargs)


class EndForm(CounterForm):
    """Why, and from which day, a permit is no longer held."""

    reason = forms.ChoiceField(label=_("注销原因"), choices=PermitEnd.choices)
    on = DayField(label=_("注销日期"))
    document = forms.CharField(label=_("依据材料"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_end_%s", **kwargs)


class MoveForm(AddressForm):
    """The holder's new home in this city."""

    on = DayField(label=_("迁居日期"))
    document = forms.CharField(
        label=_("依据材料"), max_length=200, help_text=_("如：租赁合同、产权证明、住宿证明")
    )


class ResidenceForm(AddressForm):
    """Who somebody from elsewhere is, by the card, and where in this area they live."""

    identity_number = forms.CharField(label=_("公民身份号码"), max_length=24)
    name = forms.CharField(label=_("姓名"), max_length=100)
    on = DayField(label=_("开始居住日期"))
    source = forms.ChoiceField(label=_("采集来源"), choices=ResidenceSource.choices)
    document = forms.CharField(label=_("依据材料"), max_length=200)
