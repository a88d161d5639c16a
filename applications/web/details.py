"""What a kind asks to be filled in, as fields of a form and as lines of a page (申请内容)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from django import forms

from applications.kinds import Asked, Detail
from hukou.kernel.codes import Scheme, of
from hukou.web.fact_words import english
from hukou.web.forms import DayField, choose
from registry.queries import PersonView


def field_of(detail: Detail) -> forms.Field:
    """Return the form field of a detail."""
    field = FIELDS[detail.asked](detail)
    field.label, field.required, field.help_text = detail.label, detail.is_required, detail.help
    return field


def shown_details(details: Sequence[Detail], told: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return what was filled in, labelled, in the order it is asked; what is empty is left out."""
    return [
        (str(each.label), _says(each, str(text)))
        for each in details
        if (text := told.get(each.name))
    ]


def registered_now(person: PersonView | None, detail: Detail) -> str:
    """Return what the register says of a person now, where a detail is one of the particulars."""
    value = getattr(person, detail.name, None)
    return _says(detail, day_typed(value)) if value else ""


def code_choices(scheme: Scheme) -> list[tuple[str, str]]:
    """Return a code set to choose from, in the language of the page."""
    codes = of(scheme).codes.values()
    return [("", "—"), *((each.code, each.name_en if english() else each.name) for each in codes)]


def day_typed(value: object) -> str:
    """Return what a form made of a field as the text in which a detail travels."""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _text(detail: Detail) -> forms.Field:
    return forms.CharField(max_length=detail.longest)


def _day(detail: Detail) -> forms.Field:
    del detail
    return DayField()


def _choice(detail: Detail) -> forms.Field:
    field = forms.ChoiceField()
    choose(field, [("", "—"), *((word, str(label)) for word, label in detail.choices.items())])
    return field


def _code(detail: Detail) -> forms.Field:
    assert detail.scheme is not None  # noqa: S101 - a code is one of a scheme
    field = forms.ChoiceField()
    choose(field, code_choices(detail.scheme))
    return field


FIELDS: Final[Mapping[Asked, Callable[[Detail], forms.Field]]] = {
    Asked.TEXT: _text,
    Asked.DAY: _day,
    Asked.CHOICE: _choice,
    Asked.CODE: _code,
}


def _says(detail: Detail, text: str) -> str:
    if detail.asked is Asked.CHOICE:
        return str(detail.choices.get(text, text))
    if detail.asked is Asked.CODE and detail.scheme is not None and text in of(detail.scheme):
        code = of(detail.scheme)[text]
        return code.name_en if english() else code.name
    return text
