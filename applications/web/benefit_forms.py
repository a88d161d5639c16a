"""What is asked of the catalogue of benefits, and filled in about services."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from hukou.kernel import clock
from hukou.law import Service
from hukou.web.forms import CounterForm, DayField, choose
from registry.models import ServedGroup

MOST_PEOPLE: Final = 2_000_000_000
MOST_POINTS: Final = 10_000

Places = Sequence[tuple[str, str]]


class CatalogueForm(CounterForm):
    """Where and when, and how many points or months somebody has who asks at the counter."""

    area = forms.ChoiceField(label=_("地区"), required=False, choices=[])
    on = DayField(label=_("日期"), required=False)
    points = forms.DecimalField(
        label=_("积分"), required=False, min_value=0, max_value=MOST_POINTS, decimal_places=4
    )
    months = forms.IntegerField(
        label=_("连续持证月数"), required=False, min_value=0, max_value=1200
    )

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["area"], list(places))
        for name in ("points", "months"):
            self.fields[name].widget = forms.TextInput(
                attrs={"class": "form-control", "inputmode": "decimal"}
            )


class CoverageForm(CounterForm):
    """Of which area, and as of which day, the coverage is shown."""

    area = forms.ChoiceField(label=_("地区"), required=False, choices=[])
    on = DayField(label=_("截至日期"), required=False)

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["area"], list(places))

    def clean_on(self) -> date | None:
        """Refuse a day that has not come: nothing is known of it."""
        day: date | None = self.cleaned_data["on"]
        if day is not None and day > clock.today():
            raise forms.ValidationError(_("不能选择今天以后的日期"))
        return day


class GapForm(CounterForm):
    """Of which place and year the gap is shown."""

    area = forms.ChoiceField(label=_("地区"), required=False, choices=[])
    year = forms.IntegerField(label=_("年度"), required=False, min_value=2016, max_value=2100)

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["area"], list(places))
        self.fields["year"].widget = forms.TextInput(
            attrs={"class": "form-control", "inputmode": "numeric", "maxlength": "4"}
        )


class FigureForm(CounterForm):
    """One figure, as a department told it."""

    service = forms.ChoiceField(label=_("服务事项"), choices=[])
    group = forms.ChoiceField(label=_("人群"), choices=ServedGroup.choices)
    served = forms.IntegerField(label=_("享有人数"), min_value=0, max_value=MOST_PEOPLE)
    entitled = forms.IntegerField(label=_("应享人数"), min_value=0, max_value=MOST_PEOPLE)
    reporter = forms.CharField(label=_("报送部门"), max_length=100)
    document = forms.CharField(
        label=_("依据材料"), max_length=200, help_text=_("如：统计表名称和文号")
    )

    def __init__(self, *args: Any, services: Sequence[Service], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["service"], [("", "—"), *((each.id, each.name) for each in services)])
        for name in ("served", "entitled"):
            self.fields[name].widget = forms.TextInput(
                attrs={"class": "form-control", "inputmode": "numeric", "maxlength": "10"}
            )
