"""What officers fill in about data quality: filters, decisions, and the rules themselves."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hukou.web.forms import CounterForm, DayField, RadioButtons, TickBoxes
from registry.models import FindingStatus, QualityRule, Severity, Verdict
from registry.queries import Flag, Parameter, Whole, Words, check_of

AGES: Final = {
    "": (_("全部"), 0, None),
    "week": (_("不满 7 天"), 0, 6),
    "month": (_("7 至 29 天"), 7, 29),
    "quarter": (_("30 至 89 天"), 30, 89),
    "older": (_("90 天以上"), 90, None),
}
"""Buckets of age: what they are called, and from and to how many days."""


class FindingListForm(CounterForm):
    """Which findings to list."""

    rule = forms.TypedChoiceField(label=_("质量规则"), required=False, coerce=int, empty_value=None)
    standing = forms.ChoiceField(label=_("疑点状态"), required=False, choices=FindingStatus.choices)
    age = forms.ChoiceField(
        label=_("已有天数"),
        required=False,
        choices=[(key, words) for key, (words, _least, _most) in AGES.items()],
    )
    mine = forms.BooleanField(label=_("只看交我办理的"), required=False)
    after = forms.IntegerField(
        required=False, min_value=1, max_value=10**12, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, rules: list[QualityRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["rule"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        named = [(str(rule.pk), f"{rule.code} {rule.name}") for rule in rules]
        field.choices = [("", _("全部")), *named]


class DecisionForm(CounterForm):
    """What is decided about a finding, why, and who is head when a head goes."""

    verdict = forms.ChoiceField(
        label=_("裁定"),
        widget=RadioButtons,
        error_messages={"required": _("请选择裁定")},
    )
    reason = forms.CharField(
        label=_("裁定理由"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("请填写裁定理由")},
    )
    new_head = forms.TypedChoiceField(
        label=_("新户主"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("只在被注销的人是户主而户内还有其他成员时填写"),
    )

    def __init__(
        self,
        *args: Any,
        verdicts: list[tuple[str, str]],
        members: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        verdict, head = self.fields["verdict"], self.fields["new_head"]
        assert isinstance(verdict, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(head, forms.TypedChoiceField)  # noqa: S101 - declared above
        verdict.choices = verdicts
        head.choices = [("", "—"), *members]
        if not members:
            del self.fields["new_head"]

    @property
    def chosen(self) -> tuple[Verdict, int | None]:
        """The verdict, and the person it names."""
        word, _colon, person = self.cleaned_data["verdict"].partition(":")
        return Verdict(word), int(person) if person else None


class AssignForm(CounterForm):
    """To whom a finding is given."""

    to = forms.TypedChoiceField(label=_("交给"), coerce=int)

    def __init__(self, *args: Any, officers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "—"), *officers]


class RuleForm(CounterForm):
    """A rule: its name, how severe it is, when it counts, and its parameters within bounds."""

    name = forms.CharField(label=_("规则名称"), max_length=100)
    severity = forms.ChoiceField(label=_("严重程度"), choices=Severity.choices)
    since = DayField(label=_("启用日期"))
    until = DayField(label=_("停用日期"), required=False, help_text=_("自这一天起不再检查"))

    def __init__(self, *args: Any, rule: QualityRule, **kwargs: Any) -> None:
        self.asks = check_of(rule.kind).parameters
        initial = {
            "name": rule.name,
            "severity": rule.severity,
            "since": rule.period.lower,
            "until": rule.period.upper,
            **{f"with_{each.name}": rule.parameters.get(each.name) for each in self.asks},
        }
        super().__init__(*args, initial=initial, **kwargs)
        for each in self.asks:
            field = _asked(each)
            field.widget.attrs.setdefault(
                "class", "ticks" if isinstance(each, Words) else "form-control"
            )
            self.fields[f"with_{each.name}"] = field

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters as they were filled in, by name."""
        return {each.name: self.cleaned_data[f"with_{each.name}"] for each in self.asks}

    def place(self, name: str) -> str | None:
        """Return the field of a parameter that an action complains about."""
        return f"with_{name}" if f"with_{name}" in self.fields else super().place(name)


def _asked(parameter: Parameter) -> forms.Field:
    """Return the form field of a parameter, bounds told beside it."""
    label = gettext(parameter.label)
    if isinstance(parameter, Whole):
        between = gettext("%(least)s 至 %(most)s %(unit)s") % {
            "least": parameter.least,
            "most": parameter.most,
            "unit": gettext(parameter.unit) if parameter.unit else "",
        }
        return forms.IntegerField(
            label=label,
            min_value=parameter.least,
            max_value=parameter.most,
            help_text=between,
            widget=forms.NumberInput,
        )
    if isinstance(parameter, Words):
        choices = [(word, gettext(words)) for word, words in parameter.choices.items()]
        return forms.MultipleChoiceField(label=label, choices=choices, widget=TickBoxes)
    assert isinstance(parameter, Flag)  # noqa: S101 - the third of three
    return forms.TypedChoiceField(
        label=label,
        choices=[("True", _("是")), ("False", _("否"))],
        coerce=lambda word: word == "True",
        widget=forms.Select,
    )
