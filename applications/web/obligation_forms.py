"""What is filled in about duties (任务登记): which to list, and each thing that is recorded."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.actions import Upload
from applications.models import ObligationAct
from hukou.web.forms import CounterForm, DayField, choose
from registry.models import Account, Office

from .templatetags.duties import WORDS


class DutyListForm(CounterForm):
    """Which duties to list."""

    area = forms.ChoiceField(label=_("地区"), required=False, choices=[])
    lead = forms.CharField(label=_("牵头或参加单位"), max_length=60, required=False)
    standing = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("全部，不含草案")),
            *((each.value, words) for each, words in WORDS.items()),
        ],
    )
    owner = forms.ChoiceField(
        label=_("负责机关"),
        required=False,
        choices=[("", _("全部")), ("mine", _("本机关及下级")), ("none", _("未指定"))],
    )

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["area"], [("", str(_("全部"))), *places])


class AssignForm(CounterForm):
    """Which office, and who there, answers for a duty."""

    office = forms.TypedChoiceField(label=_("负责机关"), coerce=int, choices=[])
    account = forms.TypedChoiceField(
        label=_("负责人"), coerce=int, empty_value=None, required=False, choices=[]
    )
    note = forms.CharField(label=_("说明"), max_length=1000, required=False)

    def __init__(
        self, *args: Any, offices: Sequence[Office], accounts: Sequence[Account], **kwargs: Any
    ) -> None:
        super().__init__(*args, auto_id="id_assign_%s", **kwargs)
        choose(self.fields["office"], [("", "—"), *((each.pk, each.name) for each in offices)])
        people = [(each.pk, f"{each.name}（{each.username}）") for each in accounts]
        choose(self.fields["account"], [("", "—"), *people])


class ReportForm(CounterForm):
    """How far a duty has come."""

    note = forms.CharField(
        label=_("进展情况"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_report_%s", **kwargs)


class CompleteForm(CounterForm):
    """When a duty was done, and what shows it."""

    adopted_on = DayField(label=_("出台（报送）日期"))
    official_number = forms.CharField(
        label=_("文号"), max_length=100, required=False, help_text=_("文号和文件至少有一项")
    )
    evidence = forms.FileField(
        label=_("依据文件"), max_length=200, required=False, allow_empty_file=True
    )
    note = forms.CharField(label=_("说明"), max_length=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_complete_%s", **kwargs)

    def place(self, name: str) -> str | None:
        """Return the field of what the action complains about."""
        return "evidence" if name == "file" else super().place(name)

    @property
    def upload(self) -> Upload | None:
        """The document, as it came in."""
        sent = self.cleaned_data["evidence"]
        if sent is None:
            return None
        return Upload(name=sent.name, content_type=sent.content_type or "", content=sent.read())


class ReopenForm(CounterForm):
    """Why a duty is opened again."""

    note = forms.CharField(
        label=_("重新打开的理由"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_reopen_%s", **kwargs)


DONE_WORDS: Final = {
    ObligationAct.ASSIGNED: _("负责机关已指定。"),
    ObligationAct.REPORTED: _("进展已登记。"),
    ObligationAct.COMPLETED: _("已登记完成。"),
    ObligationAct.REOPENED: _("已重新打开。"),
}
