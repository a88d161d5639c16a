"""One form for each step of the procedure (办理环节), each calling one action."""

from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from applications import actions
from applications.queries.citations import against
from applications.queries.governing import choosable
from applications.queries.holding import colleagues
from applications.queries.lacking import lacking_of
from applications.queries.quotas import want_of_places
from applications.web.act_form import ActForm, text
from applications.web.carry_out_form import CarryOutForm
from applications.web.examination_form import ExamineForm
from applications.workflow import Action
from hukou.kernel import clock
from hukou.kernel.errors import FieldError
from hukou.law import Outcome
from hukou.web.forms import RadioButtons, TickBoxes
from registry.models import Account


class SubmitForm(ActForm):
    action, verb, tone, key = Action.SUBMIT, _("提交申请"), "btn-main", "F8"
    opens = False

    def said(self, fault: FieldError) -> str:
        """Name the person a complaint is about: `parties.1.consented_on`."""
        about = ".".join(fault["field"].split(".")[:2])
        for party in self.file.parties:
            if about == f"parties.{party.position}":
                return f"{party.name}：{super().said(fault)}"
        return super().said(fault)

    def run(self, by: Account) -> object:
        return actions.submit(self.file.application.pk, by=by, **self.how)


class AcceptForm(ActForm):
    action, verb, tone, key = Action.ACCEPT, _("受理"), "btn-main", "F8"
    opens = False

    def run(self, by: Account) -> object:
        return actions.accept(self.file.application.pk, by=by, **self.how)


class SupplementForm(ActForm):
    action, verb = Action.ASK_FOR_SUPPLEMENT, _("要求补正")
    phrases: ClassVar = {
        "needed": (_("居民户口簿"), _("住所证明材料"), _("共同居住证明"), _("无生活来源声明"))
    }

    needed = text(_("需补正的材料或内容（一次性告知，每行一项）"), rows=3, longest=4000)
    note = text(_("说明"), required=False)

    def prepare(self) -> None:
        """Put what no agency can say on the list already: it is told once."""
        self.initial.setdefault("needed", "\n".join(lacking_of(self.file)))

    def run(self, by: Account) -> object:
        needed = [line.strip() for line in self.how["needed"].splitlines() if line.strip()]
        return actions.ask_for_supplement(
            self.file.application.pk, by=by, **{**self.how, "needed": needed}
        )


class AssessForm(ActForm):
    action, verb = Action.ASSESS, _("重新评定")
    opens = False

    def run(self, by: Account) -> object:
        return actions.assess(self.file.application.pk, by=by, **self.how)


