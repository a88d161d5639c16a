"""What is filled in at the desk of identity cards (居民身份证发放、挂失、招领)."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from applications.actions import (
    hand_over_card,
    receive_card,
    remind_of_card,
    return_card,
    send_card,
    void_card,
)
from applications.models import Reach
from hukou.web.forms import CounterForm, DayField, TickBoxes
from registry.actions.identity_cards import Taker
from registry.models import Account, CardMatter, CardNoticeKind, CardStepKind, IdentityCard, Office

from .act_form import ActFormType

TAKER_WORDS: Final = (
    ("self", _("本人")),
    ("guardian", _("监护人")),
    ("agent", _("受本人书面委托的人")),
)


class StepForm(CounterForm, metaclass=ActFormType):
    """One step of a card: what is filled in for it, and the action it is."""

    title: ClassVar[StrPromise]
    done: ClassVar[StrPromise]

    def __init__(self, *args: Any, card: IdentityCard, **kwargs: Any) -> None:
        self.card = card
        super().__init__(*args, auto_id=f"id_{type(self).__name__.lower()}_%s", **kwargs)

    @abstractmethod
    def run(self, by: Account) -> IdentityCard:
        """Take the step."""


class SendForm(StepForm):
    title, done = _("送制"), _("已送制。")
    batch = forms.CharField(label=_("送制批次号"), max_length=200)

    def run(self, by: Account) -> IdentityCard:
        return send_card(self.card.pk, batch=self.cleaned_data["batch"], by=by)


class ReceiveForm(StepForm):
    title, done = _("证件到达"), _("已登记到达，等待领取。")

    def run(self, by: Account) -> IdentityCard:
        return receive_card(self.card.pk, by=by)


class RemindForm(StepForm):
    title, done = _("催领"), _("已记录催领。")
    how = forms.CharField(
        label=_("告知方式"), max_length=200, help_text=_("如：电话告知本人、短信、村（社区）转告")
    )

    def run(self, by: Account) -> IdentityCard:
        return remind_of_card(self.card.pk, how=self.cleaned_data["how"], by=by)


class HandOverForm(StepForm):
    title, done = _("发放"), _("证件已发放。")
    relation = forms.ChoiceField(label=_("领取人"), choices=TAKER_WORDS)
    name = forms.CharField(label=_("领取人姓名"), max_length=100)
    proof = forms.CharField(
        label=_("核验所凭"), max_length=200, help_text=_("如：领证回执、现场人像核对；代领人的证件")
    )
    authority = forms.CharField(
        label=_("委托书或监护证明"),
        max_length=200,
        required=False,
        help_text=_("不是本人领取的填写"),
    )
    gave_back = forms.BooleanField(label=_("已收回原证"), required=False)

    def __init__(self, *args: Any, card: IdentityCard, **kwargs: Any) -> None:
        super().__init__(*args, card=card, **kwargs)
        self.fields["name"].initial = card.content["name"]
        if card.matter != CardMatter.RENEW:
            del self.fields["gave_back"]

    def run(self, by: Account) -> IdentityCard:
        return hand_over_card(self.card.pk, to=Taker(**self.cleaned_data), by=by)


class ReturnForm(StepForm):
    title, done = _("退回重制"), _("已退回，按现登记重新签发。")
    why = forms.CharField(label=_("退回原因"), max_length=200)

    def run(self, by: Account) -> IdentityCard:
        return return_card(self.card.pk, why=self.cleaned_data["why"], by=by)


class VoidForm(StepForm):
    title, done = _("作废"), _("证件已作废。")
    why = forms.CharField(label=_("作废原因"), max_length=200)

    def run(self, by: Account) -> IdentityCard:
        return void_card(self.card.pk, why=self.cleaned_data["why"], by=by)


STEP_FORMS: Final[dict[CardStepKind, Callable[..., StepForm]]] = {
    CardStepKind.ARRIVE: ReceiveForm,
    CardStepKind.SEND: SendForm,
    CardStepKind.HAND_OVER: HandOverForm,
    CardStepKind.REMIND: RemindForm,
    CardStepKind.RETURN: ReturnForm,
    CardStepKind.VOID: VoidForm,
}
"""In the order of the page: what is done most stands first."""


class BatchForm(CounterForm):
    """The cards that are sent to the maker together, by their numbers."""

    cards = forms.MultipleChoiceField(
        label=_("证件"), error_messages={"required": _("请勾选要送制的证件")}
    )
    batch = forms.CharField(label=_("送制批次号"), max_length=200)

    def __init__(self, *args: Any, offered: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cards"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(str(each), str(each)) for each in offered]


class NoticeForm(CounterForm):
    """Whose card is lost or was found: number and name as on it."""

    kind = forms.ChoiceField(label=_("登记类别"), choices=CardNoticeKind.choices)
    identity_number = forms.CharField(label=_("公民身份号码"), max_length=24)
    name = forms.CharField(label=_("姓名"), max_length=100)
    happened_on = DayField(label=_("丢失（捡拾）日期"))
    where = forms.CharField(label=_("丢失（捡拾）地点"), max_length=200, required=False)
    told_by = forms.CharField(
        label=_("申报人（捡拾人）"), max_length=100, help_text=_("挂失由本人申报")
    )


class CloseForm(CounterForm):
    """How a report was closed."""

    how = forms.CharField(
        label=_("了结说明"), max_length=200, help_text=_("如：已发还本人；已收缴；本人已找回")
    )


class PointForm(CounterForm):
    """Which counter accepts, from how far, for what, from when to when, by which text."""

    office = forms.TypedChoiceField(label=_("受理点"), coerce=int)
    reaches = forms.MultipleChoiceField(
        label=_("受理范围"), choices=Reach.choices, widget=TickBoxes
    )
    matters = forms.MultipleChoiceField(
        label=_("受理事项"), choices=CardMatter.choices, widget=TickBoxes
    )
    start = DayField(label=_("第一日"))
    until = DayField(label=_("最后一日"), required=False, help_text=_("不填为长期，直至撤销"))
    document = forms.CharField(label=_("依据文件"), max_length=200)
    clause = forms.CharField(label=_("依据条款"), max_length=200)

    def __init__(self, *args: Any, offices: Sequence[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [(each.pk, each.name) for each in offices]
