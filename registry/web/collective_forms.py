"""What officers fill in about collective households, keepers, and addresses of last resort."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hukou.kernel.errors import DomainError
from hukou.web.errors import refusal
from hukou.web.forms import CounterForm, DayField
from registry.models import CollectiveSort

YES_NO: Final = (("", _("未核实")), ("yes", _("是")), ("no", _("否")))
TRUTHS: Final = {"yes": True, "no": False}
ADDRESS: Final = ("street", "plate", "building", "unit", "room")


def truth(label: Any, **how: Any) -> forms.ChoiceField:  # noqa: ANN401 - lazy words
    """Return a question that is answered yes, no, or not yet."""
    return forms.ChoiceField(label=label, choices=YES_NO, required=False, **how)


class FactForm(CounterForm):
    """A form that also asks for facts of the vocabulary: `facts` names the field of each."""

    asks: Mapping[str, str] = {}

    @property
    def facts(self) -> dict[str, object]:
        """What was answered, by fact; what was not looked at is left out."""
        answers = {fact: self.cleaned_data.get(name) for fact, name in self.asks.items()}
        return {
            fact: TRUTHS.get(str(answer), answer)
            for fact, answer in answers.items()
            if answer not in ("", None)
        }

    def refuse(self, error: DomainError) -> None:
        """Lead to the field a rule was broken by, where the refusal names it."""
        field = self.place(str(error.facts.get("field", "")))
        if field is None or getattr(error, "errors", []):
            super().refuse(error)
            return
        shown = refusal(error)
        self.status = shown.status
        self.add_error(field, f"{shown.words}{shown.detail}")

    def place(self, name: str) -> str | None:
        """Return the field of a fact that an action complains about."""
        return self.asks.get(name.removeprefix("facts."), super().place(name))


class CollectiveListForm(CounterForm):
    """Which collective households to list."""

    text = forms.CharField(label=_("名称、户号或信用代码"), required=False, max_length=100)
    sort = forms.ChoiceField(
        label=_("集体户类型"), required=False, choices=[("", _("全部")), *CollectiveSort.choices]
    )
    after = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class CollectiveForm(FactForm):
    """A collective household to be set up."""

    asks = {
        "collective.has_quarters": "has_quarters",
        "collective.keeps_files": "keeps_files",
        "collective.has_keeper": "has_keeper",
        "collective.members": "members",
    }
    name = forms.CharField(label=_("集体户名称"), max_length=100)
    sort = forms.ChoiceField(
        label=_("集体户类型"),
        choices=[("", "—"), *CollectiveSort.choices],
        error_messages={"required": _("请选择集体户类型")},
    )
    credit_code = forms.CharField(
        label=_("统一社会信用代码"),
        max_length=30,
        required=False,
        help_text=_("单位、学校、人才市场集体户必填；公共集体户不填"),
    )
    contact = forms.CharField(label=_("联系人"), max_length=50)
    phone = forms.CharField(label=_("电话"), max_length=30)
    division = forms.CharField(
        max_length=12,
        widget=forms.HiddenInput,
        error_messages={"required": _("请查找并选定社区（村）")},
    )
    street = forms.CharField(label=_("街路巷"), max_length=45, required=False)
    plate = forms.CharField(label=_("门牌号"), max_length=45)
    building = forms.CharField(label=_("楼"), max_length=45, required=False)
    room = forms.CharField(label=_("室"), max_length=45, required=False)
    has_quarters = truth(_("有供人员集体居住的宿舍"))
    keeps_files = truth(_("有人事档案管理（代理）权限"))
    has_keeper = truth(_("已指定管理人"))
    members = forms.IntegerField(
        label=_("拟落户人数"), required=False, min_value=0, max_value=1_000_000
    )
    on = DayField(label=_("立户日期"))
    document = forms.CharField(label=_("依据材料"), max_length=200)
    grounds = forms.CharField(
        label=_("审查理由"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("规定未载明或者尚未核实、须由民警审查决定的，写明理由"),
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        """Take the chosen community from the picker's own name."""
        if data is not None:
            data = data.copy()
            data["division"] = data.get("destination.division", "")
        super().__init__(data, **kwargs)
        if not self.is_bound:
            self.fields["name"].widget.attrs["autofocus"] = True

    @property
    def elements(self) -> dict[str, str]:
        """The elements of the address as typed."""
        return {name: self.cleaned_data.get(name, "") for name in ADDRESS}


class KeeperForm(FactForm):
    """Somebody who will keep a collective household."""

    username = forms.CharField(
        label=_("本机关人员：账号"), max_length=50, required=False, help_text=_("如 wangfang")
    )
    name = forms.CharField(label=_("单位（社区）人员：姓名"), max_length=50, required=False)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    on = DayField(label=_("开始值守日期"))
    until = DayField(label=_("结束日期（不含当日）"), required=False)
    document = forms.CharField(label=_("依据材料"), max_length=200)

    def place(self, name: str) -> str | None:
        """Return the field of what the action complains about."""
        return "username" if name == "account" else super().place(name)


class KeeperEndForm(CounterForm):
    """The end of a keeper's duty."""

    on = DayField(label=_("结束日期（不含当日）"))
    document = forms.CharField(label=_("依据材料"), max_length=200)


class MemberForm(CounterForm):
    """Which members of a collective household to list."""

    name = forms.CharField(label=_("姓名"), required=False, max_length=50)
    after = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class TransferForm(CounterForm):
    """Where a member of a collective household moves to, who has a dwelling now."""

    household_number = forms.CharField(label=_("迁入户号"), max_length=20)
    relation = forms.CharField(
        label=_("与户主关系"),
        max_length=20,
        widget=forms.TextInput(attrs={"list": "relations", "autocomplete": "off"}),
    )
    on = DayField(label=_("迁移日期"))
    document = forms.CharField(label=_("依据材料"), max_length=200)


class OrderForm(FactForm):
    """What is known of the dwellings of somebody who has lost theirs."""

    asks = {
        "address.own_dwelling": "own_dwelling",
        "address.relative_dwelling": "relative_dwelling",
        "address.host_consents": "host_consents",
        "address.unit_collective": "unit_collective",
    }
    own_dwelling = truth(_("本人有合法稳定住所可以落户"))
    relative_dwelling = truth(_("有亲属的住所可以投靠"))
    host_consents = truth(_("亲属住所的所有人同意"))
    unit_collective = truth(_("单位、学校或者人才市场有集体户可以落户"))
    household_number = forms.CharField(
        label=_("落户的户号"),
        max_length=20,
        required=False,
        help_text=_("落公共集体户的可不填"),
    )
    relation = forms.CharField(
        label=_("与户主关系"),
        max_length=20,
        initial="非亲属",
        widget=forms.TextInput(attrs={"list": "relations", "autocomplete": "off"}),
        help_text=_("落集体户的填“非亲属”"),
    )
    on = DayField(label=_("迁移日期"))
    document = forms.CharField(
        label=_("依据材料"), max_length=200, help_text=_("如：房屋征收补偿协议、拆除证明")
    )
    grounds = forms.CharField(
        label=_("审查理由"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("本地没有载明顺序的文件时，由民警审查决定并写明理由"),
    )

    def place(self, name: str) -> str | None:
        """Return the field of what the action complains about."""
        return "household_number" if name == "household" else super().place(name)
