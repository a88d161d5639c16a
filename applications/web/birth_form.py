"""What is written down about a birth (出生登记表)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.kinds import CIRCUMSTANCES, FOUNDLING
from hukou.kernel import clock, identity_number
from hukou.kernel.codes import Scheme, of
from hukou.kernel.errors import InvalidInput
from hukou.kernel.kinship import HEAD, SPOUSES, STRANGER
from hukou.web.forms import CounterForm, DayField, choose
from registry.models import HouseholdKind
from registry.queries import Book

MOTHER, FATHER, OTHER = "mother", "father", "other"
COUPLE = (HEAD, *SPOUSES)
"""GB/T 4761: the head and the spouse, who are most often the parents."""


class BirthForm(CounterForm):
    """The newborn, and who the parents are; the identity number is given by the register."""

    circumstance = forms.ChoiceField(label=_("出生情形"), required=False)
    name = forms.CharField(label=_("新生儿姓名"), max_length=100)
    sex = forms.ChoiceField(label=_("性别"), choices=[("", "—"), ("1", _("男")), ("2", _("女"))])
    birth_date = DayField(label=_("出生日期"))
    ethnicity = forms.CharField(label=_("民族（名称、拼音或代码）"), max_length=20, initial="汉族")
    birthplace = forms.CharField(label=_("出生地"), max_length=100, required=False)
    relation_to_head = forms.CharField(
        label=_("与户主关系"),
        max_length=20,
        widget=forms.TextInput(attrs={"list": "relations", "autocomplete": "off"}),
    )
    mother = forms.TypedChoiceField(
        label=_("母亲（本户成员）"), coerce=int, empty_value=None, required=False
    )
    father = forms.TypedChoiceField(
        label=_("父亲（本户成员）"), coerce=int, empty_value=None, required=False
    )
    other_number = forms.CharField(
        label=_("不在本户的另一方：身份号码"), max_length=24, required=False
    )
    other_name = forms.CharField(label=_("不在本户的另一方：姓名"), max_length=100, required=False)
    certificate = forms.CharField(
        label=_("出生医学证明编号"),
        max_length=50,
        required=False,
        help_text=_("没有的可凭亲子鉴定等证明；不得要求计划生育证明"),
    )
    declarant = forms.CharField(label=_("申报人"), max_length=100)

    def __init__(self, *args: Any, book: Book, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["circumstance"], [(word, str(zh)) for word, zh in CIRCUMSTANCES.items()])
        if book.kind == HouseholdKind.COLLECTIVE:
            self.fields["relation_to_head"].initial = of(Scheme.FAMILY_RELATION).name(STRANGER)
        for name, sex in ((MOTHER, "2"), (FATHER, "1")):
            members = [(each.person_id, each.name) for each in book.members if each.sex == sex]
            choose(self.fields[name], [("", "—"), *members])
            couple = [each for each in book.members if each.relation in COUPLE and each.sex == sex]
            self.fields[name].initial = couple[0].person_id if couple else None

    def clean_birth_date(self) -> object:
        born = self.cleaned_data["birth_date"]
        if born > clock.today():
            raise forms.ValidationError(_("出生日期不能晚于今天"))
        return born

    def clean_ethnicity(self) -> str:
        hits = of(Scheme.ETHNIC_GROUP).search(self.cleaned_data["ethnicity"], limit=1)
        if not hits:
            raise forms.ValidationError(_("没有这个民族名称或代码"))
        return hits[0].code

    def clean_other_number(self) -> str:
        typed = self.cleaned_data["other_number"]
        try:
            return identity_number.parse(typed).text if typed else ""
        except InvalidInput as problem:
            raise forms.ValidationError(problem.zh) from problem

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("circumstance") == FOUNDLING:
            return {**told, MOTHER: None, FATHER: None, "other_number": ""}
        if not any(told.get(name) for name in (MOTHER, FATHER, "other_number")):
            raise forms.ValidationError(_("请填写母亲、父亲中的一人或二人"))
        return told

    def place(self, name: str) -> str | None:
        """Find the field by the last part of the action's name for it."""
        of, _dot, last = name.rpartition(".")
        other = {"name": "other_name", "identity_number": "other_number"}
        return super().place(other.get(last, last) if of == OTHER else last)
