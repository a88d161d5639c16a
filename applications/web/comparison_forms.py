"""What a drafter asks and narrows down (政策比较)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import Population
from applications.queries.compared import DIFFERING, Wanted
from applications.web.templatetags.comparisons import CHANGES
from hukou.kernel import clock
from hukou.law import load_law
from hukou.web.forms import CounterForm, DayField, choose

FILE: Final = "file"
PAST: Final = "past"
EARLIEST: Final = date(1958, 1, 9)
"""The day of the registration regulation; before it there was nothing to settle by."""
MOST_BYTES: Final = 10 * 1024 * 1024


class ComparisonForm(CounterForm):
    """Two regulations, a day, and the people to compare them over."""

    former = forms.ChoiceField(label=_("甲规定"), choices=[])
    following = forms.ChoiceField(label=_("乙规定"), choices=[])
    on = DayField(label=_("判断日期"), help_text=_("可以是将来的日期：只作模拟，不作决定"))
    population = forms.ChoiceField(label=_("比较人群"), choices=[])
    file = forms.FileField(
        label=_("事实文件"),
        required=False,
        max_length=200,
        allow_empty_file=True,
        help_text=_("CSV，UTF-8 或 GB 18030，至多 10 MB；选“上传事实文件”时必填"),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv", "class": "form-control"}),
    )

    def __init__(self, *args: Any, populations: Iterable[Population], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = [
            (each.id, f"{each.id}　{each.short_title or each.title}")
            for each in load_law().regulations.values()
        ]
        choose(self.fields["former"], [("", gettext("请选择")), *texts])
        choose(self.fields["following"], [("", gettext("请选择")), *texts])
        kept = [(str(each.pk), f"{each.name}（{each.families}）") for each in populations]
        choose(
            self.fields["population"],
            [
                *kept,
                (PAST, gettext("本机关已评定的落户申请（去标识）")),
                (FILE, gettext("上传事实文件")),
            ],
        )

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < EARLIEST or on.year > clock.today().year + 50:
            raise forms.ValidationError(_("请填写 1958 年以后、五十年以内的日期"))
        return on

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("former") and told.get("former") == told.get("following"):
            self.add_error("following", _("请选择两个不同的规定"))
        sent = told.get("file")
        if told.get("population") == FILE and sent is None and "file" not in self.errors:
            self.add_error("file", _("请选择要上传的事实文件"))
        if sent is not None and sent.size > MOST_BYTES:
            self.add_error(
                "file",
                _("文件超过 10 MB：请分成几个文件，或者由管理员用命令 compare_regulations 比较"),
            )
        return told


class NarrowForm(CounterForm):
    """Which of the people compared to show."""

    change = forms.ChoiceField(label=_("变化"), choices=[], required=False)
    clause = forms.ChoiceField(label=_("决定的条款"), choices=[], required=False)
    county = forms.ChoiceField(label=_("落户地"), choices=[], required=False)
    size = forms.ChoiceField(label=_("户内人数"), choices=[], required=False)
    after = forms.RegexField(r"^[1-9]\d{0,11}-\d{1,3}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offered: Mapping[str, Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(
            self.fields["change"],
            [
                ("", gettext("有变化的")),
                *((change, str(words)) for change, words in CHANGES.items()),
                ("all", gettext("全部")),
            ],
        )
        for name, values in offered.items():
            choose(self.fields[name], [("", gettext("全部")), *((each, each) for each in values)])

    @property
    def wanted(self) -> Wanted:
        """What is asked for; what cannot be read asks for everybody who differs."""
        told = self.cleaned_data if self.is_bound and self.is_valid() else {}
        change = told.get("change") or DIFFERING
        return Wanted(
            change="" if change == "all" else change,
            clause=told.get("clause") or "",
            county=told.get("county") or "",
            size=int(told["size"]) if told.get("size") else None,
        )

    @property
    def begins_after(self) -> str:
        """After which family and place the page begins; empty for the first."""
        told = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return told.get("after") or ""
