"""What administrators type about accounts (账号管理)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hukou.web.forms import CounterForm, DayField
from registry.models import Office, PostingRole
from registry.queries.signing_in import offices_to_post


def _password(label: Any) -> forms.CharField:  # noqa: ANN401 - text or a lazy text
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def _reason() -> forms.CharField:
    return forms.CharField(label=_("事由"), max_length=200, required=False)


class FindForm(CounterForm):
    """A user name, a name or a badge number."""

    q = forms.CharField(label=_("用户名、姓名或警号"), required=False, max_length=50)


class OpenAccountForm(CounterForm):
    """A new account; it has no post yet, and so no power."""

    username = forms.RegexField(
        r"^[a-z][a-z0-9._-]{1,48}$",
        label=_("用户名"),
        help_text=_("小写字母开头，可用数字、点和短横。"),
        error_messages={"invalid": _("用户名应以小写字母开头，只用小写字母、数字、点和短横")},
    )
    name = forms.CharField(label=_("姓名"), max_length=50)
    badge_number = forms.CharField(label=_("警号"), max_length=20, required=False)
    password = _password(_("初始密码"))


class NewPasswordForm(CounterForm):
    password = _password(_("新密码"))


class ReasonForm(CounterForm):
    reason = _reason()


class NamePersonForm(CounterForm):
    """The identity number of an account's holder; the register knows the rest."""

    number = forms.CharField(
        label=_("公民身份号码"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "latin"}),
    )
    reason = _reason()


class ElsewhereForm(CounterForm):
    """Where an account's holder is registered, if not in this register."""

    reason = forms.CharField(label=_("户口所在地和核对的证件"), max_length=200)


class EndPostForm(CounterForm):
    posting = forms.IntegerField(widget=forms.HiddenInput)
    reason = _reason()


class GivePostForm(CounterForm):
    """A post at an office of the administrator's own part."""

    office = forms.ModelChoiceField(
        Office.objects.none(), to_field_name="code", label=_("机关"), empty_label=None
    )
    role = forms.ChoiceField(label=_("岗位"), choices=PostingRole.choices)
    since = DayField(label=_("任职自"))
    reason = _reason()

    def __init__(self, *args: Any, under: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["office"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = offices_to_post(under)
