"""What officers fill in about addresses, actual residences, divisions and their classes."""

from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hukou.web.forms import CounterForm, DayField
from registry.models import ELEMENTS, SPECIAL_AREA, ResidenceSource
from registry.models.urban_rural import CLASSES

CHOSEN: Final = "destination.division"
LONGEST_LIST: Final = 2_000_000


class PickingForm(CounterForm):
    """A form that takes its village or community from the picker's own name."""

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        if data is not None:
            data = data.copy()
            data["division"] = data.get(CHOSEN, "")
        super().__init__(data, *args, **kwargs)


class AddressForm(PickingForm):
    """An address of the register: the village or community, and the elements below it."""

    division = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    group_no = forms.CharField(label=_("组"), max_length=45, required=False)
    street = forms.CharField(label=_("街路巷"), max_length=45, required=False)
    estate = forms.CharField(label=_("小区"), max_length=45, required=False)
    plate = forms.CharField(label=_("门牌号"), max_length=45, required=False)
    building = forms.CharField(label=_("楼"), max_length=45, required=False)
    unit = forms.CharField(label=_("单元"), max_length=45, required=False)
    room = forms.CharField(label=_("室"), max_length=45, required=False)

    @property
    def elements(self) -> dict[str, str]:
        """The elements of the address as typed."""
        return {name: self.cleaned_data.get(name, "") for name in ELEMENTS}


class ActualResidenceForm(AddressForm):
    """Where somebody really lives: an address of the register, or a place outside it."""

    elsewhere = forms.CharField(
        label=_("辖区外居住地"),
        max_length=300,
        required=False,
        help_text=_("不住在已编定的标准地址时填写，如：广东省深圳市南山区"),
    )
    on = DayField(label=_("开始居住日期"))
    refreshed_on = DayField(
        label=_("核实日期"), required=False, help_text=_("不填即为开始居住日期")
    )
    source = forms.ChoiceField(label=_("采集来源"), choices=ResidenceSource.choices)
    document = forms.CharField(
        label=_("依据材料"), max_length=200, help_text=_("如：入户走访记录、租赁合同")
    )

    def place(self, name: str) -> str | None:
        """Return the field of what the action complains about."""
        return "elsewhere" if name == "place" else super().place(name)


class ApartForm(CounterForm):
    """Which people to list whose hukou and home are apart."""

    area = forms.CharField(label=_("区划代码（县、街道、社区均可）"), required=False, max_length=12)
    level = forms.ChoiceField(
        label=_("范围"),
        required=False,
        choices=[("", _("全部")), ("apart", _("社区外分离")), ("apart_within", _("社区内异址"))],
    )
    after = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class AddressListForm(PickingForm):
    """Which addresses to put into a list for renumbering; `to` writes another street into it."""

    division = forms.CharField(max_length=12, required=False, widget=forms.HiddenInput)
    street = forms.CharField(label=_("街路巷"), max_length=100, required=False)
    to = forms.CharField(
        label=_("街路巷改名为"), max_length=100, required=False, help_text=_("整街更名时填写")
    )


class RenumberingForm(CounterForm):
    """A batch of addresses with what is written anew, as CSV."""

    on = DayField(label=_("变更日期"))
    document = forms.CharField(
        label=_("依据材料"), max_length=200, help_text=_("如：地名主管部门的门牌变更通知")
    )
    rows = forms.CharField(
        label=_("门牌变更明细（CSV）"),
        max_length=LONGEST_LIST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "class": "form-control number"}),
    )
    file = forms.FileField(label=_("或上传 CSV 文件"), required=False)


class UndoForm(CounterForm):
    """Why a batch is undone."""

    on = DayField(label=_("撤销日期"))
    document = forms.CharField(label=_("依据材料"), max_length=200)


class DecisionForm(CounterForm):
    """By whose decision divisions change, and from which day."""

    on = DayField(label=_("生效日期"))
    source = forms.CharField(
        label=_("来源文件"), max_length=200, help_text=_("批复或通知的名称和文号")
    )
    approver = forms.CharField(label=_("批准机关"), max_length=100)

    @property
    def decision(self) -> dict[str, Any]:
        """What every change of divisions is told."""
        return {name: self.cleaned_data[name] for name in ("on", "source", "approver")}


