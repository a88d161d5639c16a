"""What an order is filled in with (授权书), and why a power is taken back."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import DelegatedItem, DelegateRole
from hukou.law import Item, Rank, load_law
from hukou.web.fact_words import english
from hukou.web.forms import CounterForm, DayField, RadioButtons, TickBoxes, choose
from registry.models import Account, Office
from registry.queries import account_named

SHOWN: Final[Mapping[str, Promise]] = {
    "": _("全部事项"),
    "given": _("已授权的事项"),
    "catalogue": _("下放清单所列事项"),
}
RANKS: Final[Mapping[Rank, Promise]] = {
    Rank.STATION_OFFICER: _("户籍民警事项"),
    Rank.STATION_CHIEF: _("所长事项"),
    Rank.COUNTY: _("县级公安机关事项"),
    Rank.CITY: _("市级公安机关事项"),
}


def item_name(item: Item) -> str:
    """Return what an item is called, in the language of the page."""
    return item.name_en if english() else item.name


def name_of_item(item_id: str) -> str:
    """Return what the item of this id is called; the id where the law no longer knows it."""
    known = load_law().approvals.items.get(item_id)
    return item_name(known) if known else item_id


class BoardForm(CounterForm):
    """Which office's board, and which items of it."""

    office = forms.TypedChoiceField(label=_("机关"), choices=[], coerce=int, required=False)
    show = forms.ChoiceField(label=_("事项"), choices=list(SHOWN.items()), required=False)

    def __init__(self, *args: Any, offices: Sequence[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["office"], [(each.pk, each.name) for each in offices])


class OrderForm(CounterForm):
    """An order: its number and basis, to whom, where, from when until when, and the items."""

    number = forms.CharField(label=_("授权书文号"), max_length=100)
    document = forms.CharField(label=_("授权依据文件"), max_length=200)
    clause = forms.CharField(label=_("授权依据条款"), max_length=200)
    office = forms.TypedChoiceField(
        label=_("适用机关"), choices=[], coerce=int, help_text=_("含其下属机关")
    )
    to_role = forms.ChoiceField(
        label=_("受权岗位"),
        choices=DelegateRole.choices,
        widget=RadioButtons,
        help_text=_("辅警只受理，不能受权"),
        error_messages={"required": _("请选择受权岗位")},
    )
    account = forms.CharField(
        label=_("受权人"),
        max_length=50,
        required=False,
        help_text=_("填用户名，只授给本人；不填则授给该岗位全体"),
    )
    start = DayField(label=_("起始日期"))
    until = DayField(
        label=_("截止日期"), required=False, help_text=_("含当日；不填为长期，直至收回")
    )
    note = forms.CharField(label=_("授权说明"), max_length=500, required=False)
    items = forms.MultipleChoiceField(
        label=_("审批事项"),
        choices=[],
        widget=TickBoxes,
        error_messages={"required": _("请至少选择一个事项")},
    )

    def __init__(
        self,
        *args: Any,
        offices: Sequence[Office],
        items: Mapping[Rank, Sequence[Item]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_rank = items
        choose(self.fields["office"], [(each.pk, each.name) for each in offices])
        choose(
            self.fields["items"],
            [(each.id, item_name(each)) for group in items.values() for each in group],
        )

    @property
    def groups(self) -> list[tuple[str, list[forms.boundfield.BoundWidget]]]:
        """The boxes of the items, by the level they belong to."""
        boxes = {str(each.data["value"]): each for each in self["items"].subwidgets}
        return [
            (str(RANKS[rank]), [boxes[each.id] for each in group])
            for rank, group in self.by_rank.items()
        ]

    def clean_account(self) -> Account | None:
        """Return who was named; nobody where the field is empty."""
        name = self.cleaned_data["account"].strip()
        if not name:
            return None
        try:
            return account_named(name)
        except Account.DoesNotExist as unknown:
            raise forms.ValidationError(gettext("没有这个用户名")) from unknown


class RevokeForm(CounterForm):
    """What is taken back of an order, and why."""

    what = forms.ChoiceField(label=_("收回"), choices=[], required=False)
    reason = forms.CharField(
        label=_("收回理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self,
        *args: Any,
        left: Sequence[tuple[DelegatedItem, Item]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        each = [(str(row.pk), item_name(item)) for row, item in left]
        choose(self.fields["what"], [("", gettext("本授权书全部事项")), *each])