class ApproveForm(ActForm):
    action, verb = Action.APPROVE, _("准予")
    phrases: ClassVar = {
        "grounds": (
            _("经核查，符合规定条件，准予迁入"),
            _("经核查，事实清楚、材料齐全，准予登记"),
            _("材料与部门答复一致，准予"),
            _("经审查，属于应予准许的情形，准予"),
        )
    }

    parties = forms.TypedMultipleChoiceField(
        label=_("准予人员"),
        coerce=int,
        widget=TickBoxes,
        error_messages={"required": _("请选择准予的人员")},
    )
    grounds = text(_("审批意见"))

    def prepare(self) -> None:
        if self.outcome == Outcome.ELIGIBLE:
            self.tone, self.key = "btn-main", "F8"
            settles = self.file.application.event == ""
            self.fields["grounds"].initial = self.phrases["grounds"][0 if settles else 1]
        told = self.file.assessment.judgement if self.file.assessment else {}
        eligible, doubtful = told.get("may_settle", []), told.get("for_review", [])
        field = self.fields["parties"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [
            (each.id, each.name) for each in self.file.parties if each.id in {*eligible, *doubtful}
        ]
        field.initial = eligible

    def run(self, by: Account) -> object:
        return actions.approve(self.file.application.pk, by=by, **self.how)


class RefuseForm(ActForm):
    action, verb, tone = Action.REFUSE, _("不予"), "btn-danger"
    phrases: ClassVar = {
        "grounds": (
            _("经核查，不符合所列条款规定的条件"),
            _("所申报情况与部门核实结果不一致"),
            _("本期落户名额已用完"),
        )
    }

    clauses = forms.MultipleChoiceField(
        label=_("依据条款"),
        required=False,
        widget=TickBoxes,
    )
    grounds = text(_("不予的理由"))

    def prepare(self) -> None:
        if self.outcome in (Outcome.NOT_ELIGIBLE, Outcome.REFUSE_ROUTE):
            self.tone = "btn-refuse"
        failed = against(self.file.assessment) if self.file.assessment else []
        full = want_of_places(self.file.application, self.file.assessment)
        self.cites = [*failed, *full]
        field = self.fields["clauses"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [
            (str(at), f"{cite['document']} · {cite['clause']}")
            for at, cite in enumerate(self.cites)
        ]
        field.initial = [str(at) for at, _cite in enumerate(failed or full)]

    def run(self, by: Account) -> object:
        clauses = [self.cites[int(at)] for at in self.how["clauses"]]
        return actions.refuse(self.file.application.pk, by=by, **{**self.how, "clauses": clauses})


class ChooseTextForm(ActForm):
    action, verb = Action.CHOOSE_TEXT, _("择定适用规定")

    regulation = forms.ChoiceField(
        label=_("适用的规定"),
        widget=RadioButtons,
        error_messages={"required": _("请选择适用的规定")},
    )
    reason = text(_("择定理由"))

    def prepare(self) -> None:
        field = self.fields["regulation"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(each.id, each.title) for each in choosable(self.file.application)]

    def run(self, by: Account) -> object:
        return actions.choose_text(self.file.application.pk, by=by, **self.how)


class WithdrawForm(ActForm):
    action, verb, tone = Action.WITHDRAW, _("撤回申请"), "btn-danger"
    phrases: ClassVar = {"reason": (_("申请人本人要求撤回"),)}

    reason = text(_("撤回原因"))

    def run(self, by: Account) -> object:
        return actions.withdraw(self.file.application.pk, by=by, **self.how)


class TakeOverForm(ActForm):
    action, verb = Action.TAKE_OVER, _("由我接办")
    phrases: ClassVar = {"reason": (_("原经办人休假"), _("按分工调整"))}

    reason = text(_("接办理由"))

    def run(self, by: Account) -> object:
        return actions.take_over(self.file.application.pk, by=by, **self.how)


class AssignForm(ActForm):
    action, verb = Action.ASSIGN, _("分派")

    to = forms.TypedChoiceField(
        label=_("交由"), coerce=int, error_messages={"required": _("请选择经办人")}
    )

    def prepare(self) -> None:
        application = self.file.application
        self.staff = {each.pk: each for each in colleagues(application, on=clock.today())}
        field = self.fields["to"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        field.choices = [
            ("", "—"),
            *(
                (key, f"{each.name}（{each.badge_number}）" if each.badge_number else each.name)
                for key, each in self.staff.items()
                if key != application.assigned_to_id
            ),
        ]

    def run(self, by: Account) -> object:
        told = {**self.how, "to": self.staff[self.how["to"]]}
        return actions.assign(self.file.application.pk, by=by, **told)


class UnassignForm(ActForm):
    action, verb = Action.UNASSIGN, _("退出经办")
    phrases: ClassVar = {"reason": (_("休假期间退回本所"), _("按分工调整"))}

    reason = text(_("退出经办的理由"))

    def run(self, by: Account) -> object:
        return actions.unassign(self.file.application.pk, by=by, **self.how)


class IssuePermitForm(ActForm):
    action, verb = Action.ISSUE_PERMIT, _("签发准予迁入证明")

    leaves_office = forms.CharField(
        label=_("迁出地户口登记机关"),
        max_length=100,
        help_text=_("纸质办理才签发；网上迁移不用。签发后须凭户口迁移证办结"),
    )

    def run(self, by: Account) -> object:
        return actions.issue_permit(self.file.application.pk, by=by, **self.how)


FORMS: Final[Mapping[Action, Callable[..., ActForm]]] = {
    Action.SUBMIT: SubmitForm,
    Action.ACCEPT: AcceptForm,
    Action.EXAMINE: ExamineForm,
    Action.APPROVE: ApproveForm,
    Action.REFUSE: RefuseForm,
    Action.CARRY_OUT: CarryOutForm,
    Action.ISSUE_PERMIT: IssuePermitForm,
    Action.CHOOSE_TEXT: ChooseTextForm,
    Action.ASSESS: AssessForm,
    Action.ASK_FOR_SUPPLEMENT: SupplementForm,
    Action.WITHDRAW: WithdrawForm,
    Action.TAKE_OVER: TakeOverForm,
    Action.ASSIGN: AssignForm,
    Action.UNASSIGN: UnassignForm,
}
"""In the order in which buttons stand on the page."""