class RenameForm(DecisionForm):
    """Another name, and where it changes another code."""

    name = forms.CharField(label=_("新名称"), max_length=100)
    code = forms.CharField(
        label=_("新代码"), max_length=12, required=False, help_text=_("代码不变的不填")
    )


class MergeForm(DecisionForm):
    """Which division takes this one over, or what the new one is called."""

    into = forms.CharField(
        label=_("并入的区划代码"), max_length=12, help_text=_("已有的同级区划，或新设区划的代码")
    )
    others = forms.CharField(
        label=_("一并合并的区划代码"), max_length=500, required=False, help_text=_("以空格分隔")
    )
    name = forms.CharField(
        label=_("新设区划名称"), max_length=100, required=False, help_text=_("并入已有区划的不填")
    )


class SplitForm(DecisionForm):
    """What is split off, and what lies in it."""

    code = forms.CharField(label=_("拆出区划的代码"), max_length=12)
    name = forms.CharField(label=_("拆出区划的名称"), max_length=100)
    children = forms.CharField(
        label=_("划入的下级区划代码"), max_length=2000, required=False, help_text=_("以空格分隔")
    )
    addresses = forms.CharField(
        label=_("划入的地址编号"),
        max_length=LONGEST_LIST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("村、社区拆分时填写，以空格分隔；编号见门牌变更的地址清单"),
    )


class AbolishForm(DecisionForm):
    """Which division takes over who lives there."""

    successor = forms.CharField(
        label=_("承接的区划代码"), max_length=12, required=False, help_text=_("区划内已无人的不填")
    )


class ConversionForm(DecisionForm):
    """What the communities of a batch are classed as; each village's name and code stand apart."""

    urban_rural_class = forms.ChoiceField(
        label=_("改居后的城乡分类"),
        required=False,
        choices=[
            ("", _("沿用原分类")),
            *((code, f"{code} {name}") for code, name in CLASSES if code != SPECIAL_AREA),
        ],
    )


class ClassForm(DecisionForm):
    """Another class; what is asked of a special area only where it is one."""

    asks: Final = {
        "area.connected_to_seat": "connected_to_seat",
        "area.resident_population": "resident_population",
        "area.kind": "kind",
        "area.non_agri_share": "non_agri_share",
    }
    to = forms.ChoiceField(
        label=_("城乡分类"),
        choices=[("", "—"), *((code, f"{code} {name}") for code, name in CLASSES)],
    )
    reference = forms.CharField(
        label=_("国家统计局批复文号"), max_length=100, required=False, help_text=_("123 必填")
    )
    connected_to_seat = forms.ChoiceField(
        label=_("与驻地连接"),
        required=False,
        choices=[("", _("未核实")), ("yes", _("是")), ("no", _("否"))],
    )
    resident_population = forms.IntegerField(
        label=_("常住人口"), required=False, min_value=0, max_value=100_000_000
    )
    kind = forms.ChoiceField(
        label=_("特殊区域种类"),
        required=False,
        choices=[
            ("", "—"),
            ("mine", _("独立工矿区")),
            ("development_zone", _("开发区")),
            ("industrial_park", _("工业园区")),
            ("research_institute", _("科研单位")),
            ("college", _("大专院校")),
            ("village_like", _("类似村委会区域")),
            ("other", _("其他")),
        ],
    )
    non_agri_share = forms.DecimalField(
        label=_("非农人口比例（%）"), required=False, min_value=0, max_value=100, decimal_places=4
    )

    @property
    def facts(self) -> dict[str, object]:
        """What was answered of the area, by fact of the vocabulary."""
        told = self.cleaned_data
        share = told.get("non_agri_share")
        facts = {
            "area.connected_to_seat": {"yes": True, "no": False}.get(told["connected_to_seat"]),
            "area.resident_population": told.get("resident_population"),
            "area.kind": told["kind"] or None,
            "area.non_agri_share": None if share is None else str(share / 100),
        }
        return {fact: value for fact, value in facts.items() if value is not None}

    def place(self, name: str) -> str | None:
        """Return the field of a fact or class that an action complains about."""
        known = self.asks.get(name.removeprefix("facts."))
        return known or ("to" if name == "urban_rural_class" else super().place(name))


class AreaForm(CounterForm):
    """Which division to show, on which day."""

    code = forms.CharField(label=_("区划代码"), required=False, max_length=12)
    on = DayField(label=_("截至日期"), required=False)
    after = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
