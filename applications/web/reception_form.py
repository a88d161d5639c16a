"""What is filled in for an agreement that another counter accepts for us (通办约定)."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Kind
from hukou.web.forms import CounterForm, DayField
from registry.models import Office

AGREED: Final = [each for each in Kind.choices if each[0] != Kind.CARD]
"""Cards are accepted elsewhere by a declared point, not by an agreement of two offices."""


class AgreementForm(CounterForm):
    """Which counter, which kind of transaction, from when to when, and on what basis."""

    counter = forms.TypedChoiceField(
        label=_("受理窗口"), coerce=int, empty_value=None, required=False
    )
    kind = forms.ChoiceField(
        label=_("通办事项"), required=False, choices=[("", _("全部事项")), *AGREED]
    )
    start = DayField(label=_("第一日"))
    until = DayField(label=_("最后一日"), required=False, help_text=_("不填为长期，直至终止"))
    document = forms.CharField(label=_("依据文件"), max_length=200)
    clause = forms.CharField(label=_("依据条款"), max_length=200)

    def __init__(self, *args: Any, counters: Sequence[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["counter"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("各地窗口")), *((each.pk, each.name) for each in counters)]
