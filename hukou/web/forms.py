"""Forms of the counter: they read input, and show an action's refusal beside what was typed."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final, TypeVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hukou.kernel.errors import DomainError, FieldError, InvalidInput
from hukou.kernel.periods import is_of_our_time
from hukou.web.errors import refusal

Result = TypeVar("Result")
KEY: Final = re.compile("[1-9][0-9]{0,11}")
"""At most 12 digits, as in addresses: see `<key:…>`."""
REQUIRED = forms.Field.default_error_messages["required"]


class _Listed(forms.widgets.ChoiceWidget):
    """Choices one beside or under the other, each with its box or button."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"]["class"] = "form-check-input"
        return option


class TickBoxes(_Listed, forms.CheckboxSelectMultiple):
    """Several choices to tick."""


class RadioButtons(_Listed, forms.RadioSelect):
    """One choice of several, all in sight."""


CLASSES: Final[Mapping[type[forms.Widget], str]] = {
    forms.Select: "form-select",
    TickBoxes: "ticks",
    forms.CheckboxInput: "form-check-input",
    RadioButtons: "ticks",
    forms.RadioSelect: "",
    forms.HiddenInput: "",
}


DAY_FORMATS: Final = ("%Y-%m-%d", "%Y%m%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日")
"""How officers type a day: eight digits, or with whatever stands between on the paper."""
DAY_ATTRIBUTES: Final = {
    "inputmode": "numeric",
    "maxlength": "11",
    "placeholder": _("年-月-日"),
    "autocomplete": "off",
    "data-day": True,
}


NO_DAY: Final = _("没有这一天，请写作 2026-11-22 或 20261122")
NOT_OF_OUR_TIME: Final = _("请填写 1900 年至 2099 年之间的日期")


class DayInput(forms.DateInput):
    """A day as text: browsers show their own date pickers in their own language and order."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({**DAY_ATTRIBUTES, **(attrs or {})}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day: 20261122 or 2026-11-22, that a register of ours can mean."""

    widget = DayInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": NO_DAY})
        super().__init__(input_formats=DAY_FORMATS, **kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not is_of_our_time(value):
            raise forms.ValidationError(NOT_OF_OUR_TIME, code="out_of_range")


def read_day(typed: str) -> date:
    """Return the day that was typed. Raises ValueError, which says to the reader what is wrong."""
    for written in DAY_FORMATS:
        with suppress(ValueError):
            day = datetime.strptime(typed.strip(), written).date()  # noqa: DTZ007 - a day has no zone
            break
    else:
        raise ValueError(str(NO_DAY))
    if not is_of_our_time(day):
        raise ValueError(str(NOT_OF_OUR_TIME))
    return day


def day_asked(query: Mapping[str, str], name: str) -> date | None:
    """Return the day that an address asks for; None where it names none. Raises InvalidInput."""
    typed = query.get(name, "")
    try:
        return read_day(typed) if typed else None
    except ValueError as problem:
        raise InvalidInput(str(problem), field=name) from problem


def read_key(typed: str) -> int | None:
    """Return a surrogate key as it was sent; None where it is none, or longer than any."""
    return int(typed) if KEY.fullmatch(typed) else None


class CounterForm(forms.Form):
    """A form drawn in the counter's way, that can attempt an action.

    What an action refuses stands beside its field or above the form, and everything typed stays.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.status = 200
        for field in self.fields.values():
            kind = CLASSES.get(type(field.widget), "form-control")
            if kind:
                field.widget.attrs.setdefault("class", kind)
            if field.error_messages["required"] == REQUIRED:
                field.error_messages["required"] = _("请填写此项")

    def attempt(self, action: Callable[[], Result]) -> Result | None:
        """Run the action; on refusal note it on the form and return None.

        Call only when the form is valid. `status` is then the HTTP status of the refusal.
        """
        try:
            return action()
        except DomainError as error:
            self.refuse(error)
            return None

    def refuse(self, error: DomainError) -> None:
        """Put a domain error where the reader will look for it."""
        shown = refusal(error)
        self.status = shown.status
        for fault in getattr(error, "errors", []):
            field = self.place(fault["field"])
            self.add_error(field, self.said(fault))
        if not getattr(error, "errors", []):
            self.add_error(None, shown.words)
            if shown.detail:
                self.add_error(None, shown.detail)

    def said(self, fault: FieldError) -> str:
        """Return a complaint of an action in the language of the page."""
        return gettext(fault["detail"])

    def place(self, name: str) -> str | None:
        """Return the form field for a field of an action, None for the whole form."""
        return name if name in self.fields else None


def choose(field: forms.Field, choices: Sequence[tuple[Any, str | Promise]]) -> None:
    """Give a field of choices what to choose from."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared as one
    field.choices = list(choices)
