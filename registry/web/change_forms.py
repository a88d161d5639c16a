"""What officers choose and type to change households (立户、分户、并户、成员转户、变更户主)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from hukou.kernel import clock
from hukou.web.forms import CounterForm, DayField
from registry.models import Household
from registry.queries import Book, BookMember, Scope

CHOOSE_HEAD: Final = _("请选择户主")
HERE: Final = "here"
ELSEWHERE: Final = "elsewhere"
STARTS_AT: Final = ("to", "person", "into")
"""Where the cursor stands at first; pages that begin with ticks or an address say so themselves."""


class ChangeForm(CounterForm):
    """The day, the paper, and on what ground somebody of 16 or 17 may be head."""

    on = DayField(label=_("变更日期"))
    document = forms.CharField(
        label=_("依据材料"), max_length=200, help_text=_("如：全体成年成员签字的申请、离婚协议")
    )
    own_income = forms.CharField(
        label=_("未满十八周岁户主的劳动收入依据"),
        max_length=200,
        required=False,
        help_text=_("仅十六、十七周岁以劳动收入为主要生活来源的填写（民法典第十八条）"),
    )

    def __init__(self, *args: Any, members: Sequence[BookMember], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": clock.today()})
        super().__init__(*args, **kwargs)
        self.members = members
        names = [(member.person_id, member.name) for member in members]
        for name in ("head", "new_head", "person", "to"):
            field = self.fields.get(name)
            if isinstance(field, forms.TypedChoiceField):
                field.choices = [("", "—"), *names]
        leaving = self.fields.get("leaving")
        if isinstance(leaving, forms.TypedMultipleChoiceField):
            leaving.choices = names
        first = next((name for name in STARTS_AT if name in self.fields), None)
        if first and not self.is_bound:
            self.fields[first].widget.attrs["autofocus"] = True

    @property
    def picked(self) -> set[str]:
        """The members that are ticked, as their keys were sent."""
        return set(self.data.getlist("leaving")) if hasattr(self.data, "getlist") else set()

    def earns(self, *heads: int | None) -> Mapping[int, str]:
        """Return the ground of capacity by each person who becomes head."""
        ground = self.cleaned_data["own_income"].strip()
        return {head: ground for head in heads if head is not None and ground}


class _Where(forms.Form):
    where = forms.ChoiceField(
        label=_("新户住址"),
        choices=[(HERE, _("与原户同一住址")), (ELSEWHERE, _("辖区内另一住址"))],
        initial=HERE,
        widget=forms.RadioSelect,
    )


class SplitForm(ChangeForm, _Where):
    """Who leaves, who heads them, who follows where the head leaves, and where to."""

    leaving = forms.TypedMultipleChoiceField(
        label=_("分出成员"), coerce=int, error_messages={"required": _("请勾选分出的成员")}
    )
    head = forms.TypedChoiceField(
        label=_("新户户主"), coerce=int, error_messages={"required": CHOOSE_HEAD}
    )
    new_head = forms.TypedChoiceField(
        label=_("原户新户主（原户主分出时）"), coerce=int, empty_value=None, required=False
    )


class OpenForm(ChangeForm, _Where):
    """Who lives in the new household, under whom, and who follows in the ones they leave."""

    leaving = forms.TypedMultipleChoiceField(
        label=_("新户成员"), coerce=int, error_messages={"required": _("请勾选新户的成员")}
    )
    head = forms.TypedChoiceField(
        label=_("新户户主"), coerce=int, error_messages={"required": CHOOSE_HEAD}
    )
    new_head = forms.TypedChoiceField(
        label=_("原户新户主（原户主迁出时）"), coerce=int, empty_value=None, required=False
    )


class _Into(forms.Form):
    into = forms.CharField(
        label=_("户号"), max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    scope: Scope

    def clean_into(self) -> Household:
        """Return the household of that number, if this officer may know of it."""
        number = self.cleaned_data["into"].strip()
        known = self.scope.households(Household.objects.on(clock.today()))
        household: Household | None = known.filter(number=number).first()
        if household is None:
            raise forms.ValidationError(_("本辖区没有这个户号，或该户已注销。请核对户号"))
        return household


class MergeForm(ChangeForm, _Into):
    """Into which household."""

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.fields["into"].label = _("并入的户（户号）")


class TransferForm(ChangeForm, _Into):
    """Who goes, to which household, and who follows where the head goes."""

    person = forms.TypedChoiceField(
        label=_("转户成员"), coerce=int, error_messages={"required": _("请选择转户的成员")}
    )
    new_head = forms.TypedChoiceField(
        label=_("原户新户主（原户主转出时）"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.fields["into"].label = _("转入的户（户号）")


class AddressForm(ChangeForm):
    """Where the whole household lives from now on: the picker tells."""

    document = forms.CharField(
        label=_("依据材料"), max_length=200, help_text=_("如：不动产权证书、公租房租赁合同")
    )


class HeadForm(ChangeForm):
    """Who becomes head."""

    to = forms.TypedChoiceField(
        label=_("新户主"), coerce=int, error_messages={"required": _("请选择新户主")}
    )

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        others = [member for member in book.members if member != book.head]
        super().__init__(*args, members=others, **kwargs)
