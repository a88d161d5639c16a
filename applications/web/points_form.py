"""What is typed for a score sheet (积分测算): each fact of the scheme, as far as it is known."""

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from applications.web import fact_fields
from hukou.kernel import clock
from hukou.law import FactType, Kind, load_law
from hukou.law.conditions import leaves
from hukou.law.facts import AGE, BIRTH, LONGEST_LIST
from hukou.law.points.scheme import TOTAL, Scheme
from hukou.web import fact_words
from hukou.web.forms import CounterForm, DayField, DayInput

LISTS: Final = (Kind.INTS, Kind.DECIMALS)
BETWEEN: Final = re.compile(r"[\s,，、;；]+")
REPEATED: Final = re.compile(r"(?P<one>[0-9.]{1,20})[×*xX](?P<times>[0-9]{1,3})", re.ASCII)
SHORT: Final = 20
LONG: Final = 400
FACT: Final = "facts."
YES_NO: Final = (("", ""), ("true", _("是")), ("false", _("否")))


class SheetForm(CounterForm):
    """The day, and every fact that a scheme or its conditions ask; what is left out is unknown."""

    on = DayField(label=_("计算日"))

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        self.scheme = scheme
        super().__init__(*args, initial={"on": clock.today()}, **kwargs)
        self.fields |= _inputs(scheme)

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """Return the inputs by subject, in the order of an interview."""
        rest = [each for each in self if each.name.startswith(FACT)]
        found: list[tuple[str, list[BoundField]]] = []
        for prefixes, label in fact_fields.GROUPS:
            own = [each for each in rest if each.name.split(".")[1] in prefixes]
            if own:
                found.append((str(label), own))
            rest = [each for each in rest if each not in own]
        return [*found, (str(fact_fields.OTHER), rest)] if rest else found

    def told(self) -> dict[str, object]:
        """Return what was typed, as the law reads it; what is empty is unknown."""
        return {
            name.removeprefix(FACT): _read(name.removeprefix(FACT), value)
            for name, value in self.cleaned_data.items()
            if name.startswith(FACT) and value not in ("", None)
        }


def asked_of(scheme: Scheme) -> list[str]:
    """Return the facts that a sheet asks: of the conditions, the indicators and the ties.

    The date of birth stands for the age; what is set off may stay unknown.
    """
    conditions = scheme.regulation.channels[scheme.channel].rule.conditions
    names = [leaf.fact for leaf in leaves(conditions) if leaf.fact != TOTAL]
    names += [*scheme.facts, *scheme.tie_facts, *scheme.set_off]
    return list(dict.fromkeys(BIRTH if name == AGE else name for name in names))


def _inputs(scheme: Scheme) -> dict[str, forms.Field]:
    facts = load_law().vocabulary.facts
    return {f"{FACT}{name}": _input(facts[name]) for name in asked_of(scheme)}


def _input(fact: FactType) -> forms.Field:
    label = fact_words.label(fact.name)
    if fact.kind is Kind.BOOL:
        return forms.ChoiceField(label=label, choices=YES_NO, required=False, widget=_select())
    if fact.kind is Kind.ENUM:
        words = [(each, fact_words.value(each, fact.name)) for each in fact.values]
        return forms.ChoiceField(
            label=label, choices=[("", ""), *words], required=False, widget=_select()
        )
    if fact.kind is Kind.DATE:
        return DayField(label=label, required=False, widget=DayInput({"class": "form-control"}))
    unit = fact_words.unit(fact.name)
    shown = {"placeholder": unit, "autocomplete": "off", "class": "form-control"}
    if fact.kind in LISTS:
        return forms.CharField(
            label=label,
            required=False,
            max_length=LONG,
            help_text=_("多项用空格隔开，相同的写作 3×2"),
            widget=forms.TextInput(shown),
        )
    return forms.CharField(
        label=label,
        required=False,
        max_length=SHORT,
        widget=forms.TextInput({**shown, "inputmode": "decimal"}),
    )


def _select() -> forms.Select:
    return forms.Select({"class": "form-select"})


def _read(fact: str, typed: object) -> object:
    kind = load_law().vocabulary[fact].kind
    if kind in LISTS:
        listed = _listed(str(typed))
        return [int(each) if each.isdecimal() else each for each in listed]
    return fact_fields.read(fact, typed) if isinstance(typed, str) else typed


def _listed(typed: str) -> Sequence[str]:
    """Return the items of a list; `3×2` are two threes. No more than a fact can hold, and one."""
    items: list[str] = []
    for each in BETWEEN.split(typed.strip()):
        repeated = REPEATED.fullmatch(each)
        items += [repeated["one"]] * int(repeated["times"]) if repeated else [each]
    return items[: LONGEST_LIST + 1]
