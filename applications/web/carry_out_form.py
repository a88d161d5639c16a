"""Writing a decision into the register (办结登记): on which day, and who follows a head."""

from typing import Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications import actions
from applications.kinds import KINDS
from applications.queries.leaving import LeftHousehold
from applications.web.act_form import ActForm
from applications.workflow import Action
from hukou.kernel import clock
from hukou.kernel.errors import DomainError
from hukou.web.forms import DayField
from registry.errors import RelationUnknown
from registry.models import Account
from registry.web import read_relation

HEAD: Final = "head_of_"
RELATION: Final = "relation_of_"
CERTIFICATE: Final = ("certificate_number", "certificate_issued_on")


class CarryOutForm(ActForm):
    """The day it takes effect, unless the event has its own; heads and relations of who stays."""

    action, verb, tone, key = Action.CARRY_OUT, _("办结登记"), "btn-main", "F8"
    opens = False

    on = DayField(label=_("登记日期"))
    certificate_number = forms.CharField(
        label=_("户口迁移证编号"),
        max_length=40,
        help_text=_("此件已签发准予迁入证明，须交验迁出地签发的户口迁移证"),
    )
    certificate_issued_on = DayField(label=_("户口迁移证签发日期"))

    def prepare(self) -> None:
        if not self.file.permit:
            for name in CERTIFICATE:
                del self.fields[name]
        kind = KINDS[self.file.application.kind]
        if kind.happens or not kind.is_dated:
            del self.fields["on"]
        else:
            self.fields["on"].initial = clock.today
        for left in self.leaving:
            self._ask_for_head(left)
            self._ask_for_relations(left)

    def _ask_for_head(self, left: LeftHousehold) -> None:
        self.fields[f"{HEAD}{left.household}"] = forms.TypedChoiceField(
            label=_("原户 %(number)s 的新户主") % {"number": left.number},
            coerce=int,
            choices=[("", "—"), *left.staying],
            widget=forms.Select(attrs={"class": "form-select"}),
            error_messages={"required": _("原户主离开后户内还有成员，请指定新户主")},
        )

    def _ask_for_relations(self, left: LeftHousehold) -> None:
        """Ask what each member is to the new head; most of it follows from the register."""
        if len(left.staying) < 2:  # noqa: PLR2004 - whoever is alone has nobody to be related to
            return
        for person, name in left.staying:
            self.fields[f"{RELATION}{person}"] = forms.CharField(
                label=_("%(name)s与新户主关系") % {"name": name},
                required=False,
                max_length=20,
                widget=forms.TextInput(
                    attrs={
                        "class": "form-control",
                        "list": "relations",
                        "autocomplete": "off",
                        "placeholder": _("可推定的不填"),
                    }
                ),
            )

    def refuse(self, error: DomainError) -> None:
        """Ask for the relations that do not follow, each at its person."""
        super().refuse(error)
        if isinstance(error, RelationUnknown):
            for person in error.facts.get("people", []):  # type: ignore[attr-defined]  # ids
                if f"{RELATION}{person}" in self.fields:
                    self.add_error(f"{RELATION}{person}", gettext("请填写与新户主的关系"))

    def run(self, by: Account) -> object:
        heads = {left.household: self.how[f"{HEAD}{left.household}"] for left in self.leaving}
        said = {
            int(name.removeprefix(RELATION)): read_relation(text, field=name)
            for name, text in self.how.items()
            if name.startswith(RELATION) and text
        }
        return actions.carry_out(
            self.file.application.pk,
            by=by,
            on=self.how.get("on"),
            new_heads=heads,
            relations=said,
            certificate=self._certificate(),
            revision=self.how["revision"],
        )

    def _certificate(self) -> actions.Certificate | None:
        if not self.file.permit:
            return None
        number, issued_on = (self.how[name] for name in CERTIFICATE)
        return actions.Certificate(number=number, issued_on=issued_on)
