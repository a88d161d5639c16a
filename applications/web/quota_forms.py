"""What is filled in to declare how many may settle (落户名额), or to change it."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.models import QuotaKind, QuotaUnit, WhenFull
from hukou.law import Channel, Regulation
from hukou.web.forms import CounterForm, choose

MOST: Final = 2_000_000_000
Places = Sequence[tuple[str, str]]


class _Numbers(CounterForm):
    """Numbers are typed, not clicked up and down."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField):
                field.widget = forms.TextInput(
                    attrs={"class": "form-control", "inputmode": "numeric", "maxlength": "10"}
                )


class QuotaAsked(_Numbers):
    """Which quotas are listed."""

    area = forms.ChoiceField(label=_("地区"), required=False, choices=[])
    year = forms.IntegerField(label=_("年度"), required=False, min_value=1949, max_value=2100)

    def __init__(self, *args: Any, places: Places, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["area"], [("", gettext("全部")), *places])


class WhyForm(_Numbers):
    """A number of places, why, and by which document."""

    places = forms.IntegerField(label=_("名额数"), min_value=0, max_value=MOST)
    reason = forms.CharField(label=_("理由"), max_length=200)
    document = forms.CharField(label=_("依据文件"), max_length=200)
    clause = forms.CharField(label=_("依据条款"), max_length=200)


class DeclareForm(WhyForm):
    """A new quota: for which area, years and channel, counted how, and what follows when full."""

    area = forms.ChoiceField(label=_("地区"), choices=[])
    first_year = forms.IntegerField(label=_("首年"), min_value=1949, max_value=2100)
    last_year = forms.IntegerField(label=_("末年"), min_value=1949, max_value=2100)
    channel = forms.ChoiceField(label=_("落户途径"), choices=[])
    kind = forms.ChoiceField(
        label=_("名额性质"),
        choices=QuotaKind.choices,
        help_text=_("名额上限用完后不能再准予；目标数只统计"),
    )
    unit = forms.ChoiceField(label=_("计数单位"), choices=QuotaUnit.choices)
    when_full = forms.ChoiceField(
        label=_("名额用完后"),
        choices=WhenFull.choices,
        help_text=_("按文件所写；没有写的选“文件未写明”"),
    )
    field_order = (
        "area",
        "channel",
        "first_year",
        "last_year",
        "kind",
        "unit",
        "when_full",
        "places",
        "reason",
        "document",
        "clause",
    )

    def __init__(
        self,
        *args: Any,
        places: Places,
        channels: Sequence[tuple[Regulation, Channel | None]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["area"], list(places))
        offered = [(key_of(text, each), _name(text, each)) for text, each in channels]
        choose(self.fields["channel"], [("", "—"), *offered])

    def place(self, name: str) -> str | None:
        return super().place("channel" if name == "regulation" else name)

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as the action wants to know it."""
        told = dict(self.cleaned_data)
        told["regulation"], _slash, told["channel"] = told["channel"].partition("/")
        return told


def key_of(text: Regulation, channel: Channel | None) -> str:
    """Return a text and a channel of it as one choice."""
    return f"{text.id}/{channel.id if channel else ''}"


def _name(text: Regulation, channel: Channel | None) -> str:
    title = text.short_title or text.title
    return f"{title} · {channel.name}" if channel else f"{title} · {gettext('全部途径')}"
