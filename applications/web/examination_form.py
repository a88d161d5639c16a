"""Being heard before a decision (审核), as a form on the file's page."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from applications import actions
from applications.queries.examining import hearings, next_stage
from applications.web.act_form import ActForm, text
from applications.workflow import Action
from hukou.web.forms import RadioButtons
from registry.models import Account

YES, NO = "yes", "no"


class ExamineForm(ActForm):
    action, verb, tone, key = Action.EXAMINE, _("提出审核意见"), "btn-main", "F8"
    phrases: ClassVar = {"grounds": (_("经审核，情况属实，同意"), _("证明材料不足，不同意"))}

    stage = forms.CharField(widget=forms.HiddenInput)
    agrees = forms.ChoiceField(
        label=_("审核结论"),
        choices=((YES, _("同意")), (NO, _("不同意"))),
        widget=RadioButtons,
        error_messages={"required": _("请选择同意或不同意")},
    )
    grounds = text(_("审核意见"), required=False)

    def prepare(self) -> None:
        turn = next_stage(hearings(self.file.application, self.file.assessment))
        self.initial.setdefault("stage", turn.stage.value if turn else "")

    def run(self, by: Account) -> object:
        told = {**self.how, "agrees": self.how["agrees"] == YES}
        return actions.examine(self.file.application.pk, by=by, **told)
