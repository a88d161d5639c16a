"""Somebody from outside the office's area comes to the desk (辖区外人员), card in hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.queries.people import Named, known_by_number
from applications.web.family import introduce
from hukou.kernel import identity_number
from hukou.kernel.errors import InvalidInput
from hukou.web.forms import CounterForm
from registry.actions import note_disclosure
from registry.web import DeskRequest

PURPOSE = "application at the counter"


class ElsewhereForm(CounterForm):
    """Number and name, as on the card; both must agree with the register."""

    identity_number = forms.CharField(label=_("公民身份号码"), max_length=24)
    name = forms.CharField(label=_("姓名"), max_length=100)

    def place(self, name: str) -> str | None:
        """Find the field by the last part of the action's name for it: `applicant.name`."""
        return super().place(name.rpartition(".")[2])


def introduced(request: DeskRequest, form: ElsewhereForm) -> int:
    """Return the registered person of this number and name, and note that they were looked up.

    Raises:
        InvalidInput: an impossible number, or nobody of that number and name.
    """
    typed, name = form.cleaned_data["identity_number"], form.cleaned_data["name"]
    number = identity_number.parse(typed, field="identity_number").text
    held = known_by_number([Named("applicant", number, name)])
    person = held.get(number)
    if person is None:
        raise InvalidInput(
            "登记簿中没有此号码。申请人须已有户口登记；随迁人可在下一步另加",
            field="identity_number",
        )
    note_disclosure(
        scope=request.scope,
        kind="introduced",
        people=[person],
        fields=["household", "members"],
        purpose=PURPOSE,
    )
    introduce(request, person)
    return person
